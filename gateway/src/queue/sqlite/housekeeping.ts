/** Removes what has aged out, a slice at a time, so that no request waits for it. */

import type Database from 'libsql';
import { PROFILE_LIFETIME_MS } from 'openai-ads-destination/pipeline';
import type { GroupCommit } from './group-commit.js';

const DAY_MS = 24 * 60 * 60 * 1000;
/** A late resend of the last ones is still recognised: docs/decisions/0009-tell-duplicates-for-8-days.md */
const SEEN_LIFETIME_MS = 8 * DAY_MS;
/** They hold oppref and IP addresses: docs/decisions/0014-dead-letters-are-kept-30-days.md */
const DEAD_LETTER_LIFETIME_MS = 30 * DAY_MS;
/** Rows looked at per table and turn; about 10 ms. Our choice. */
const SLICE = 1000;

/**
 * Creates the cleaning of one slice of each table. Resolves with true if more can be removed at once. Profiles are gone
 * through one slice a call, round and round: expired ones are not read anyway.
 */
export function createHousekeeping(database: Database.Database, commit: GroupCommit, nowMs: () => number) {
	// `seen` is in order of arrival, so the old ones are the first ones and no index on the time is needed.
	const dropSeen = database.prepare(
		'DELETE FROM seen WHERE n IN (SELECT n FROM seen ORDER BY n LIMIT ?) AND at_ms < ?',
	);
	const dropLetters = database.prepare(
		'DELETE FROM dead_letters WHERE key IN (SELECT key FROM dead_letters WHERE at_ms < ? ORDER BY at_ms LIMIT ?)',
	);
	const profileSlice = database.prepare('SELECT key, at_ms FROM profiles WHERE key > ? ORDER BY key LIMIT ?');
	const dropProfiles = database.prepare('DELETE FROM profiles WHERE key IN (SELECT value FROM json_each(?))');
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
			const seen = dropSeen.run([SLICE, nowMs() - SEEN_LIFETIME_MS]).changes;
			const letters = dropLetters.run([nowMs() - DEAD_LETTER_LIFETIME_MS, SLICE]).changes;
			cleanProfiles();
			return seen === SLICE || letters === SLICE;
		});
}
