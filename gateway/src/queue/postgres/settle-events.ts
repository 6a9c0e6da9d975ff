/** Writes what became of a batch, if its owner still owns the pixel. */

import type { Settlement } from '../queue.js';
import { OwnershipLost } from '../queue-errors.js';
import { toLane } from '../rules/lane.js';
import { toKeys } from './event-row.js';
import { type Kind, KNOWN_IDS } from './tally-change.js';
import type { Write } from './write.js';

/** What is counted of rows that are gone, added up. */
interface Gone extends Kind {
	readonly events: number;
	readonly bytes: number;
}

/** Waits for a take-over that has begun, and keeps one from beginning until the transaction ends. */
const FENCE = 'SELECT 1 FROM @pixels WHERE pixel = $1 AND owner = $2 AND epoch = $3 FOR SHARE';
export const GONE = `RETURNING pixel, class, tier, sender, size_bytes)
	SELECT pixel, class, tier, coalesce(sender, '') AS sender, count(*)::int AS events, sum(size_bytes)::float8 AS bytes FROM gone GROUP BY 1, 2, 3, 4`;
const REMOVE = `WITH gone AS (DELETE FROM @queue WHERE pixel = $1 AND key = ANY($2::bigint[]) ${GONE}`;
/** `type` is read again from the description when letters are listed; here it is for filters. */
const BURY = `INSERT INTO @dead_letters (pixel, at_ms, reason, detail, type, lane, attempts, size_bytes, json, about, tier,
		user_mark, anonymous_mark, sender, deadline_ms)
	SELECT q.pixel, $3, d.reason, d.detail, substring(encode(q.about, 'escape') FROM '"type":"([a-z_]{1,64})"'), q.lane, q.attempts,
		q.size_bytes, q.json, q.about, q.tier, q.user_mark, q.anonymous_mark, q.sender, q.deadline_ms
	FROM unnest($2::bigint[], $4::text[], $5::text[]) WITH ORDINALITY AS d (key, reason, detail, place)
	JOIN @queue q ON q.key = d.key AND q.pixel = $1 ORDER BY d.place`;
/** OpenAI has stored no dead letter, so one that is sent again is a new event. An id that a server has used since stays known. */
const UNKNOW = `WITH gone AS (DELETE FROM @seen s USING @queue q WHERE q.pixel = $1 AND q.key = ANY($2::bigint[])
	AND s.digest = q.digest AND s.tier = q.tier RETURNING 1) SELECT count(*)::int AS count FROM gone`;
/** Browsers' events that were under way when a server's came, and did not arrive. */
const SUPERSEDE = `WITH gone AS (DELETE FROM @queue q USING @seen s WHERE q.pixel = $1 AND q.key = ANY($2::bigint[]) AND q.tier > 0
	AND s.digest = q.digest AND s.tier = 0 RETURNING q.pixel, q.class, q.tier, q.sender, q.size_bytes)
	SELECT pixel, class, tier, coalesce(sender, '') AS sender, count(*)::int AS events, sum(size_bytes)::float8 AS bytes FROM gone GROUP BY 1, 2, 3, 4`;
/** The lane's last bit, validate-only, stays. */
const RETRY = `WITH tried AS (UPDATE @queue q SET lane = r.lane + (q.lane & 1), due_ms = r.due_ms, is_held = 0, attempts = q.attempts + 1
	FROM unnest($2::bigint[], $3::int[], $4::bigint[]) AS r (key, lane, due_ms) WHERE q.key = r.key AND q.pixel = $1 RETURNING 1)
	SELECT count(*)::int AS count FROM tried`;

/** To be called within a transaction. @throws OwnershipLost */
export async function checkOwner(write: Write, pixelId: string, gatewayId: string, epoch: number): Promise<void> {
	const [row] = await write.query(FENCE, [pixelId, gatewayId, epoch]);
	if (row === undefined) throw new OwnershipLost('Another gateway owns the pixel now.');
}

export function countGone(write: Write, gone: readonly Gone[]): void {
	for (const { events, bytes, ...kind } of gone) write.tally.add(kind, -events, -bytes);
}

/** To be called within a transaction, after `checkOwner`. Returns how many retries were gone, since their people had said no. */
export async function settleEvents(
	write: Write,
	pixelId: string,
	{ delivered, deadLetters, retries }: Settlement,
	nowMs: number,
): Promise<number> {
	await bury(write, pixelId, deadLetters, nowMs);
	const leaving = toKeys([...delivered, ...deadLetters.map(({ key }) => key)]);
	if (leaving.length > 0) countGone(write, await write.query<Gone>(REMOVE, [pixelId, leaving]));
	return retries.length === 0 ? 0 : retry(write, pixelId, retries);
}

async function bury(write: Write, pixelId: string, letters: Settlement['deadLetters'], nowMs: number): Promise<void> {
	const causes = new Map(letters.map((letter) => [letter.key, letter]));
	const keys = toKeys([...causes.keys()]);
	if (keys.length === 0) return;
	const texts = (['reason', 'detail'] as const).map((name) =>
		keys.map((key) => (causes.get(key)?.[name] ?? '').replaceAll('\u0000', '')),
	);
	await write.query(BURY, [pixelId, keys, Math.floor(nowMs), ...texts]);
	const [row] = await write.query<{ count: number }>(UNKNOW, [pixelId, keys]);
	write.tally.add(KNOWN_IDS, -(row?.count ?? 0), 0);
}

async function retry(write: Write, pixelId: string, retries: Settlement['retries']): Promise<number> {
	const wanted = new Map(retries.map((each) => [each.key, each]));
	const keys = toKeys([...wanted.keys()]);
	const superseded = await write.query<Gone>(SUPERSEDE, [pixelId, keys]);
	countGone(write, superseded);
	const lanes = keys.map((key) => toLane(wanted.get(key)?.batchLimit ?? 1, false));
	const times = keys.map((key) => Math.ceil(wanted.get(key)?.dueMs ?? 0));
	const [row] = await write.query<{ count: number }>(RETRY, [pixelId, keys, lanes, times]);
	return keys.length - superseded.reduce((sum, { events }) => sum + events, 0) - (row?.count ?? 0);
}
