/** Reads what can be read of one table of a damaged file: from both ends up to what can't be, and then what lies in between. */

import type Database from 'libsql';
import { between, halve, type Key, type KeyRange, NUMBERS, TEXTS } from './key-range.js';

/** Rows read at once where nothing is damaged. Our choice. */
const SLICE = 200;
/** Reads that may fail in one table; a page costs about two for each of its rows. So the start is held up for some seconds at most. Our choice. */
const MAX_FAILURES = 10_000;
/** A range in which nothing was found is halved this often at most: beyond the first and the last key there is no end of them. Our choice. */
const MAX_BARREN = 8;

export type Row = Readonly<Record<string, unknown>>;

export interface DamagedTable {
	readonly name: string;
	readonly columns: readonly string[];
	/** What its rows are in order of: the whole key, or the rest of it within one value of its first column. */
	readonly key: string;
	readonly hasNumbers: boolean;
	readonly within?: { readonly column: string; readonly value: number };
}

/** Calls `onRows` with all rows that can be read. @returns whether all could be */
export function readRows(database: Database.Database, table: DamagedTable, onRows: (rows: Row[]) => void): boolean {
	const read = prepare(database, table);
	if (read === undefined) return false;
	const whole = table.hasNumbers ? { from: NUMBERS.from, to: findEnd(database, table) } : TEXTS;
	const ranges: Attempt[] = [{ range: whole, barren: 0 }];
	let failures = 0;
	let found = 0;
	const count = (rows: Row[]) => {
		found += rows.length;
		onRows(rows);
	};
	// First in, first out: large pieces before the small ones around one bad page.
	for (const { range, barren } of ranges) {
		found = 0;
		const right = readOn({ read: read.up, cut: (rest, last) => between(rest, last, undefined) }, range, count);
		if (right === undefined) continue;
		failures += 2;
		if (failures > MAX_FAILURES) break;
		const middle = readOn({ read: read.down, cut: (rest, last) => between(rest, undefined, last) }, right, count);
		const depth = found > 0 ? 0 : barren + 1;
		if (middle !== undefined && depth <= MAX_BARREN) {
			ranges.push(...halve(middle).map((half) => ({ range: half, barren: depth })));
		}
	}
	return failures === 0;
}

interface Attempt {
	readonly range: KeyRange;
	/** How many larger ranges around it, one in the other, gave nothing. */
	readonly barren: number;
}

/** Above every number in the table, as its indexes or the count of its keys have it: what is in the last page may not be readable. */
function findEnd(database: Database.Database, { name, key }: DamagedTable): number {
	const ends = [`SELECT seq AS last FROM sqlite_sequence WHERE name = '${name}'`];
	try {
		const indexes = database.prepare(`SELECT name FROM pragma_index_list('${name}') WHERE partial = 0`).all([]);
		for (const index of indexes as { name: string }[]) {
			ends.push(`SELECT max(${key}) AS last FROM ${name} INDEXED BY ${index.name}`);
		}
	} catch {
		// The other way may do.
	}
	for (const sql of ends) {
		try {
			const row = database.prepare(sql).get([]) as { last: number | null } | undefined;
			if (typeof row?.last === 'number') return row.last + 1;
		} catch {
			// The next one may do.
		}
	}
	return Number(NUMBERS.to);
}

type Read = (range: KeyRange, limit: number) => { readonly rows: Row[]; readonly last: Key | undefined };

/** Undefined if not even the table's description can be read. */
function prepare(database: Database.Database, { name, columns, key, within }: DamagedTable) {
	const where = within === undefined ? '' : ` AND ${within.column} = ${within.value}`;
	// The index of everything else may be damaged as well.
	const select = `SELECT ${columns.join(', ')} FROM ${name} NOT INDEXED WHERE ${key} >= ? AND ${key} < ?${where}`;
	const toRead = (order: 'ASC' | 'DESC'): Read => {
		const statement = database.prepare(`${select} ORDER BY ${key} ${order} LIMIT ?`);
		return ({ from, to }, limit) => {
			const rows = statement.all([from, to, limit]) as Row[];
			return { rows, last: rows.at(-1)?.[key] as Key | undefined }; // It is one of the columns.
		};
	};
	try {
		return { up: toRead('ASC'), down: toRead('DESC') };
	} catch {
		return undefined;
	}
}

interface Direction {
	readonly read: Read;
	/** What is left of a range after its last row that was read. */
	readonly cut: (range: KeyRange, last: Key) => KeyRange;
}

/** Reads on to the end of the range. @returns what is left where a row alone can't be read; undefined if nothing is */
function readOn({ read, cut }: Direction, range: KeyRange, onRows: (rows: Row[]) => void): KeyRange | undefined {
	let [rest, limit] = [range, SLICE];
	for (;;) {
		const slice = tryRead(read, rest, limit);
		if (slice === undefined) {
			if (limit === 1) return rest;
			limit = 1;
			continue;
		}
		onRows(slice.rows);
		if (slice.last === undefined || slice.rows.length < limit) return undefined;
		rest = cut(rest, slice.last);
	}
}

function tryRead(read: Read, range: KeyRange, limit: number): ReturnType<Read> | undefined {
	try {
		const slice = read(range, limit);
		// A damaged tree may lead back to where it came from.
		const isWithin = slice.last === undefined || (range.from <= slice.last && slice.last < range.to);
		return isWithin ? slice : undefined;
	} catch {
		return undefined;
	}
}
