/** Reads a `workspaceConfig.json` of this machine. */

import { readFileSync, statSync } from 'node:fs';
import { explainFileError, StartError } from '../start-error.js';
import { MAX_FILE_BYTES, parseWorkspace, type WorkspaceFile } from './parse-workspace.js';

/** @throws StartError if it can't be read, is too large, or is not the configuration of one workspace. No value of it is shown. */
export function readWorkspace(file: string): WorkspaceFile {
	return parseWorkspace(file, readBounded(file));
}

/** @throws StartError for a file that can't be read, or of more than `MAX_FILE_BYTES` */
export function readBounded(file: string): string {
	try {
		const { size } = statSync(file);
		if (size <= MAX_FILE_BYTES) return readFileSync(file, 'utf8');
		throw new StartError(`${file}: expected at most ${MAX_FILE_BYTES} bytes, got ${size}.`);
	} catch (error) {
		if (error instanceof StartError) throw error;
		const { code } = error as { code?: string };
		throw new StartError(`${file}: expected a readable file, got ${code ?? 'an error'}${explainFileError(code)}.`);
	}
}
