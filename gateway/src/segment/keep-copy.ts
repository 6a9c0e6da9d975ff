/** Keeps a copy of a function before it is replaced, so that no edit made in Segment is lost. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../start-error.js';
import { summarizeCode } from './code-summary.js';
import type { SegmentFunction } from './function-schema.js';

/**
 * Writes the function as the body of the request that would restore it. The file's name holds a digest of the content, so a
 * repeated run writes the same file. Only its owner may read it.
 *
 * @returns the file's path
 * @throws StartError if the folder can't be written to
 */
export function keepCopy({ id, code, description, settings }: SegmentFunction, folder: string): string {
	const text = `${JSON.stringify({ code: code ?? '', description: description ?? '', settings: settings ?? [] }, null, 2)}\n`;
	const file = join(folder, `${id.replace(/\W/g, '_')}-${summarizeCode(text).sha256}.json`);
	try {
		writeFileSync(file, text, { mode: 0o600 });
	} catch (error) {
		const { code: reason } = error as { code?: string };
		throw new StartError(
			`--copy-to: expected a folder for a copy of the current function, got ${reason ?? 'an error'}. Nothing was changed.`,
		);
	}
	return file;
}
