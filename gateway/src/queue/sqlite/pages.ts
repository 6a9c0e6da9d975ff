/** How a file is made of pages, and which of them are free. */

import type Database from 'libsql';

/** SQLite's own. */
export const PAGE_BYTES = 4096;
const INCREMENTAL = 2;

export interface Pages {
	readonly used: number;
	readonly free: number;
}

export function countPages(database: Database.Database): Pages {
	const free = readNumber(database, 'freelist_count');
	return { used: readNumber(database, 'page_count') - free, free };
}

/** For a file without tables, or the copy of one with tables. */
export function allowShrinking(database: Database.Database): void {
	database.pragma('auto_vacuum = INCREMENTAL');
}

export function canShrink(database: Database.Database): boolean {
	return readNumber(database, 'auto_vacuum') === INCREMENTAL;
}

function readNumber(database: Database.Database, name: 'freelist_count' | 'page_count' | 'auto_vacuum'): number {
	const row = database.prepare(`PRAGMA ${name}`).get([]) as Record<string, number>;
	return row[name] ?? 0;
}
