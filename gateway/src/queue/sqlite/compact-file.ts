/**
 * Makes a file of an older version one that can give space back: its tables must be written anew for that. They go into a new file
 * that takes the old one's place in one step, so a process that is killed at any moment leaves one or the other.
 */

import { closeSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type Database from 'libsql';
import { freeBytes, sync } from './files.js';
import { allowShrinking, canShrink, countPages, PAGE_BYTES } from './pages.js';

/** More than this would hold up the start for longer than about 5 seconds. Our choice. */
const MAX_BYTES = 512 * 1024 * 1024;
/** What stays free besides. Our choice. */
const SPARE_BYTES = 64 * 1024 * 1024;

/** The file as it should be, or why it stays as it is. */
export type Compaction = 'not_needed' | 'done' | 'too_big' | 'no_space';

/**
 * Rewrites the file at `path` if it can't give space back. After `done`, the database is closed: its file is gone.
 *
 * @param database open, alone
 * @throws what the database or the file system throws; the file is as it was then
 */
export function compactFile(database: Database.Database, path: string): Compaction {
	const copy = `${path}.new`;
	rmSync(copy, { force: true });
	if (canShrink(database)) return 'not_needed';
	const { used } = countPages(database);
	const bytes = used * PAGE_BYTES;
	if (bytes > MAX_BYTES) return 'too_big';
	if (freeBytes(path) < bytes * 1.2 + SPARE_BYTES) return 'no_space';
	// Without a write-ahead log, so that closing the old file touches nothing of the new one.
	database.pragma('journal_mode = DELETE');
	allowShrinking(database);
	try {
		closeSync(openSync(copy, 'w', 0o600));
		database.prepare('VACUUM INTO ?').run([copy]);
		sync(copy);
		renameSync(copy, path);
		sync(dirname(path));
	} catch (error) {
		rmSync(copy, { force: true });
		throw error;
	}
	database.close();
	return 'done';
}
