/** Whether the disk takes what a batch needs. */

import type Database from 'libsql';
import type { GroupCommit } from './group-commit.js';

/** A full disk may have space for the check but not for events, so a refusal counts for this long. Our choice. */
const REFUSAL_MS = 10_000;

export class DiskCheck {
	readonly #touch: Database.Statement;
	readonly #commit: GroupCommit;
	readonly #nowMs: () => number;
	/** When the disk last refused events; minus infinity once it has taken some since. */
	#refusedMs = Number.NEGATIVE_INFINITY;

	constructor(database: Database.Database, commit: GroupCommit, nowMs: () => number) {
		// As much as a batch of events: a full disk often has space for less.
		this.#touch = database.prepare("INSERT OR REPLACE INTO meta (name, value) VALUES ('disk_check', zeroblob(65536))");
		this.#commit = commit;
		this.#nowMs = nowMs;
	}

	note(isTaken: boolean): void {
		this.#refusedMs = isTaken ? Number.NEGATIVE_INFINITY : this.#nowMs();
	}

	async run(): Promise<void> {
		await this.#commit.run(() => this.#touch.run([]));
		if (this.#nowMs() - this.#refusedMs < REFUSAL_MS) throw new Error('The disk refused events a moment ago.');
	}
}
