/** Opens the file of events, or standard input. */

import { hash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { explainFileError, StartError } from '../start-error.js';

/** Of the file's beginning, which tells one file from another. Our choice. */
const FINGERPRINT_BYTES = 64 * 1024;

export interface Input {
	readonly stream: Readable;
	/** `undefined` for standard input, and for whatever has no size. */
	readonly totalBytes: number | undefined;
	/** SHA-256 of size and first bytes; `undefined` for what can't be read twice. */
	readonly fingerprint: string | undefined;
}

/** @param file `-` for standard input. @throws StartError if it can't be read */
export async function openInput(file: string): Promise<Input> {
	if (file === '-') return { stream: process.stdin, totalBytes: undefined, fingerprint: undefined };
	try {
		const handle = await open(file);
		const stat = await handle.stat();
		if (stat.isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
		const isFile = stat.isFile();
		const fingerprint = isFile ? await toFingerprint(handle, stat.size) : undefined;
		return {
			// Larger chunks than usual: a file is read from beginning to end.
			stream: handle.createReadStream({ highWaterMark: 1 << 18, ...(isFile ? { start: 0 } : {}) }),
			totalBytes: isFile ? stat.size : undefined,
			fingerprint,
		};
	} catch (error) {
		const { code } = error as { code?: string };
		throw new StartError(
			`${file}: expected a readable file of events, got ${code ?? 'an error'}${explainFileError(code)}.`,
		);
	}
}

async function toFingerprint(handle: FileHandle, sizeBytes: number): Promise<string> {
	const { buffer, bytesRead } = await handle.read(Buffer.alloc(FINGERPRINT_BYTES), 0, FINGERPRINT_BYTES, 0);
	return hash('sha256', `${sizeBytes} ${buffer.subarray(0, bytesRead).toString('base64')}`, 'hex');
}
