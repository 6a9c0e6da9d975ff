/** Opens the only file of the data folder: for this process alone, readable by its owner alone. */

import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import type { Log } from '../../log.js';
import { StartError } from '../../start-error.js';
import type { Mode } from '../queue.js';
import { compactFile } from './compact-file.js';
import { makeFolder } from './make-folder.js';
import { migrate, readVersion, SCHEMA_VERSION } from './migrate.js';
import { toStartError } from './open-error.js';
import { allowShrinking } from './pages.js';
import { PROFILES_BY_PIXEL } from './schema.js';

type OpenLog = Pick<Log, 'warn'> | undefined;

export interface OpenOptions {
	/** Owner of what an older version kept without saying whose it is. */
	readonly pixelId?: string | undefined;
	readonly log?: OpenLog;
}

/**
 * Opens or creates `FOLDER/queue.db`, folder 0700, file 0600.
 *
 * The lock is SQLite's own, on the open file: the system releases it when the process ends, so it can't go stale.
 *
 * @throws StartError if another process uses the folder, if it can't be written, or if its queue is of another mode
 */
export function openDatabase(folder: string, mode: Mode, { pixelId, log }: OpenOptions = {}): Database.Database {
	const file = join(folder, 'queue.db');
	try {
		makeFolder(folder);
		// SQLite would create it with the umask's permissions; its write-ahead log copies those of the file.
		closeSync(openSync(file, 'a', 0o600));
		const database = openFile(file);
		try {
			checkVersion(database, folder);
			checkMode(database, folder, mode);
			if (pixelId !== undefined) nameOwner(database, pixelId);
			migrate(database);
			return prepare(compact(database, file, log), mode);
		} catch (error) {
			release(database);
			throw error;
		}
	} catch (error) {
		throw toStartError(error, folder);
	}
}

/** Leaves one plain file behind and releases the lock, even if prepared statements are not yet garbage-collected. */
export function closeDatabase(database: Database.Database, table = 'meta'): void {
	try {
		database.pragma('journal_mode = DELETE');
		database.pragma('locking_mode = NORMAL');
		database.prepare(`SELECT 1 FROM ${table}`).get([]); // The next read releases the lock.
	} catch {
		// The disk refused. Nothing is lost: the log is read at the next start, and the lock ends with the process.
	} finally {
		database.close();
	}
}

function openFile(file: string): Database.Database {
	const database = new Database(file);
	try {
		lock(database);
		return database;
	} catch (error) {
		release(database);
		throw error;
	}
}

/** Of a file that can't be used: else its lock would stay, against what mends it, until statements are garbage-collected. */
function release(database: Database.Database): void {
	try {
		database.pragma('writable_schema = ON'); // Then damage stops no read.
	} catch {
		// It is closed all the same.
	}
	closeDatabase(database, 'sqlite_master');
}

/** A file that can't be compacted works as well as before; only that it grows and never shrinks. */
function compact(database: Database.Database, file: string, log: OpenLog): Database.Database {
	const compaction = compactFile(database, file);
	if (compaction === 'done') return openFile(file);
	if (compaction !== 'not_needed') {
		log?.warn({ file, reason: compaction }, STAYS_BIG);
		database.pragma('journal_mode = WAL');
	}
	return database;
}

const STAYS_BIG =
	'The file of the queue is of an older version and can not get smaller after a backlog. It is made anew at a start at which it has less than 512 MB and the disk has room for a second one.';

function lock(database: Database.Database): void {
	// docs/decisions/0005-one-owner-of-a-queue.md
	database.pragma('locking_mode = EXCLUSIVE');
	// Must be chosen before there is a table; it changes nothing later.
	allowShrinking(database);
	// docs/decisions/0004-sqlite-wal-synchronous-full.md
	database.pragma('journal_mode = WAL');
	database.pragma('synchronous = FULL');
	// Overwrites the bytes of deleted events, which hold oppref, IP address and city.
	database.pragma('secure_delete = ON');
	database.pragma('temp_store = MEMORY');
	database.exec('BEGIN EXCLUSIVE; COMMIT');
}

function checkVersion(database: Database.Database, folder: string): void {
	if (readVersion(database) <= SCHEMA_VERSION) return;
	throw new StartError(`${folder}: written by a newer version of openai-ads. Update, or use another --data folder.`);
}

/** For the step to version 3, which can't be told anything else. New files and those of later versions need no owner. */
function nameOwner(database: Database.Database, pixelId: string): void {
	const isOlder = readVersion(database) < PROFILES_BY_PIXEL && hasTables(database);
	if (isOlder) database.prepare("INSERT OR REPLACE INTO meta (name, value) VALUES ('pixel', ?)").run([pixelId]);
}

function hasTables(database: Database.Database): boolean {
	return database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'meta'").get([]) !== undefined;
}

function prepare(database: Database.Database, mode: Mode): Database.Database {
	database.exec('CREATE TEMP TABLE IF NOT EXISTS under_way (key INTEGER PRIMARY KEY)');
	database.prepare("INSERT OR IGNORE INTO meta (name, value) VALUES ('mode', ?)").run([mode]);
	return database;
}

function checkMode(database: Database.Database, folder: string, mode: Mode): void {
	const find = "SELECT value FROM meta WHERE name = 'mode'";
	const row = hasTables(database) ? (database.prepare(find).get([]) as { value: string } | undefined) : undefined;
	if (row === undefined || row.value === mode) return;
	throw new StartError(`${folder}: holds a ${row.value} queue, this gateway is ${mode}. Use another --data folder.`);
}
