/** Everything durable, in one file: the queue, the profiles and what keeps the file small. */

import type { Profiles } from 'openai-ads-destination/pipeline';
import type { Mode, Queue } from '../queue.js';
import { GroupCommit } from './group-commit.js';
import { createHousekeeping } from './housekeeping.js';
import { closeDatabase, openDatabase } from './open-database.js';
import { SqliteProfiles } from './sqlite-profiles.js';
import { SqliteQueue } from './sqlite-queue.js';

export interface Store {
	readonly queue: Queue;
	readonly profiles: Profiles;
	/** Events in the file that belong to other pixels. They wait until the gateway runs with their pixel again. */
	readonly foreignEvents: number;
	/** Removes a slice of the expired rows; true if there may be more. Rejects if the disk refuses. */
	clean(): Promise<boolean>;
	/**
	 * Empties the write-ahead log, which would keep the bytes of delivered events, if the queue is empty and anything was
	 * written since the last time. Throws if the disk refuses.
	 */
	scrub(): void;
	/** Commits what is left and releases the folder. */
	close(): void;
}

export interface StoreOptions {
	readonly folder: string;
	readonly mode: Mode;
	readonly pixelId: string;
	nowMs(): number;
}

/** Opens the data folder. @throws StartError as `openDatabase` does */
export function openStore({ folder, mode, pixelId, nowMs }: StoreOptions): Store {
	const database = openDatabase(folder, mode, pixelId);
	const commit = new GroupCommit(database);
	const foreign = database.prepare('SELECT count(*) AS count FROM queue WHERE pixel <> ?').get([pixelId]);
	const queue = new SqliteQueue(database, commit, pixelId, nowMs);
	let commitsWhenScrubbed = 0;
	return {
		queue,
		profiles: new SqliteProfiles(database, commit, nowMs),
		foreignEvents: (foreign as { count: number }).count,
		clean: createHousekeeping(database, commit, nowMs),
		scrub: () => {
			if (queue.size() > 0 || commit.commits === commitsWhenScrubbed) return;
			database.pragma('wal_checkpoint(TRUNCATE)');
			commitsWhenScrubbed = commit.commits;
		},
		close: () => {
			commit.close();
			closeDatabase(database);
		},
	};
}
