/** How much of the disk is free. Read at most once a second; what is written in between is counted. */

import { type DiskSpace, readDiskSpace } from '../../disk-space.js';
import { QueueFull } from '../queue-errors.js';

const READ_EVERY_MS = 1000;
/** Of an event's own bytes, what it takes with its rows, its indexes and the write-ahead log. Measured: 2.5 to 3.5. */
const BYTES_WRITTEN = 4;
/** On a small disk the bound is this share of it, or no event would ever be taken. Our choice. */
const SHARE_OF_DISK = 0.05;
/** When senders should try again. Our choice. */
const RETRY_AFTER_MS = 30_000;

/**
 * Creates the check of a folder's disk. It throws QueueFull if so many bytes of events would leave less than `minFreeBytes`.
 *
 * @param nowMs of any clock
 * @param readSpace for tests
 */
export function createSpaceCheck(
	folder: string,
	minFreeBytes: number,
	nowMs: () => number,
	readSpace: () => DiskSpace = () => readDiskSpace(folder),
): (bytes: number) => void {
	let readMs = Number.NEGATIVE_INFINITY;
	let free = 0;
	let bound = 0;
	return (bytes) => {
		if (minFreeBytes === 0) return;
		const now = nowMs();
		if (now - readMs >= READ_EVERY_MS || now < readMs) {
			readMs = now;
			const space = readSpace();
			free = space.freeBytes;
			bound = Math.min(minFreeBytes, space.totalBytes * SHARE_OF_DISK);
		}
		if (free - bytes * BYTES_WRITTEN < bound) {
			throw new QueueFull(
				'The disk of the data folder has less free space than gateway.minFreeDiskMb.',
				RETRY_AFTER_MS,
			);
		}
		free -= bytes * BYTES_WRITTEN;
	};
}
