/** Opens the file of events, or standard input. */

import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { StartError } from '../start-error.js';

export interface Input {
	readonly stream: Readable;
	/** `undefined` for standard input. */
	readonly totalBytes: number | undefined;
}

/** @param file `-` for standard input. @throws StartError if it can't be read */
export async function openInput(file: string): Promise<Input> {
	if (file === '-') return { stream: process.stdin, totalBytes: undefined };
	try {
		const handle = await open(file);
		const stat = await handle.stat();
		if (stat.isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
		// Large chunks: a file is read once, from beginning to end.
		return {
			stream: handle.createReadStream({ highWaterMark: 1 << 20 }),
			totalBytes: stat.isFile() ? stat.size : undefined,
		};
	} catch (error) {
		const { code } = error as { code?: string };
		throw new StartError(`${file}: expected a readable file of events, got ${code ?? 'an error'}.`);
	}
}
