/** Sets up what watches over an open queue, and says what it finds at the start. */

import { statSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'libsql';
import type { Log } from '../../log.js';
import { Ballast } from './ballast.js';
import { CommitMark, MARK } from './commit-mark.js';
import { markDamaged } from './damage-mark.js';
import { FileHealth, SMALL_FILE_BYTES } from './file-health.js';
import { checkRights } from './folder-rights.js';
import type { Guards } from './guard-queue.js';
import { watchOpenFile } from './open-file.js';

/** Its name in the data folder. */
export const BALLAST = 'queue.ballast';

type Warn = Pick<Log, 'warn'> | undefined;

/** Guards, and what the store does with them. */
export interface StoreGuards extends Guards {
	/** Checks the file after an unclean stop: a small one at once, a big one beside the work. */
	check(): void;
	/** Makes the ballast again, once there is space. */
	restore(): void;
	close(): void;
}

/** @throws what the file system throws */
export function createGuards(database: Database.Database, folder: string, log: Warn): StoreGuards {
	const file = join(folder, 'queue.db');
	for (const warning of checkRights(folder, file)) log?.warn({ folder }, warning);
	const ballast = new Ballast(join(folder, BALLAST));
	const health = new FileHealth(database, (what) => {
		markDamaged(folder);
		log?.warn({ file, what }, DAMAGED);
	});
	const seq = database.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'queue'");
	const readLastKey = () => (seq.get([]) as { seq: number } | undefined)?.seq ?? 0;
	const mark = openMark(join(folder, MARK), readLastKey(), log);
	if (!ballast.isThere) log?.warn({ folder }, FULL);
	return {
		isInPlace: watchOpenFile(file),
		ballast,
		health,
		onAdded: () => mark?.write(readLastKey()),
		onReleased: () => log?.warn({ folder }, FULL),
		check: () => (statSync(file).size <= SMALL_FILE_BYTES ? health.checkNow() : health.checkInSlices()),
		restore: () => restoreBallast(database, ballast, log),
		close: () => {
			health.stop();
			mark?.close();
		},
	};
}

function openMark(path: string, lastKey: number, log: Warn): CommitMark | undefined {
	try {
		const mark = new CommitMark(path);
		if (mark.found > lastKey) log?.warn({ events: mark.found - lastKey }, CUT);
		mark.write(lastKey);
		return mark;
	} catch {
		return undefined; // A full disk: without a mark less can be said at the next start.
	}
}

function restoreBallast(database: Database.Database, ballast: Ballast, log: Warn): void {
	if (ballast.isThere) return;
	// What has been delivered is space again once the log is written back.
	database.pragma('wal_checkpoint(TRUNCATE)');
	ballast.restore();
	if (ballast.isThere) log?.warn({}, 'The disk has space again. Events are taken in again.');
}

const DAMAGED =
	'The file of the queue is damaged. No more events are taken in; those that can be read are sent. Start the gateway again: it sets the file aside and carries over what can be read.';
const CUT =
	'The queue or its write-ahead log is shorter than it was: up to this many events that had been acknowledged are gone. Was a file of the data folder changed, deleted or put back from a copy?';
const FULL =
	'The disk of the data folder is full. No events are taken in until there is space; those in the queue are still sent, with the help of the reserve in queue.ballast.';
