/** Everything durable, in one file: the queues, the profiles, the signatures and what keeps the file small. */

import { existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'libsql';
import type { Log } from '../../log.js';
import type { Mode } from '../queue.js';
import { StorageError } from '../queue-errors.js';
import type { Recovery } from '../recovery.js';
import type { QueueBounds } from '../rules/append-room.js';
import { createReports } from '../rules/queue-reports.js';
import type { Store } from '../store.js';
import { createBackup } from './backup.js';
import { BareLetters } from './bare-letters.js';
import { checkNotEmptied, checkSmallFile } from './check-file.js';
import { BALLAST, createGuards, type StoreGuards } from './create-guards.js';
import { isMarkedDamaged } from './damage-mark.js';
import { DiskCheck } from './disk-check.js';
import { createForgetting } from './forget-digests.js';
import { createSpaceCheck } from './free-space.js';
import { GroupCommit } from './group-commit.js';
import { checkHealth } from './guard-queue.js';
import { createHousekeeping } from './housekeeping.js';
import { prepareLetterStatements } from './letter-statements.js';
import { closeDatabase, openDatabase } from './open-database.js';
import { isDamage, isForWantOfSpace, toStartError } from './open-error.js';
import { PixelQueues } from './pixel-queues.js';
import { PixelStates } from './pixel-states.js';
import { prepareQueueStatements } from './queue-statements.js';
import { finishRecovery, recoverFile } from './recover-file.js';
import { readNote, removeNote } from './recovery-note.js';
import { RefusedLetters } from './refused-letters.js';
import { SeenIds } from './seen-ids.js';
import { SqliteAlerts } from './sqlite-alerts.js';
import { SqliteCounts } from './sqlite-counts.js';
import { SqliteProfiles } from './sqlite-profiles.js';
import type { SharedParts } from './sqlite-queue.js';
import { SqliteSignatures } from './sqlite-signatures.js';
import { createTidying, shrinkAtLast } from './tidying.js';

export interface StoreOptions {
	readonly folder: string;
	readonly mode: Mode;
	/** Owner of what an old version kept without saying whose it is. */
	readonly pixelId?: string | undefined;
	/** @default none */
	readonly bounds?: Partial<StoreBounds> | undefined;
	/** @default 30 */
	readonly deadLetterDays?: number | undefined;
	/** Whether a damaged file is set aside, and what can be read carried over. @default false: it is refused */
	readonly recovers?: boolean | undefined;
	nowMs(): number;
	/** @default silent */
	readonly log?: Pick<Log, 'warn' | 'info'> | undefined;
}

/** Of each pixel's queue, and of the disk. */
export interface StoreBounds extends QueueBounds {
	/** Events are taken in only while the disk has this much free space. */
	readonly minFreeBytes: number;
	/** Ids that are known at most, of all pixels; each takes about 40 bytes on the disk and 2 in memory. */
	readonly maxKnownIds: number;
}

const NO_BOUNDS: StoreBounds = {
	maxEvents: Number.POSITIVE_INFINITY,
	maxBytes: Number.POSITIVE_INFINITY,
	minFreeBytes: 0,
	maxKnownIds: Number.POSITIVE_INFINITY,
};

/** Opens the data folder, in this thread. A damaged file is set aside first if `recovers`. @throws StartError as `openDatabase` does */
export function openSqliteStore(options: StoreOptions): Store {
	const { folder, recovers = false } = options;
	finishRecovery(folder);
	checkNotEmptied(folder);
	if (!recovers) return openOnce(options);
	if (isMarkedDamaged(folder) && existsSync(join(folder, 'queue.db'))) recoverFile(folder, options);
	try {
		return openOnce(options);
	} catch (error) {
		if (!isDamage(error)) throw error;
		recoverFile(folder, options);
		return openOnce(options);
	}
}

function openOnce(options: StoreOptions): Store {
	const { folder, nowMs, log } = options;
	const wasKilled = hasLog(folder);
	const database = openWithSpace(options);
	try {
		if (wasKilled && options.recovers) checkSmallFile(database, folder);
		const commit = new GroupCommit(database);
		const guards = createGuards(database, folder, log);
		const disk = new DiskCheck(database, commit, nowMs);
		const shared = createShared(database, commit, disk, options);
		const queues = new PixelQueues(shared, guards);
		if (wasKilled) guards.check();
		return createStore(options, { ...shared, database, guards, disk, queues });
	} catch (error) {
		closeDatabase(database);
		throw toStartError(error, folder);
	}
}

interface StoreParts {
	readonly database: Database.Database;
	readonly commit: GroupCommit;
	readonly guards: StoreGuards;
	readonly disk: DiskCheck;
	readonly queues: PixelQueues;
	readonly seen: SeenIds;
	readonly counts: SqliteCounts;
}

function createStore({ folder, nowMs, deadLetterDays }: StoreOptions, parts: StoreParts): Store {
	const { database, commit, guards, disk, queues, seen, counts } = parts;
	const pixelIds = async () => queues.pixelIds();
	return {
		pixel: (pixelId) => queues.of(pixelId),
		pixelIds,
		profiles: new SqliteProfiles(database, commit, nowMs),
		signatures: new SqliteSignatures(database, commit, nowMs),
		counts,
		alerts: new SqliteAlerts(database, commit, nowMs),
		stories: undefined,
		commit: () => commit.run(() => {}),
		eraseEverywhere: createForgetting(database, commit, { onRemoved: (rows) => queues.removed(rows) }),
		stats: () => Promise.all(queues.pixelIds().map((pixelId) => queues.of(pixelId).stats())),
		checkDisk: async () => {
			checkHealth(guards);
			await disk.run();
			checkNoted(readNote(database));
		},
		recovery: async () => readNote(database),
		acknowledgeRecovery: () => commit.run(() => removeNote(database)),
		clean: createHousekeeping(database, commit, { seen, counts, nowMs, deadLetterDays }),
		tidy: createTidying(database, commit, { guards, isEmpty: () => queues.size === 0 }),
		backup: createBackup(database, commit, { folder, nowMs }),
		close: async () => {
			commit.close();
			guards.close();
			shrinkAtLast(database, () => performance.now());
			closeDatabase(database);
		},
	};
}

function createShared(
	database: Database.Database,
	commit: GroupCommit,
	disk: DiskCheck,
	{ folder, nowMs, log, bounds: wanted }: StoreOptions,
): SharedParts {
	const bounds = { ...NO_BOUNDS, ...wanted };
	const seen = new SeenIds(database, nowMs, bounds.maxKnownIds);
	return {
		sql: prepareQueueStatements(database),
		letters: prepareLetterStatements(database),
		commit,
		states: new PixelStates(database),
		refused: new RefusedLetters(database),
		bare: new BareLetters(database),
		seen,
		counts: new SqliteCounts(database, commit, nowMs),
		bounds,
		nowMs,
		checkSpace: createSpaceCheck(folder, bounds.minFreeBytes, () => performance.now()),
		onWritten: (isTaken) => disk.note(isTaken),
		...createReports(nowMs, log),
	};
}

function checkNoted(recovery: Recovery | undefined): void {
	if (recovery === undefined) return;
	throw new StorageError(`A damaged file was set aside: ${recovery.file}.`, 'storage_recovered');
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
function openWithSpace({ folder, mode, pixelId, log }: StoreOptions): Database.Database {
	try {
		return openDatabase(folder, mode, { pixelId, log });
	} catch (error) {
		if (!isForWantOfSpace(error)) throw error;
		rmSync(join(folder, BALLAST), { force: true });
		return openDatabase(folder, mode, { pixelId, log });
	}
}
