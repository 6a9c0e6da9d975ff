/** Removes what is kept of people who said no. */

import type { PersonKeys } from 'openai-ads-destination/pipeline';
import { isOfAny, toMarkLists } from './marks.js';
import type { QueueStatements } from './queue-statements.js';

/** How many events it removed from the queue. */
export interface Forgotten {
	readonly idle: number;
	/** Their requests go on; if one fails, there is nothing left to try again. */
	readonly underWay: number;
}

interface Found {
	readonly key: number;
	readonly about: string;
}

/** Forgets within one pixel and from a tier downwards. To be called within a transaction. */
export function forgetPeople(
	sql: QueueStatements,
	people: readonly PersonKeys[],
	{ pixelId, tier }: { readonly pixelId: string; readonly tier: number },
): Forgotten {
	const keys = new Set(people.flatMap(({ user, anonymous }) => [user, anonymous]).filter((key) => key !== undefined));
	const find = (statement: 'findQueued' | 'findDead') => {
		const found = sql[statement].all([...toMarkLists(people), pixelId, tier]) as Found[];
		return JSON.stringify(found.filter(({ about }) => isOfAny(about, keys)).map(({ key }) => key));
	};
	const queued = find('findQueued');
	sql.removeDead.run([find('findDead')]);
	return { idle: sql.removeIdle.run([queued]).changes, underWay: sql.remove.run([queued]).changes };
}
