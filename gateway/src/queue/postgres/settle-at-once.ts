/** Settles a batch that was delivered as a whole, in one statement that is a transaction of its own: one round trip where others take six. */

import type { Ownership, Settlement } from '../queue.js';
import { OwnershipLost } from '../queue-errors.js';
import type { Session } from './database.js';
import { toKeys } from './event-row.js';
import type { KnownCounts } from './known-counts.js';
import { type Counted, TallyChange } from './tally-change.js';

/**
 * Waits for a take-over that has begun, and keeps one from beginning, as in a transaction; a former owner changes nothing. A server
 * that does not wait for its disk by default waits here.
 */
const SETTLE = `WITH own AS MATERIALIZED (
	SELECT 1 FROM @pixels WHERE pixel = $1 AND owner = $2 AND epoch = $3 FOR SHARE
), gone AS (
	DELETE FROM @queue WHERE pixel = $1 AND key = ANY($4::bigint[]) AND EXISTS (SELECT 1 FROM own)
	RETURNING class, tier, coalesce(sender, '') AS sender, size_bytes
), kinds AS MATERIALIZED (
	SELECT class, tier, sender, count(*)::int AS events, sum(size_bytes)::float8 AS bytes FROM gone GROUP BY 1, 2, 3
), tallied AS (
	INSERT INTO @tallies AS t (gateway, slot, pixel, class, tier, sender, events, bytes)
	SELECT $2, $5::smallint, $1, class, tier, sender, -events, -bytes FROM kinds
	ON CONFLICT (gateway, slot, pixel, class, tier, sender)
	DO UPDATE SET events = t.events + excluded.events, bytes = t.bytes + excluded.bytes
), counted AS (
	INSERT INTO @counts AS c (hour, pixel, what, n) SELECT $6, $1, what, n FROM unnest($7::text[], $8::bigint[]) AS u (what, n)
	WHERE EXISTS (SELECT 1 FROM own) ORDER BY what
	ON CONFLICT (hour, pixel, what) DO UPDATE SET n = c.n + excluded.n
) SELECT is_owned, kinds.*, pg_current_xact_id()::text AS transaction_id,
		(SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') = 'off') AS sync
	FROM (SELECT EXISTS (SELECT 1 FROM own) AS is_owned) AS o LEFT JOIN kinds ON true`;

interface Settled extends Counted {
	readonly is_owned: boolean;
	/** `null` if there was nothing to remove. */
	readonly class: number | null;
	readonly tier: number;
	readonly sender: string;
	readonly events: number;
	readonly bytes: number;
}

export interface SettlingPorts {
	readonly pixelId: string;
	readonly own: Ownership;
	readonly knownCounts: KnownCounts;
	readonly nowMs: number;
}

/** @returns what is to be counted; `undefined` if it takes more than this, and then nothing was done. @throws OwnershipLost */
export async function settleAtOnce(
	session: Session,
	{ delivered, deadLetters, retries, counts = [] }: Settlement,
	{ pixelId, own, knownCounts, nowMs }: SettlingPorts,
	[gatewayId, slot]: readonly [gatewayId: string, slot: number],
): Promise<{ readonly tally: TallyChange } | undefined> {
	if (deadLetters.length > 0 || retries.length > 0) return undefined;
	const sums = knownCounts.addUp(pixelId, counts, nowMs);
	if (sums === undefined) return undefined;
	const values = [
		pixelId,
		gatewayId,
		own.epoch,
		toKeys(delivered),
		slot,
		sums.hour,
		[...sums.of.keys()],
		[...sums.of.values()],
	];
	const rows = await session.query<Settled>(SETTLE, values);
	if (rows[0]?.is_owned !== true) throw new OwnershipLost('Another gateway owns the pixel now.');
	const tally = new TallyChange();
	tally.countedBy(rows);
	for (const { class: eventClass, tier, sender, events, bytes } of rows) {
		if (eventClass !== null) tally.add({ pixel: pixelId, class: eventClass, tier, sender }, -events, -bytes);
	}
	return { tally };
}
