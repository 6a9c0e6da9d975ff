/** Removes what is kept of people who said no, within one pixel and from a tier downwards. */

import type { PersonKeys } from 'openai-ads-destination/pipeline';
import { isOfAny, toMarkLists } from '../rules/marks.js';
import { countGone, GONE } from './settle-events.js';
import type { Kind } from './tally-change.js';
import type { Write } from './write.js';

const THEIRS = 'q.pixel = $3 AND q.tier >= $4';
const of = (column: string, list: string) => `SELECT q.key, q.about FROM parts CROSS JOIN LATERAL (
	SELECT * FROM @queue WHERE (key >> 15) = parts.part AND ${column} = ANY(${list}::bigint[]) AND ${column} IS NOT NULL) AS q WHERE ${THEIRS}`;
/** By parts of 32,768 keys, as the indexes are: else each event costs a page of the log for each index once many wait. */
const FIND_QUEUED = `WITH parts AS (SELECT generate_series((SELECT min(key) >> 15 FROM @queue), (SELECT max(key) >> 15 FROM @queue)) AS part)
	${of('user_mark', '$1')} UNION ${of('anonymous_mark', '$2')}`;
const FIND_DEAD = `SELECT key, about FROM @dead_letters q WHERE user_mark = ANY($1::bigint[]) AND ${THEIRS}
	UNION SELECT key, about FROM @dead_letters q WHERE anonymous_mark = ANY($2::bigint[]) AND ${THEIRS}`;
const REMOVE = `WITH gone AS (DELETE FROM @queue WHERE key = ANY($1::bigint[]) ${GONE}`;
const REMOVE_DEAD =
	'WITH gone AS (DELETE FROM @dead_letters WHERE key = ANY($1::bigint[]) RETURNING 1) SELECT count(*)::int AS count FROM gone';

interface Found {
	readonly key: string;
	readonly about: Buffer;
}

export interface Removed {
	readonly queued: number;
	readonly dead: number;
}

/** To be called within a transaction. Requests that are under way go on; if one fails, there is nothing left to try again. */
export async function forgetPeople(
	write: Write,
	people: readonly PersonKeys[],
	{ pixelId, tier }: { readonly pixelId: string; readonly tier: number },
): Promise<Removed> {
	const keys = new Set(people.flatMap(({ user, anonymous }) => [user, anonymous]).filter((key) => key !== undefined));
	const lists = toMarkLists(people).map((list) => JSON.parse(list) as number[]);
	const find = async (statement: string) => {
		const found = await write.query<Found>(statement, [...lists, pixelId, tier]);
		return found.filter(({ about }) => isOfAny(about.toString(), keys)).map(({ key }) => key);
	};
	const gone = await removeQueued(write, await find(FIND_QUEUED));
	return { queued: gone, dead: await removeDead(write, await find(FIND_DEAD)) };
}

/** Returns how many there were. */
export async function removeQueued(write: Write, keys: readonly string[]): Promise<number> {
	if (keys.length === 0) return 0;
	const gone = await write.query<Kind & { events: number; bytes: number }>(REMOVE, [keys]);
	countGone(write, gone);
	return gone.reduce((sum, { events }) => sum + events, 0);
}

export async function removeDead(write: Write, keys: readonly string[]): Promise<number> {
	if (keys.length === 0) return 0;
	const [row] = await write.query<{ count: number }>(REMOVE_DEAD, [keys]);
	return row?.count ?? 0;
}
