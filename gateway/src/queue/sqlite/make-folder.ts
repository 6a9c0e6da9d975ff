/** Makes a folder and those above it, for its owner alone. */

import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Not `mkdirSync` with `recursive`: where a file system refuses a new folder with ENOENT, as /proc does, it never returns
 * (Node 20.20, 2026-11-26).
 *
 * @throws the error of the file system
 */
export function makeFolder(folder: string): void {
	if (find(folder)?.isDirectory()) return;
	const parent = dirname(folder);
	// A file in the way is for the file system to name.
	if (find(parent) === undefined) makeFolder(parent);
	try {
		mkdirSync(folder, { mode: 0o700 });
	} catch (error) {
		if (!find(folder)?.isDirectory()) throw error; // Else somebody else was faster.
	}
}

function find(path: string) {
	return statSync(path, { throwIfNoEntry: false });
}
