/** Signatures on disk, in the queue's file. Bounded in number and in age. */

import type Database from 'libsql';
import { SIGNATURE_KEPT_MS } from '../rules/retention.js';
import { MAX_SIGNATURES, SIGNATURE_LIFETIME_MS, type Signatures } from '../signatures.js';
import type { GroupCommit } from './group-commit.js';

export class SqliteSignatures implements Signatures {
	readonly #select: Database.Statement;
	readonly #insert: Database.Statement;
	readonly #dropSurplus: Database.Statement;
	readonly #oldestOfAll: Database.Statement;
	readonly #commit: GroupCommit;
	readonly #nowMs: () => number;
	readonly #max: number;

	constructor(database: Database.Database, commit: GroupCommit, nowMs: () => number, max = MAX_SIGNATURES) {
		this.#select = database.prepare('SELECT body FROM signatures WHERE signature = ? AND at_ms > ?');
		this.#insert = database.prepare('INSERT OR IGNORE INTO signatures (signature, body, at_ms) VALUES (?, ?, ?)');
		// Rows only go from the old end, so `n` has no gaps.
		this.#dropSurplus = database.prepare('DELETE FROM signatures WHERE n <= (SELECT max(n) FROM signatures) - ?');
		this.#oldestOfAll = database.prepare(
			'SELECT at_ms FROM signatures WHERE n = (SELECT max(n) FROM signatures) - ? + 1',
		);
		this.#commit = commit;
		this.#nowMs = nowMs;
		this.#max = max;
	}

	async find(signature: Buffer): Promise<Buffer | undefined> {
		const row = this.#select.get([signature, this.#nowMs() - SIGNATURE_KEPT_MS]) as { body: Uint8Array } | undefined;
		return row === undefined ? undefined : Buffer.from(row.body);
	}

	remember(signature: Buffer, bodyDigest: Buffer): Promise<void> {
		return this.#commit.run(() => {
			const { changes } = this.#insert.run([signature, bodyDigest, this.#nowMs()]);
			if (changes > 0) this.#dropSurplus.run([this.#max]);
		});
	}

	async completeSinceMs(): Promise<number> {
		const oldest = this.#oldestOfAll.get([this.#max]) as { at_ms: number } | undefined;
		return Math.max(oldest?.at_ms ?? 0, this.#nowMs() - SIGNATURE_LIFETIME_MS);
	}
}

/** Creates a function that removes signatures that no longer count, at most so many, and returns their number. */
export function createSignatureCleaner(database: Database.Database, nowMs: () => number): (max: number) => number {
	const drop = database.prepare(
		'DELETE FROM signatures WHERE n IN (SELECT n FROM signatures ORDER BY n LIMIT ?) AND at_ms < ?',
	);
	return (max) => drop.run([max, nowMs() - SIGNATURE_KEPT_MS]).changes;
}
