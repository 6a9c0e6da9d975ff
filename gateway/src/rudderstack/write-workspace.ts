/** Writes the new text of a user's file, after a copy of the former one. */

import { hash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { StartError } from '../start-error.js';
import { readBounded } from './read-workspace.js';

/**
 * The file is written in place: it may be a link, or mounted into a container by itself, and keeps its owner and mode.
 *
 * @param text  what the file held when it was read
 * @returns the path of the copy, which only its owner may read
 * @throws StartError if the file has changed meanwhile, or one of the two can't be written
 */
export function writeWorkspace(file: string, text: string, newText: string, folder: string): string {
	if (readBounded(file) !== text)
		throw new StartError(`${file}: has changed while this ran. Nothing was written; run it again.`, 1);
	const copy = join(folder, `${basename(file)}.${hash('sha256', text).slice(0, 12)}.copy`);
	write(copy, text, '--copy-to: expected a folder for a copy of the file', { mode: 0o600 });
	write(file, newText, `${file}: expected a file that can be written, the former text is in ${copy}`, {});
	return copy;
}

function write(file: string, text: string, expected: string, options: { mode?: number }): void {
	try {
		writeFileSync(file, text, options);
	} catch (error) {
		const { code } = error as { code?: string };
		throw new StartError(`${expected}, got ${code ?? 'an error'}.`, 1);
	}
}
