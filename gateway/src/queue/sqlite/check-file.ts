/** What is looked at before a file is trusted: that it was not emptied, and after a crash that a small one is whole. */

import { statSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'libsql';
import { StartError } from '../../start-error.js';
import { MARK, readMark } from './commit-mark.js';
import { SMALL_FILE_BYTES } from './file-health.js';

/** @throws StartError for an empty file that had events in it: it would be taken for a new one */
export function checkNotEmptied(folder: string): void {
	const file = join(folder, 'queue.db');
	if (!isEmpty(file) || readMark(join(folder, MARK)) === 0) return;
	throw new StartError(
		`${file}: expected a queue, got an empty file, though events had been in it. Nothing was changed. Put a backup back, or delete the file and start again: the gateway then begins with an empty queue.`,
	);
}

function isEmpty(file: string): boolean {
	try {
		return statSync(file).size === 0;
	} catch {
		return false; // There is none, or opening it says why it can't be looked at.
	}
}

/** Blocks for less than about half a second; bigger files are checked beside the work. @throws an error like SQLite's of a damaged file */
export function checkSmallFile(database: Database.Database, folder: string): void {
	if (statSync(join(folder, 'queue.db')).size > SMALL_FILE_BYTES) return;
	const row = database.prepare('PRAGMA quick_check(1)').get([]) as { quick_check: string };
	if (row.quick_check !== 'ok') throw Object.assign(new Error('quick_check'), { code: 'SQLITE_CORRUPT' });
}
