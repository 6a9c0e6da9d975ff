/** Gives the disk back what events took that are gone: the bytes in the write-ahead log, and the free pages of the file. */

import type Database from 'libsql';
import type { StoreGuards } from './create-guards.js';
import type { GroupCommit } from './group-commit.js';
import { countPages } from './pages.js';

/** Pages given back at once, 8 MB: about 30 ms. Our choice. */
const SLICE = 2000;
/** In one call, with other work between them: 40 MB a second. Our choice. */
const SLICES = 5;
/** Fewer free pages than this, 8 MB, will soon be used again. Our choice. */
const KEPT_PAGES = 2000;
/** While events wait, the log is emptied once in so many calls: it would keep the bytes of those that were delivered. Our choice. */
const SCRUB_EVERY = 60;

/** Of the time that a stop may take for it, in milliseconds; about 300 MB. Our choice. */
const LAST_SHRINK_MS = 1000;

export interface TidyingPorts {
	readonly guards: Pick<StoreGuards, 'restore'>;
	/** Nothing waits in the file. */
	isEmpty(): boolean;
}

/**
 * Creates the function that is called once a second. It rejects if the disk refuses.
 *
 * - It empties the write-ahead log when anything was written since the last time: at once if nothing waits or somebody was
 *   forgotten, else once a minute.
 * - It makes the file smaller by a few slices, if a good part of it is free.
 */
export function createTidying(
	database: Database.Database,
	commit: GroupCommit,
	{ guards, isEmpty }: TidyingPorts,
): () => Promise<void> {
	let commitsWhenScrubbed = 0;
	let calls = 0;
	return async () => {
		guards.restore();
		calls++;
		const hasShrunk = await shrinkInSlices(database);
		const isDue = commit.isScrubWanted || isEmpty() || calls % SCRUB_EVERY === 0;
		if (!hasShrunk && (!isDue || commit.commits === commitsWhenScrubbed)) return;
		commitsWhenScrubbed = commit.commits;
		database.pragma('wal_checkpoint(TRUNCATE)');
		commit.isScrubWanted = false;
	};
}

/** Before the file is closed: makes it as small as it can be in a second. Never throws; what is left is given back later. */
export function shrinkAtLast(database: Database.Database, monotonicMs: () => number): void {
	const endMs = monotonicMs() + LAST_SHRINK_MS;
	try {
		while (countPages(database).free > 0 && monotonicMs() < endMs) database.exec(`PRAGMA incremental_vacuum(${SLICE})`);
	} catch {
		// The disk refuses, and a file with free pages is as good as one without.
	}
}

/** Whether there was anything to give back. */
async function shrinkInSlices(database: Database.Database): Promise<boolean> {
	for (let slice = 0; slice < SLICES; slice++) {
		if (!shrink(database)) return slice > 0;
		await new Promise(setImmediate);
	}
	return true;
}

function shrink(database: Database.Database): boolean {
	const { free, used } = countPages(database);
	if (free <= KEPT_PAGES || free * 4 < used) return false;
	database.exec(`PRAGMA incremental_vacuum(${Math.min(SLICE, free - KEPT_PAGES / 2)})`);
	return true;
}
