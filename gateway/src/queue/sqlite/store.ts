/** Everything durable, in one file: the queue, the profiles, the signatures and what keeps the file small. */

import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'libsql';
import type { Profiles } from 'openai-ads-destination/pipeline';
import type { Log } from '../../log.js';
import type { Mode, Queue } from '../queue.js';
import type { Signatures } from '../signatures.js';
import { BALLAST, createGuards } from './create-guards.js';
import { GroupCommit } from './group-commit.js';
import { guardQueue } from './guard-queue.js';
import { createHousekeeping } from './housekeeping.js';
import { closeDatabase, openDatabase } from './open-database.js';
import { isForWantOfSpace, toStartError } from './open-error.js';
import { createReports } from './queue-reports.js';
import { SqliteProfiles } from './sqlite-profiles.js';
import { SqliteQueue } from './sqlite-queue.js';
import { SqliteSignatures } from './sqlite-signatures.js';

export interface Store {
	readonly queue: Queue;
	readonly profiles: Profiles;
	readonly signatures: Signatures;
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
	/** @default silent */
	readonly log?: Pick<Log, 'warn' | 'info'> | undefined;
}

/** Opens the data folder. @throws StartError as `openDatabase` does */
export function openStore(options: StoreOptions): Store {
	const { folder, pixelId, nowMs, log } = options;
	const wasKilled = hasLog(folder);
	const database = openWithSpace(options);
	try {
		const commit = new GroupCommit(database);
		const foreign = database.prepare('SELECT count(*) AS count FROM queue WHERE pixel <> ?').get([pixelId]);
		const sqliteQueue = new SqliteQueue(database, commit, { pixelId, nowMs, ...createReports(nowMs, log) });
		const guards = createGuards(database, folder, log);
		const queue = guardQueue(sqliteQueue, guards);
		if (wasKilled) guards.check();
		let commitsWhenScrubbed = 0;
		return {
			queue,
			profiles: new SqliteProfiles(database, commit, nowMs),
			signatures: new SqliteSignatures(database, commit, nowMs),
			foreignEvents: (foreign as { count: number }).count,
			clean: createHousekeeping(database, commit, nowMs),
			scrub: () => {
				guards.restore();
				if (queue.size() > 0 || commit.commits === commitsWhenScrubbed) return;
				database.pragma('wal_checkpoint(TRUNCATE)');
				commitsWhenScrubbed = commit.commits;
			},
			close: () => {
				commit.close();
				guards.close();
				closeDatabase(database);
			},
		};
	} catch (error) {
		database.close();
		throw toStartError(error, folder);
	}
}

/** A gateway that stops leaves no write-ahead log behind. If the folder can't be used at all, opening it says why. */
function hasLog(folder: string): boolean {
	try {
		return statSync(join(folder, 'queue.db-wal')).size > 0;
	} catch {
		return false;
	}
}

/** On a full disk the ballast makes the space that opening takes. */
function openWithSpace({ folder, mode, pixelId }: StoreOptions): Database.Database {
	try {
		return openDatabase(folder, mode, pixelId);
	} catch (error) {
		if (!isForWantOfSpace(error)) throw error;
		rmSync(join(folder, BALLAST), { force: true });
		return openDatabase(folder, mode, pixelId);
	}
}
