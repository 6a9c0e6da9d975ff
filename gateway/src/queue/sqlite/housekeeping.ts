/** Removes expired rows, a slice at a time, so that no request waits for it. */

import type Database from 'libsql';
import { DAY_MS } from 'openai-ads-destination/internal';
import { PROFILE_LIFETIME_MS } from 'openai-ads-destination/pipeline';
import { DEAD_LETTER_DAYS, MAX_CANCELLATIONS } from '../rules/retention.js';
import type { GroupCommit } from './group-commit.js';
import type { SeenIds } from './seen-ids.js';
import type { SqliteCounts } from './sqlite-counts.js';
import { createSignatureCleaner } from './sqlite-signatures.js';

/** Rows checked per table and call; about 10 ms. Our choice. */
const SLICE = 1000;

export interface Retention {
	readonly seen: SeenIds;
	readonly counts: SqliteCounts;
	readonly deadLetterDays?: number | undefined;
	nowMs(): number;
}

/**
 * Creates a function that cleans one slice of each table. It resolves with true if more can be removed at once. Of the
 * profiles each call checks the next slice, over and over: that is soon enough, since expired ones are never read.
 */
export function createHousekeeping(
	database: Database.Database,
	commit: GroupCommit,
	{ seen, counts, nowMs, deadLetterDays = DEAD_LETTER_DAYS }: Retention,
) {
	const dropLetters = database.prepare(
		'DELETE FROM dead_letters WHERE key IN (SELECT key FROM dead_letters WHERE at_ms < ? ORDER BY at_ms LIMIT ?)',
	);
	const dropCancellations = database.prepare(
		`DELETE FROM cancellations WHERE reference IN (SELECT reference FROM cancellations WHERE until_ms <= ?2 LIMIT ?1)
			OR reference IN (SELECT reference FROM cancellations ORDER BY until_ms DESC LIMIT ?1 OFFSET ${MAX_CANCELLATIONS})`,
	);
	const profileSlice = database.prepare('SELECT key, at_ms FROM profiles WHERE key > ? ORDER BY key LIMIT ?');
	const dropProfiles = database.prepare('DELETE FROM profiles WHERE key IN (SELECT value FROM json_each(?))');
	const dropSignatures = createSignatureCleaner(database, nowMs);
	let lastKey = '';

	function cleanProfiles(): void {
		const rows = profileSlice.all([lastKey, SLICE]) as { key: string; at_ms: number }[];
		const oldestMs = nowMs() - PROFILE_LIFETIME_MS;
		const expired = rows.filter((row) => row.at_ms < oldestMs).map((row) => row.key);
		if (expired.length > 0) dropProfiles.run([JSON.stringify(expired)]);
		lastKey = rows.length < SLICE ? '' : (rows.at(-1)?.key ?? '');
	}

	return (): Promise<boolean> =>
		commit.run(() => {
			const hasOldIds = seen.clean();
			const letters = dropLetters.run([nowMs() - deadLetterDays * DAY_MS, SLICE]).changes;
			const signatures = dropSignatures(SLICE);
			const cancellations = dropCancellations.run([SLICE, nowMs()]).changes;
			cleanProfiles();
			const hasOldCounts = counts.clean(SLICE);
			return hasOldCounts || cancellations >= SLICE || hasOldIds || letters === SLICE || signatures === SLICE;
		});
}
