/** Reads what can be read of one table of a damaged file: from both ends up to what can't be, and then what lies in between. */

import type Database from 'libsql';
import { between, halve, type Key, type KeyRange, NUMBERS, TEXTS } from './key-range.js';

/** Rows read at once where nothing is damaged. Our choice. */
const SLICE = 200;
/** Reads that may fail in one table; a page costs about two for each of its rows. So the start is held up for some seconds at most. Our choice. */
const MAX_FAILURES = 50_000;

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
	const ranges: KeyRange[] = [table.hasNumbers ? NUMBERS : TEXTS];
	let failures = 0;
	// First in, first out: large pieces before the small ones around one bad page.
	for (let range = ranges.shift(); range !== undefined && failures < MAX_FAILURES; range = ranges.shift()) {
		const right = readOn({ read: read.up, cut: (rest, last) => between(rest, last, undefined) }, range, onRows);
		if (right === undefined) continue;
		failures += 2;
		const middle = readOn({ read: read.down, cut: (rest, last) => between(rest, undefined, last) }, right, onRows);
		if (middle !== undefined) ranges.push(...halve(middle));
	}
	return failures === 0;
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
		try {
			const { rows, last } = read(rest, limit);
			// A damaged tree may lead back to where it came from.
			if (last !== undefined && !(rest.from <= last && last < rest.to)) throw new RangeError();
			onRows(rows);
			if (last === undefined || rows.length < limit) return undefined;
			rest = cut(rest, last);
		} catch {
			if (limit === 1) return rest;
			limit = 1;
		}
	}
}
