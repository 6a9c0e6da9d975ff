/** A copy of the whole file while it is in use. */

import { closeSync, openSync, rmSync } from 'node:fs';
import type Database from 'libsql';
import { StorageError } from '../queue-errors.js';
import type { GroupCommit } from './group-commit.js';

/**
 * Creates the function that writes a copy, whole at one moment, to a new file; other work waits meanwhile, about a second for
 * each 200 MB. It holds the same secrets as the queue, so its owner alone can read it.
 */
export function createBackup(database: Database.Database, commit: GroupCommit): (path: string) => Promise<void> {
	return async (path) => {
		create(path);
		commit.commitNow();
		try {
			database.prepare('VACUUM INTO ?').run([path]);
		} catch (error) {
			rmSync(path, { force: true });
			throw error;
		}
	};
}

/** An empty file, which the copy is written to. */
function create(path: string): void {
	try {
		closeSync(openSync(path, 'wx', 0o600));
	} catch (error) {
		if ((error as { code?: unknown }).code !== 'EEXIST') throw error;
		throw new StorageError(`${path}: there is such a file already. Name one that does not exist.`);
	}
}
