/** Removes what has outlived its time, a slice at a time and one gateway at a time. */

import { DAY_MS } from 'openai-ads-destination/internal';
import { PROFILE_LIFETIME_MS } from 'openai-ads-destination/pipeline';
import { DEAD_LETTER_DAYS, MAX_CANCELLATIONS } from '../rules/retention.js';
import { cleanCounts } from './postgres-counts.js';
import { cleanSignatures } from './postgres-signatures.js';
import { cleanForgotten } from './postgres-stories.js';
import { cleanSeen } from './seen.js';
import { mergeTallies, type Tallies } from './tallies.js';
import { KNOWN_IDS } from './tally-change.js';
import type { Transactions } from './transactions.js';

/** Rows of a table in one call. Our choice. */
const SLICE = 5000;
const LONG_MS = 20_000;

const TRY = "SELECT pg_try_advisory_xact_lock(hashtext('@clean')) AS is_ours";
const count = (statement: string) => `WITH gone AS (${statement} RETURNING 1) SELECT count(*)::int AS count FROM gone`;
const DROP_LETTERS = count(
	'DELETE FROM @dead_letters WHERE key IN (SELECT key FROM @dead_letters WHERE at_ms < $1 ORDER BY at_ms LIMIT $2)',
);
const DROP_CANCELLATIONS =
	count(`DELETE FROM @cancellations WHERE (reference, tier) IN (SELECT reference, tier FROM @cancellations WHERE until_ms <= $1 LIMIT $2)
	OR (reference, tier) IN (SELECT reference, tier FROM @cancellations ORDER BY until_ms DESC LIMIT $2 OFFSET ${MAX_CANCELLATIONS})`);
/** The next slice of them each time: expired ones are never read, so there is no hurry. */
const PROFILES = `WITH slice AS (SELECT key, at_ms FROM @profiles WHERE key > $1 ORDER BY key LIMIT $3),
	gone AS (DELETE FROM @profiles WHERE key IN (SELECT key FROM slice WHERE at_ms < $2))
	SELECT max(key) AS last, count(*)::int AS count FROM slice`;
const DROP_GATEWAYS = "DELETE FROM @gateways WHERE expires_at < clock_timestamp() - interval '1 hour'";

export interface HousekeepingPorts {
	readonly transactions: Transactions;
	readonly tallies: Tallies;
	readonly maxKnownIds: number;
	readonly deadLetterDays: number | undefined;
	nowMs(): number;
}

/** Creates a function that cleans a slice of each table. It resolves with true if more can be removed at once. */
export function createHousekeeping(ports: HousekeepingPorts): () => Promise<boolean> {
	const { transactions, tallies, maxKnownIds, deadLetterDays = DEAD_LETTER_DAYS, nowMs } = ports;
	let lastKey = '';
	return () =>
		transactions.alone(async (write) => {
			const [lock] = await write.query<{ is_ours: boolean }>(TRY);
			if (lock?.is_ours !== true) return false;
			const drop = async (statement: string, beforeMs: number) => {
				const [row] = await write.query<{ count: number }>(statement, [Math.floor(beforeMs), SLICE]);
				return row?.count ?? 0;
			};
			const now = nowMs();
			const letters = await drop(DROP_LETTERS, now - deadLetterDays * DAY_MS);
			const cancellations = await drop(DROP_CANCELLATIONS, now);
			const signatures = await cleanSignatures(write, now, SLICE);
			const ids = await cleanSeen(write, { nowMs: now, surplus: tallies.knownIds - maxKnownIds, slice: SLICE });
			write.tally.add(KNOWN_IDS, -ids, 0);
			const values = [lastKey, Math.floor(now - PROFILE_LIFETIME_MS), SLICE];
			const [profiles] = await write.query<{ last: string | null; count: number }>(PROFILES, values);
			lastKey = profiles?.count === SLICE ? (profiles.last ?? '') : '';
			const hasOldCounts = await cleanCounts(write, now, SLICE);
			await write.query(DROP_GATEWAYS);
			await cleanForgotten(write);
			await mergeTallies(write);
			return hasOldCounts || [letters, cancellations, signatures, ids].some((removed) => removed >= SLICE);
		}, LONG_MS);
}
