/** Profiles on PostgreSQL. What is learned is gathered in memory and merged into what is there with the next transaction. */

import {
	mergeProfiles,
	PROFILE_LIFETIME_MS,
	type Profile,
	type ProfileEntry,
	type Profiles,
} from 'openai-ads-destination/pipeline';
import type { Database } from './database.js';
import type { Transactions } from './transactions.js';
import type { Write } from './write.js';

const READ = 'SELECT key, profile FROM @profiles WHERE key = ANY($1::text[]) AND at_ms > $2';
const REMOVE = 'DELETE FROM @profiles WHERE key = ANY($1::text[])';
/** An empty one for each that is new, so that two gateways that learn of a person at once wait for each other. */
const INTRODUCE = `INSERT INTO @profiles (key, at_ms, profile) SELECT key, $2, '' FROM unnest($1::text[]) AS key ORDER BY key
	ON CONFLICT (key) DO NOTHING`;
const LOCK =
	'SELECT key, profile, at_ms > $2 AS is_alive FROM @profiles WHERE key = ANY($1::text[]) ORDER BY key FOR UPDATE';
const WRITE = `UPDATE @profiles p SET profile = convert_to(u.profile, 'UTF8'), at_ms = $3
	FROM unnest($1::text[], $2::text[]) AS u (key, profile) WHERE p.key = u.key`;

/** What is not in the database yet, of one key. */
interface Pending {
	/** What is there is forgotten first. */
	readonly isForgotten: boolean;
	readonly learned: Profile | undefined;
}

interface ProfileRow {
	readonly key: string;
	readonly profile: Buffer;
	readonly is_alive?: boolean;
}

export class PostgresProfiles implements Profiles {
	readonly #database: Database;
	readonly #transactions: Transactions;
	readonly #nowMs: () => number;
	readonly #pending = new Map<string, Pending>();
	#isFlushDue = false;

	constructor(database: Database, transactions: Transactions, nowMs: () => number) {
		this.#database = database;
		this.#transactions = transactions;
		this.#nowMs = nowMs;
	}

	async get(keys: readonly string[]): Promise<(Profile | undefined)[]> {
		const asked = [...new Set(keys)].filter((key) => this.#pending.get(key)?.isForgotten !== true);
		const values = [asked, this.#oldestMs()];
		const rows = asked.length === 0 ? [] : await this.#database.query<ProfileRow>(READ, values);
		const stored = new Map(rows.map((row) => [row.key, readProfile(row)]));
		return keys.map((key) => {
			const { isForgotten, learned } = this.#pending.get(key) ?? { isForgotten: false };
			const known = isForgotten ? undefined : stored.get(key);
			return learned === undefined ? known : mergeProfiles(known, learned);
		});
	}

	async merge(entries: readonly ProfileEntry[]): Promise<void> {
		for (const { key, profile } of entries) {
			const { isForgotten, learned } = this.#pending.get(key) ?? { isForgotten: false };
			this.#change(key, { isForgotten, learned: mergeProfiles(learned, profile) });
		}
	}

	async forget(keys: readonly string[]): Promise<void> {
		for (const key of keys) this.#change(key, { isForgotten: true, learned: undefined });
	}

	#change(key: string, pending: Pending): void {
		this.#pending.set(key, pending);
		if (this.#isFlushDue) return;
		this.#isFlushDue = true;
		this.#transactions
			.runLast((write) => this.#flush(write))
			.then(
				(written) => this.#drop(written),
				() => this.#giveUp(),
			);
	}

	/**
	 * A failed transaction is reported to those who queue events in it: their clients send again, updates included. Nobody
	 * repeats a request to forget, so that one stays pending until the database takes it.
	 */
	#giveUp(): void {
		this.#isFlushDue = false;
		for (const [key, { isForgotten }] of this.#pending) {
			if (isForgotten) this.#pending.set(key, { isForgotten, learned: undefined });
			else this.#pending.delete(key);
		}
	}

	async #flush(write: Write): Promise<ReadonlyMap<string, Pending>> {
		this.#isFlushDue = false;
		const changes = new Map(this.#pending);
		const forgotten = [...changes].filter(([, { isForgotten }]) => isForgotten).map(([key]) => key);
		if (forgotten.length > 0) await write.query(REMOVE, [forgotten.sort()]);
		const learned = [...changes].filter(([, change]) => change.learned !== undefined);
		if (learned.length > 0) await this.#learn(write, new Map(learned));
		return changes;
	}

	async #learn(write: Write, changes: ReadonlyMap<string, Pending>): Promise<void> {
		const keys = [...changes.keys()].sort();
		const nowMs = Math.floor(this.#nowMs());
		await write.query(INTRODUCE, [keys, nowMs]);
		const rows = await write.query<ProfileRow>(LOCK, [keys, this.#oldestMs()]);
		const stored = new Map(rows.filter(({ is_alive }) => is_alive).map((row) => [row.key, readProfile(row)]));
		const profiles = keys.map((key) => {
			const learned = changes.get(key)?.learned;
			return JSON.stringify(learned === undefined ? {} : mergeProfiles(stored.get(key), learned));
		});
		await write.query(WRITE, [keys, profiles, nowMs]);
	}

	#drop(written: ReadonlyMap<string, Pending>): void {
		for (const [key, change] of written) if (this.#pending.get(key) === change) this.#pending.delete(key);
	}

	#oldestMs(): number {
		return Math.floor(this.#nowMs() - PROFILE_LIFETIME_MS);
	}
}

/** One that was only introduced is none. */
function readProfile({ profile }: ProfileRow): Profile | undefined {
	return profile.length === 0 ? undefined : (JSON.parse(profile.toString()) as Profile); // `#learn` wrote it.
}
