/** Profiles on disk, in the queue's file. Updates are gathered in memory and written once per key with the next commit. */

import type Database from 'libsql';
import {
	mergeProfiles,
	PROFILE_LIFETIME_MS,
	type Profile,
	type ProfileEntry,
	type Profiles,
} from 'openai-ads-destination/pipeline';
import type { GroupCommit } from './group-commit.js';

interface ProfileRow {
	readonly key: string;
	readonly profile: string;
}

/** A changed profile, or `null` for a forgotten one. */
type Change = readonly [key: string, profile: Profile | null];

const keyOf = ({ key }: ProfileEntry) => key;

/**
 * The durable profile store.
 *
 * `merge` resolves before its updates are on disk, so that learning never waits for the disk. They precede, or share a
 * transaction with, every event that is queued later; a caller who must be sure waits for any later commit.
 */
export class SqliteProfiles implements Profiles {
	readonly #select: Database.Statement;
	readonly #upsert: Database.Statement;
	readonly #remove: Database.Statement;
	readonly #commit: GroupCommit;
	readonly #nowMs: () => number;
	/** Changes that are not on disk yet. */
	readonly #pending = new Map<string, Profile | null>();
	#isFlushDue = false;

	constructor(database: Database.Database, commit: GroupCommit, nowMs: () => number) {
		// All keys at once: outside a transaction each statement is one of its own, which costs more than to find a row.
		this.#select = database.prepare(
			'SELECT key, profile FROM profiles WHERE key IN (SELECT value FROM json_each(?)) AND at_ms > ?',
		);
		this.#upsert = database.prepare('INSERT OR REPLACE INTO profiles (key, profile, at_ms) VALUES (?, ?, ?)');
		this.#remove = database.prepare('DELETE FROM profiles WHERE key = ?');
		this.#commit = commit;
		this.#nowMs = nowMs;
	}

	async get(keys: readonly string[]): Promise<(Profile | undefined)[]> {
		const found = this.#find(keys);
		const profiles: (Profile | undefined)[] = [];
		for (const key of keys) profiles.push(found.get(key));
		return profiles;
	}

	async merge(entries: readonly ProfileEntry[]): Promise<void> {
		const known = this.#find(entries.map(keyOf));
		for (const { key, profile } of entries) {
			const merged = mergeProfiles(known.get(key), profile);
			known.set(key, merged); // A list may name a key twice.
			this.#change(key, merged);
		}
	}

	async forget(keys: readonly string[]): Promise<void> {
		for (const key of keys) this.#change(key, null);
	}

	/** What is known of those keys of which something is. */
	#find(keys: readonly string[]): Map<string, Profile> {
		const found = new Map<string, Profile>();
		const unread: string[] = [];
		for (const key of keys) {
			const pending = this.#pending.get(key);
			if (pending === undefined) unread.push(key);
			else if (pending !== null) found.set(key, pending);
		}
		if (unread.length > 0) {
			const rows = this.#select.all([JSON.stringify(unread), this.#nowMs() - PROFILE_LIFETIME_MS]) as ProfileRow[];
			for (const { key, profile } of rows) found.set(key, JSON.parse(profile) as Profile); // `#flush` wrote it.
		}
		return found;
	}

	#change(key: string, profile: Profile | null): void {
		this.#pending.set(key, profile);
		if (this.#isFlushDue) return;
		this.#isFlushDue = true;
		this.#commit
			.run(() => this.#flush())
			.then(
				(written) => this.#drop(written),
				() => this.#giveUp(),
			);
	}

	/**
	 * A failed commit is reported to those who queue events in it: their clients send again, updates included. Nobody
	 * repeats a request to forget, so that one stays pending until the disk takes it.
	 */
	#giveUp(): void {
		this.#isFlushDue = false;
		for (const [key, profile] of this.#pending) if (profile !== null) this.#pending.delete(key);
	}

	#flush(): readonly Change[] {
		this.#isFlushDue = false;
		for (const [key, profile] of this.#pending) {
			if (profile === null) {
				this.#remove.run([key]);
				this.#commit.isScrubWanted = true;
			} else this.#upsert.run([key, JSON.stringify(profile), this.#nowMs()]);
		}
		return [...this.#pending];
	}

	#drop(written: readonly Change[]): void {
		for (const [key, profile] of written) if (this.#pending.get(key) === profile) this.#pending.delete(key);
	}
}
