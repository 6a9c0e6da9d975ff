/** Signatures of signed requests on PostgreSQL. Bounded in number and in age. */

import { SIGNATURE_KEPT_MS } from '../rules/retention.js';
import { MAX_SIGNATURES, SIGNATURE_LIFETIME_MS, type Signatures } from '../signatures.js';
import type { Database, Session } from './database.js';
import type { Transactions } from './transactions.js';

const FIND = 'SELECT body FROM @signatures WHERE signature = $1 AND at_ms > $2';
const REMEMBER =
	'INSERT INTO @signatures (signature, body, at_ms) VALUES ($1, $2, $3) ON CONFLICT (signature) DO NOTHING';
/** Numbers have gaps, so it drops a little early and says so. */
const COMPLETE_SINCE = `SELECT at_ms::float8 AS at_ms FROM @signatures WHERE n = (SELECT min(n) FROM @signatures)
	AND (SELECT max(n) - min(n) FROM @signatures) >= $1 - 1`;
const DROP = `WITH gone AS (DELETE FROM @signatures WHERE n IN (SELECT n FROM @signatures ORDER BY n LIMIT $1)
	AND (at_ms < $2 OR n <= (SELECT max(n) FROM @signatures) - $3) RETURNING 1) SELECT count(*)::int AS count FROM gone`;

export function createSignatures(
	database: Database,
	transactions: Transactions,
	nowMs: () => number,
	max = MAX_SIGNATURES,
): Signatures {
	return {
		find: async (signature) => {
			const [row] = await database.query<{ body: Buffer }>(FIND, [signature, Math.floor(nowMs() - SIGNATURE_KEPT_MS)]);
			return row?.body;
		},
		remember: (signature, bodyDigest) =>
			transactions.run(async (write) => {
				await write.query(REMEMBER, [signature, bodyDigest, Math.floor(nowMs())]);
			}),
		completeSinceMs: async () => {
			const [oldest] = await database.query<{ at_ms: number }>(COMPLETE_SINCE, [max]);
			return Math.max(oldest?.at_ms ?? 0, nowMs() - SIGNATURE_LIFETIME_MS);
		},
	};
}

/** Removes signatures that no longer count, at most so many, and returns their number. */
export async function cleanSignatures(session: Session, nowMs: number, slice: number): Promise<number> {
	const values = [slice, Math.floor(nowMs - SIGNATURE_KEPT_MS), MAX_SIGNATURES];
	const [row] = await session.query<{ count: number }>(DROP, values);
	return row?.count ?? 0;
}
