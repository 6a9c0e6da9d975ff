/** A copy of the whole file while it is in use, beside it: whoever may call for one must not choose where the gateway writes. */

import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'libsql';
import { StorageError } from '../queue-errors.js';
import type { Backup } from '../store.js';
import { freeBytes, sync } from './files.js';
import type { GroupCommit } from './group-commit.js';
import { countPages, PAGE_BYTES } from './pages.js';

/** What stays free besides. Our choice. */
const SPARE_BYTES = 16 * 1024 * 1024;
const MB = 1024 * 1024;
const NAME = /^backup-.*\.db$/;
const UNFINISHED = 'backup.part';

export interface BackupPorts {
	readonly folder: string;
	nowMs(): number;
	/** For tests. @default what the disk says */
	readonly readFreeBytes?: (path: string) => number;
}

/**
 * Creates the function that writes a copy, whole at one moment, to a new file; other work waits meanwhile, about a second for
 * each 200 MB. It holds the same secrets as the queue, so its owner alone can read it. There is one at a time.
 */
export function createBackup(
	database: Database.Database,
	commit: GroupCommit,
	{ folder, nowMs, readFreeBytes = freeBytes }: BackupPorts,
): () => Promise<Backup> {
	return async () => {
		checkNone(folder);
		checkRoom(database, readFreeBytes(join(folder, UNFINISHED)));
		const part = join(folder, UNFINISHED);
		// Of a process that was killed: it is no copy.
		rmSync(part, { force: true });
		closeSync(openSync(part, 'wx', 0o600));
		commit.commitNow();
		try {
			database.prepare('VACUUM INTO ?').run([part]);
			sync(part);
			const file = join(folder, toName(nowMs()));
			renameSync(part, file);
			sync(folder);
			return { file, bytes: statSync(file).size };
		} catch (error) {
			rmSync(part, { force: true });
			throw error;
		}
	};
}

/** No other file has this name, on any machine: whoever finds it has found this copy. */
function toName(nowMs: number): string {
	return `backup-${new Date(nowMs).toISOString().replace(/[:.]/g, '-')}-${randomBytes(4).toString('hex')}.db`;
}

/** Copies that nobody fetches must not fill the disk. */
function checkNone(folder: string): void {
	const other = readdirSync(folder).find((name) => NAME.test(name));
	if (other === undefined) return;
	throw new StorageError(`${join(folder, other)}: this copy is still there. Move it away, or remove it.`);
}

function checkRoom(database: Database.Database, free: number): void {
	const bytes = countPages(database).used * PAGE_BYTES;
	if (free >= bytes + SPARE_BYTES) return;
	const [needed, left] = [Math.ceil((bytes + SPARE_BYTES) / MB), Math.floor(free / MB)];
	throw new StorageError(`A copy needs ${needed} MB of disk, and ${left} MB are free. Make room.`);
}
