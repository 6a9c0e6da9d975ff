/** How much of the disk is free. Read at most once a second; what is written in between is counted. */

import { statfsSync } from 'node:fs';
import { QueueFull } from '../queue-errors.js';

const READ_EVERY_MS = 1000;
/** Of an event's own bytes, what it takes with its rows, its indexes and the write-ahead log. Measured: 2.5 to 3.5. */
const BYTES_WRITTEN = 4;
/** When senders should try again. Our choice. */
const RETRY_AFTER_MS = 30_000;

/**
 * Creates the check of a folder's disk. It throws QueueFull if so many bytes of events would leave less than `minFreeBytes`.
 *
 * @param nowMs of any clock
 * @param readFreeBytes for tests
 */
export function createSpaceCheck(
	folder: string,
	minFreeBytes: number,
	nowMs: () => number,
	readFreeBytes: () => number = () => freeBytes(folder),
): (bytes: number) => void {
	let readMs = Number.NEGATIVE_INFINITY;
	let free = 0;
	return (bytes) => {
		if (minFreeBytes === 0) return;
		const now = nowMs();
		if (now - readMs >= READ_EVERY_MS || now < readMs) {
			readMs = now;
			free = readFreeBytes();
		}
		if (free - bytes * BYTES_WRITTEN < minFreeBytes) {
			throw new QueueFull(
				'The disk of the data folder has less free space than gateway.minFreeDiskMb.',
				RETRY_AFTER_MS,
			);
		}
		free -= bytes * BYTES_WRITTEN;
	};
}

/** Infinite if the system does not say: then the disk itself refuses what it has no room for. */
function freeBytes(folder: string): number {
	try {
		const { bavail, bsize } = statfsSync(folder);
		return bavail * bsize;
	} catch {
		return Number.POSITIVE_INFINITY;
	}
}
