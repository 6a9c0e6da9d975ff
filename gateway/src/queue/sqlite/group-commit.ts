/**
 * Shares one transaction, and so one wait for the disk, among all work that arrives in one turn of the event loop.
 * Does not know what the work is.
 */

import type Database from 'libsql';

interface Job {
	readonly work: () => unknown;
	readonly resolve: (result: unknown) => void;
	readonly reject: (error: unknown) => void;
}

/** Collects work and commits it together. A commit blocks, so work that arrives meanwhile shares the next one. */
export class GroupCommit {
	readonly #database: Database.Database;
	#jobs: Job[] = [];
	/** Bytes were deleted that must not stay in the write-ahead log for long. */
	isScrubWanted = false;
	#isClosed = false;
	#commits = 0;

	constructor(database: Database.Database) {
		this.#database = database;
	}

	/** Transactions committed so far. */
	get commits(): number {
		return this.#commits;
	}

	/**
	 * Runs `work` inside the next shared transaction, in the order of the calls. Resolves with its result after the
	 * commit; rejects if the work throws or the disk refuses. Work that fails does not affect other work.
	 */
	run<T>(work: () => T): Promise<T> {
		if (this.#isClosed) return Promise.reject(new Error('The queue is closed.'));
		return new Promise<T>((resolve, reject) => {
			// `resolve` only ever gets what `work` returned, so the cast holds.
			const job = { work, resolve: resolve as (result: unknown) => void, reject };
			if (this.#jobs.push(job) === 1) setImmediate(() => this.commitNow());
		});
	}

	/** Commits what has been collected without waiting for the next turn. */
	commitNow(): void {
		const jobs = this.#jobs;
		this.#jobs = [];
		if (jobs.length > 0 && !this.#commit(jobs)) for (const job of jobs) this.#commit([job]);
	}

	/** Commits what is left and refuses later work. */
	close(): void {
		this.commitNow();
		this.#isClosed = true;
	}

	/** False if the jobs should be tried one by one; otherwise each has resolved or rejected. */
	#commit(jobs: readonly Job[]): boolean {
		try {
			this.#database.exec('BEGIN IMMEDIATE');
			const results = jobs.map((job) => job.work());
			this.#database.exec('COMMIT');
			this.#commits++;
			for (const [index, job] of jobs.entries()) job.resolve(results[index]);
			return true;
		} catch (error) {
			this.#rollBack();
			if (jobs.length > 1) return false;
			jobs[0]?.reject(error);
			return true;
		}
	}

	#rollBack(): void {
		try {
			if (this.#database.inTransaction) this.#database.exec('ROLLBACK');
		} catch {
			// SQLite has already rolled back, as it does when the disk is full.
		}
	}
}
