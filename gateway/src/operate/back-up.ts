/** `openai-ads backup`: has the store copied, and moves the copy to where it is wanted. */

import { closeSync, copyFileSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { type Operator, OperatorError } from './operator.js';
import type { ExitCode, Output } from './run-operation.js';

/** @param path of a file that does not exist yet. @throws OperatorError if it can't be written, or the copy can't be made or moved */
export async function backUp(operator: Operator, path: string, output: Output): Promise<ExitCode> {
	reserve(path);
	try {
		const { file, bytes } = await operator.backup();
		move(file, path);
		if (output.isJson) output.print(JSON.stringify({ file: path, bytes }));
		else output.print(`Copied the store to ${path}, ${(bytes / 1e6).toFixed(1)} MB. Treat it like the data.`);
		return 0;
	} catch (error) {
		rmSync(path, { force: true });
		throw error;
	}
}

/** Before anything is copied. */
function reserve(path: string): void {
	try {
		closeSync(openSync(path, 'wx', 0o600));
	} catch (error) {
		const { code } = error as { code?: unknown };
		const why = code === 'EEXIST' ? 'there is such a file already' : `it can't be written (${String(code)})`;
		throw new OperatorError('bad_request', `${path}: ${why}. Name a new file in a folder of yours.`);
	}
}

function move(from: string, to: string): void {
	try {
		renameSync(from, to);
	} catch (error) {
		if ((error as { code?: unknown }).code !== 'EXDEV') throw unmoved(from, error);
		copyOver(from, to);
	}
}

/** To another disk. */
function copyOver(from: string, to: string): void {
	try {
		copyFileSync(from, to);
		const copy = openSync(to, 'r+');
		fsyncSync(copy);
		closeSync(copy);
		rmSync(from);
	} catch (error) {
		throw unmoved(from, error);
	}
}

function unmoved(from: string, error: unknown): OperatorError {
	const code = String((error as { code?: unknown }).code);
	const where = `The copy was made: it is ${from}, on the gateway's machine`;
	return new OperatorError('conflict', `${where}. It could not be moved from here (${code}): move it from there.`);
}
