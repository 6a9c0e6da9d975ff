/**
 * Space that is kept free for settlements. A queue that has filled its disk could not even note that events were delivered, and
 * so would never get smaller. The file is given up for that, and made again once there is space; until then no events are taken.
 */

import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, rmSync, statfsSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** A settlement of 1000 events writes about 1.5 MB. Our choice. */
const BALLAST_BYTES = 4 * 1024 * 1024;
/** Free space besides, from which on it is made again: less would be used up at once. Our choice. */
const SPARE_BYTES = 4 * 1024 * 1024;

export class Ballast {
	readonly #path: string;
	#isThere: boolean;

	/** @param path a file of its own in the data folder */
	constructor(path: string) {
		this.#path = path;
		this.#isThere = statSync(path, { throwIfNoEntry: false })?.size === BALLAST_BYTES;
		this.restore();
	}

	get isThere(): boolean {
		return this.#isThere;
	}

	/** Makes space. False if there was nothing left to give up. */
	release(): boolean {
		const wasThere = this.#isThere;
		this.#isThere = false;
		rmSync(this.#path, { force: true });
		return wasThere;
	}

	/** Makes the file if it is missing and there is space for it. Never throws. */
	restore(): void {
		if (this.#isThere) return;
		try {
			this.#isThere = this.#hasSpace() && write(this.#path);
		} catch {
			rmSync(this.#path, { force: true });
		}
	}

	#hasSpace(): boolean {
		const { bavail, bsize } = statfsSync(dirname(this.#path));
		return bavail * bsize >= BALLAST_BYTES + SPARE_BYTES;
	}
}

/** Random bytes, since some file systems store zeros without taking space. */
function write(path: string): true {
	const file = openSync(path, 'w', 0o600);
	try {
		const bytes = randomBytes(BALLAST_BYTES);
		for (let written = 0; written < BALLAST_BYTES; ) written += writeSync(file, bytes, written);
		fsyncSync(file);
	} finally {
		closeSync(file);
	}
	return true;
}
