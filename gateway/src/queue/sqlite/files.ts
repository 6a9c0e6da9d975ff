/** What is asked of the file system around the queue's file. */

import { closeSync, fsyncSync, openSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';

/** Free space beside a file. */
export function freeBytes(path: string): number {
	const { bavail, bsize } = statfsSync(dirname(path));
	return bavail * bsize;
}

/** Waits until a file, or the names in a folder, are on the disk. */
export function sync(path: string): void {
	const file = openSync(path, 'r');
	try {
		fsyncSync(file);
	} finally {
		closeSync(file);
	}
}
