/** How much of a disk is free. */

import { statfsSync } from 'node:fs';

/** Of a disk. */
export interface DiskSpace {
	readonly freeBytes: number;
	readonly totalBytes: number;
}

/** Infinite if the system does not say: then the disk itself refuses what it has no room for. */
export function readDiskSpace(folder: string): DiskSpace {
	try {
		const { bavail, blocks, bsize } = statfsSync(folder);
		return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
	} catch {
		return { freeBytes: Number.POSITIVE_INFINITY, totalBytes: Number.POSITIVE_INFINITY };
	}
}
