/** Removes what is kept of people who said no. */

import type { PersonKeys } from 'openai-ads-destination/pipeline';
import { isOfAny, toMarkLists } from '../rules/marks.js';
import type { TallyRow } from '../rules/tally.js';
import type { QueueStatements } from './queue-statements.js';

/** What it removed. */
export interface Removed {
	readonly idle: readonly TallyRow[];
	/** Their requests go on; if one fails, there is nothing left to try again. */
	readonly underWay: readonly TallyRow[];
	readonly dead: number;
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
): Removed {
	const keys = new Set(people.flatMap(({ user, anonymous }) => [user, anonymous]).filter((key) => key !== undefined));
	const find = (statement: 'findQueued' | 'findDead') => {
		const found = sql[statement].all([...toMarkLists(people), pixelId, tier]) as Found[];
		return JSON.stringify(found.filter(({ about }) => isOfAny(about, keys)).map(({ key }) => key));
	};
	const queued = find('findQueued');
	const dead = sql.removeDead.run([find('findDead')]).changes;
	const idle = sql.removeIdle.all([queued]) as TallyRow[];
	return { idle, underWay: sql.remove.all([queued]) as TallyRow[], dead };
}
