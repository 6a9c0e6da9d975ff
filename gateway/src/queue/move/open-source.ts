/** Opens the queue of a stopped gateway, to be read. */

import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'libsql';
import { StartError } from '../../start-error.js';
import { isMarkedDamaged } from '../sqlite/damage-mark.js';
import { closeDatabase, openDatabase } from '../sqlite/open-database.js';
import { finishRecovery } from '../sqlite/recover-file.js';

export interface Source {
	readonly database: Database.Database;
	/** Of this file, written into it when it is first moved. */
	readonly id: string;
	close(): void;
}

/**
 * Brings the file to today's version and keeps every other process from it until it is closed.
 *
 * @param pixelId owner of what an old version kept without saying whose it is
 * @throws StartError if there is no queue, if a gateway uses it, or if it is damaged
 */
export function openSource(folder: string, pixelId: string | undefined): Source {
	finishRecovery(folder);
	if (!existsSync(join(folder, 'queue.db'))) {
		throw new StartError(`--from: expected a folder with a queue, got no queue.db in ${folder}.`);
	}
	if (isMarkedDamaged(folder)) {
		throw new StartError(
			`${folder}: its queue is damaged. Start the gateway on it once, which carries over what can be read, stop it, and move then.`,
		);
	}
	const database = openDatabase(folder, 'live', { pixelId });
	try {
		return { database, id: findId(database), close: () => closeDatabase(database) };
	} catch (error) {
		closeDatabase(database);
		throw error;
	}
}

function findId(database: Database.Database): string {
	database.prepare("INSERT OR IGNORE INTO meta (name, value) VALUES ('id', ?)").run([randomUUID()]);
	return (database.prepare("SELECT value FROM meta WHERE name = 'id'").get([]) as { value: string }).value;
}
