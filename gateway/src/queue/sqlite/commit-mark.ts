/**
 * How far the queue had come, beside the queue: if its file or its write-ahead log was cut, emptied or put back from a copy, the
 * next start can say how many events are gone. Written without waiting for the disk, so after a power cut it may say less, never more.
 */

import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';

/** Its name in the data folder. */
export const MARK = 'queue.mark';
const BYTES = 8;

/** What the file says; 0 if there is none that can be read. */
export function readMark(path: string): number {
	try {
		const bytes = readFileSync(path);
		return bytes.length === BYTES ? Number(bytes.readBigUInt64LE()) : 0;
	} catch {
		return 0;
	}
}

export class CommitMark {
	readonly #file: number;
	readonly #buffer = Buffer.alloc(BYTES);
	/** What the file said when it was opened; 0 for a new one. */
	readonly found: number;

	/** @param path a file of its own in the data folder. @throws what `openSync` throws */
	constructor(path: string) {
		this.#file = openSync(path, 'a+', 0o600);
		closeSync(this.#file);
		this.#file = openSync(path, 'r+');
		this.found = readMark(path);
	}

	/** Never throws: a mark that is too low only says less. */
	write(lastKey: number): void {
		try {
			this.#buffer.writeBigUInt64LE(BigInt(lastKey));
			writeSync(this.#file, this.#buffer, 0, BYTES, 0);
		} catch {
			// The disk refuses; it is reported elsewhere.
		}
	}

	close(): void {
		closeSync(this.#file);
	}
}
