/** A copy of the whole file while it is in use. */

import { chmodSync, existsSync } from 'node:fs';
import type Database from 'libsql';
import { StorageError } from '../queue-errors.js';
import type { GroupCommit } from './group-commit.js';

/**
 * Creates the function that writes a copy, whole at one moment, to a new file; other work waits meanwhile, about a second for
 * each 200 MB. It holds the same secrets as the queue, so its owner alone can read it.
 */
export function createBackup(database: Database.Database, commit: GroupCommit): (path: string) => Promise<void> {
	return async (path) => {
		if (existsSync(path))
			throw new StorageError(`${path}: there is such a file already. Name one that does not exist.`);
		commit.commitNow();
		const umask = process.umask(0o077);
		try {
			database.prepare('VACUUM INTO ?').run([path]);
		} finally {
			process.umask(umask);
		}
		chmodSync(path, 0o600);
	};
}
