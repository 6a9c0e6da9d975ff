/** Gives the disk back what delivered events took. */

import type Database from 'libsql';
import type { StoreGuards } from './create-guards.js';
import type { GroupCommit } from './group-commit.js';

export interface TidyingPorts {
	readonly guards: Pick<StoreGuards, 'restore'>;
	/** Nothing waits in the file. */
	isEmpty(): boolean;
}

/**
 * Creates a function that empties the write-ahead log, which would keep the bytes of delivered events, if the queue is empty and
 * anything was written since the last time. Rejects if the disk refuses.
 */
export function createTidying(
	database: Database.Database,
	commit: GroupCommit,
	{ guards, isEmpty }: TidyingPorts,
): () => Promise<void> {
	let commitsWhenScrubbed = 0;
	return async () => {
		guards.restore();
		if (!isEmpty() || commit.commits === commitsWhenScrubbed) return;
		database.pragma('wal_checkpoint(TRUNCATE)');
		commitsWhenScrubbed = commit.commits;
	};
}
