/** What was carried over, kept in the new file until somebody has taken note of it. */

import type Database from 'libsql';
import { isRecord, parseJson } from 'openai-ads-destination/internal';
import type { Recovery } from '../recovery.js';

const NAME = 'recovery';

export function writeNote(database: Database.Database, recovery: Recovery): void {
	const insert = database.prepare('INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)');
	insert.run([NAME, JSON.stringify(recovery)]);
}

export function readNote(database: Database.Database): Recovery | undefined {
	const row = database.prepare('SELECT value FROM meta WHERE name = ?').get([NAME]) as { value: string } | undefined;
	const note = row === undefined ? undefined : parseJson(row.value);
	return isRecord(note) ? (note as unknown as Recovery) : undefined; // `writeNote` wrote it.
}

export function removeNote(database: Database.Database): boolean {
	return database.prepare('DELETE FROM meta WHERE name = ?').run([NAME]).changes > 0;
}
