/**
 * Sets a damaged file aside and carries over what can be read of it. A process that is killed at any moment leaves the damaged file
 * at its place, or a new one that is whole.
 */

import { closeSync, existsSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'libsql';
import type { Log } from '../../log.js';
import { StartError } from '../../start-error.js';
import type { RecoveredTable, Recovery } from '../recovery.js';
import { carryOver } from './carry-over.js';
import { unmarkDamaged } from './damage-mark.js';
import { freeBytes, sync } from './files.js';
import { migrate, SCHEMA_VERSION } from './migrate.js';
import { toStartError } from './open-error.js';
import { allowShrinking } from './pages.js';
import { writeNote } from './recovery-note.js';
import { MIGRATIONS } from './schema.js';

/** What stays free besides. Our choice. */
const SPARE_BYTES = 16 * 1024 * 1024;
const MB = 1024 * 1024;
/** Between the file's name and the time at which it was set aside. */
const ASIDE = '.damaged-';

export interface RecoverPorts {
	nowMs(): number;
	readonly log?: Pick<Log, 'warn'> | undefined;
	/** For tests. @default what the disk says */
	readonly readFreeBytes?: (path: string) => number;
}

/**
 * To be called while nothing has the file open.
 *
 * @throws StartError if the disk has no room for a second file, or if another process uses the file; nothing was changed then
 */
export function recoverFile(folder: string, { nowMs, log, readFreeBytes = freeBytes }: RecoverPorts): void {
	const file = join(folder, 'queue.db');
	const fresh = `${file}.recovered`;
	checkRoom(file, readFreeBytes(file));
	log?.warn({ file }, READING);
	rmSync(fresh, { force: true });
	closeSync(openSync(fresh, 'w', 0o600));
	const aside = `queue.db${ASIDE}${new Date(nowMs()).toISOString().replace(/[:.]/g, '-')}`;
	const recovery = { atMs: nowMs(), file: aside, tables: fill(file, fresh, { atMs: nowMs(), file: aside }) };
	sync(fresh);
	renameSync(file, join(folder, aside));
	putInPlace(folder, aside);
	const rows = Object.fromEntries(recovery.tables.map(({ table, rows }) => [table, rows]));
	const incomplete = recovery.tables.filter(({ isDamaged }) => isDamaged).map(({ table }) => table);
	log?.warn({ aside: join(folder, aside), rows, incomplete }, RECOVERED);
}

/** Ends what a killed process had begun. To be called before the file is opened. */
export function finishRecovery(folder: string): void {
	const file = join(folder, 'queue.db');
	if (existsSync(file) || !existsSync(`${file}.recovered`)) return;
	const isAside = (name: string) => name.startsWith(`queue.db${ASIDE}`) && !name.endsWith('-wal');
	const aside = readdirSync(folder).filter(isAside).sort().at(-1);
	if (aside !== undefined) putInPlace(folder, aside);
}

/** The damaged file has left already; its log must, before the new file comes: it is no part of that. */
function putInPlace(folder: string, aside: string): void {
	const file = join(folder, 'queue.db');
	for (const end of ['-wal', '-shm']) {
		if (existsSync(file + end)) renameSync(file + end, join(folder, aside) + end);
	}
	sync(folder);
	renameSync(`${file}.recovered`, file);
	unmarkDamaged(folder);
	sync(dirname(file));
}

function checkRoom(file: string, free: number): void {
	const bytes = sizeOf(file) + sizeOf(`${file}-wal`);
	if (free >= bytes * 1.2 + SPARE_BYTES) return;
	const needed = Math.ceil((bytes * 1.2 + SPARE_BYTES) / MB);
	throw new StartError(
		`${file}: the database is damaged. To carry over what can be read, the disk needs ${needed} MB of free space, and has ${Math.floor(free / MB)} MB. Nothing was changed. Make space and start again, or move the file to another disk: the gateway then begins with an empty queue.`,
	);
}

function sizeOf(path: string): number {
	return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function fill(file: string, path: string, about: Omit<Recovery, 'tables'>): RecoveredTable[] {
	const damaged = openDamaged(file);
	const fresh = new Database(path);
	try {
		// It counts only once it is complete and on the disk.
		for (const setting of ['journal_mode = OFF', 'synchronous = OFF', 'temp_store = MEMORY']) fresh.pragma(setting);
		allowShrinking(fresh);
		const version = readVersion(damaged);
		// In the tables of its own version: today's are made when it is opened.
		migrate(
			fresh,
			MIGRATIONS.filter((step) => step.version <= version),
		);
		fresh.exec('BEGIN');
		const tables = carryOver(damaged, fresh);
		carryLastKey(damaged, fresh);
		writeNote(fresh, { ...about, tables });
		fresh.exec('COMMIT');
		return tables;
	} finally {
		fresh.close();
		damaged.close();
	}
}

/** For reading alone, and though its schema or its size may be wrong: SQLite checks neither for those who may write a schema. */
function openDamaged(file: string): Database.Database {
	const database = new Database(file);
	database.pragma('locking_mode = EXCLUSIVE');
	database.pragma('writable_schema = ON');
	try {
		database.exec('BEGIN EXCLUSIVE; COMMIT');
	} catch (error) {
		if ((error as { code?: unknown }).code === 'SQLITE_BUSY') {
			database.close();
			throw toStartError(error, dirname(file));
		}
	}
	database.pragma('query_only = ON');
	return database;
}

/** Today's, if it can't be read. */
function readVersion(database: Database.Database): number {
	try {
		const { user_version: version } = database.prepare('PRAGMA user_version').get([]) as { user_version: number };
		return version >= 1 && version <= SCHEMA_VERSION ? version : SCHEMA_VERSION;
	} catch {
		return SCHEMA_VERSION;
	}
}

/** So that no new event gets the key of one that was lost. */
function carryLastKey(damaged: Database.Database, fresh: Database.Database): void {
	try {
		const row = damaged.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'queue'").get([]) as { seq: number };
		const { changes } = fresh
			.prepare("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = 'queue'")
			.run([row.seq]);
		if (changes === 0) fresh.prepare("INSERT INTO sqlite_sequence (name, seq) VALUES ('queue', ?)").run([row.seq]);
	} catch {
		// The keys that were carried over say it nearly as well.
	}
}

const READING = 'The file of the queue is damaged. What can be read is being carried over into a new one.';
const RECOVERED =
	'The damaged file of the queue was set aside, and what could be read was carried over. The gateway works, and says that it is not ready until `openai-ads recovery --acknowledge` was called.';
