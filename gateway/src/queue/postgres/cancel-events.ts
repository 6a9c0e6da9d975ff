/** Drops events that were cancelled while they waited, and remembers what was cancelled for those that come later. */

import type { Cancellation } from '../holds.js';
import { countGone, GONE } from './settle-events.js';
import type { Kind } from './tally-change.js';
import type { Write } from './write.js';

const REMEMBER = `INSERT INTO @cancellations AS c (reference, tier, until_ms)
	SELECT reference, $2, max(until_ms) FROM unnest($1::text[], $3::bigint[]) AS given (reference, until_ms) GROUP BY 1 ORDER BY 1
	ON CONFLICT (reference, tier) DO UPDATE SET until_ms = greatest(c.until_ms, excluded.until_ms)`;
const CANCEL = `WITH gone AS (DELETE FROM @queue WHERE pixel = $1 AND reference = ANY($2::text[]) AND tier >= $3
	AND key NOT IN (SELECT unnest($4::bigint[])) ${GONE}`;

/** Within one pixel and from a tier downwards. To be called within a transaction. Returns how many were dropped. */
export async function cancelEvents(
	write: Write,
	cancellations: readonly Cancellation[],
	{ pixelId, tier }: { readonly pixelId: string; readonly tier: number },
	underWay: readonly string[],
): Promise<number> {
	const references = cancellations.map(({ reference }) => reference);
	await write.query(REMEMBER, [references, tier, cancellations.map(({ untilMs }) => Math.ceil(untilMs))]);
	const gone = await write.query<Kind & { events: number; bytes: number }>(CANCEL, [
		pixelId,
		references,
		tier,
		underWay,
	]);
	countGone(write, gone);
	return gone.reduce((sum, { events }) => sum + events, 0);
}
