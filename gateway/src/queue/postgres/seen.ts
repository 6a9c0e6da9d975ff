/** Which ids were taken in during the last days. A crash of the server empties the table, since it is not in its log. */

import { SEEN_LIFETIME_MS } from '../rules/retention.js';
import type { Session } from './database.js';

const IS_WHOLE = 'SELECT 1 FROM @seen_mark';
const LOCK = "SELECT pg_advisory_xact_lock(hashtext('@seen'))";
const REFILL = `INSERT INTO @seen (digest, tier, at_ms) SELECT digest, min(tier), min(arrived_ms) FROM @queue GROUP BY digest
	ON CONFLICT (digest) DO NOTHING`;
const UNCOUNT = "DELETE FROM @tallies WHERE pixel = ''";
const COUNT = `INSERT INTO @tallies (gateway, slot, pixel, class, tier, sender, events, bytes)
	SELECT 'seen', 0, '', 0, 0, '', count(*), 0 FROM @seen`;
const MARK = 'INSERT INTO @seen_mark VALUES (true) ON CONFLICT DO NOTHING';
/** The oldest: those that are too old, and as many as there are too many. */
const DROP = `WITH gone AS (DELETE FROM @seen WHERE digest IN (SELECT digest FROM @seen WHERE at_ms < $1 OR $2 > 0 ORDER BY at_ms LIMIT $3) RETURNING 1)
	SELECT count(*)::int AS count FROM gone`;

/** Nothing is missing: the server has not crashed since the table was filled. */
export async function isSeenWhole(session: Session): Promise<boolean> {
	return (await session.query(IS_WHOLE)).length > 0;
}

/** Fills the table from what waits, if it was emptied. Whatever was sent before may be taken in once more: OpenAI keeps the first of an id. Returns whether it was. */
export async function refillSeen(session: Session): Promise<boolean> {
	if (await isSeenWhole(session)) return false;
	await session.query(LOCK);
	if (await isSeenWhole(session)) return false;
	await session.query(REFILL);
	await session.query(UNCOUNT);
	await session.query(COUNT);
	await session.query(MARK);
	return true;
}

/** Removes a slice of what is too old or too much. Returns how many. */
export async function cleanSeen(
	session: Session,
	{ nowMs, surplus, slice }: { readonly nowMs: number; readonly surplus: number; readonly slice: number },
): Promise<number> {
	const most = surplus > 0 ? Math.min(slice, surplus) : slice;
	const values = [Math.floor(nowMs - SEEN_LIFETIME_MS), Math.max(0, Math.ceil(surplus)), Math.ceil(most)];
	const [row] = await session.query<{ count: number }>(DROP, values);
	return row?.count ?? 0;
}
