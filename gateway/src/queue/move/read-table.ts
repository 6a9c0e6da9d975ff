/** Reads a table of an embedded queue in slices, from where an earlier run had come to. */

import type Database from 'libsql';
import type { SourceRow } from './rows.js';
import type { MovedTable } from './tables.js';

/** How far a table was carried, as it is remembered where it was carried to. */
export interface Progress {
	/** The order columns of the last row; absent before the first and after the last one of a table with `since`. */
	readonly place?: readonly (string | number)[];
	/** What `since` said when the table had been carried. */
	readonly since?: number;
}

/** Creates a function that reads the rows that come next, at most so many. */
export function createReader(database: Database.Database, table: MovedTable, limit: number) {
	const { name, order, columns, computed = {}, since: [sinceColumn] = [] } = table;
	const extra = Object.entries(computed).map(([as, expression]) => `${expression} AS ${as}`);
	const select = `SELECT ${[...order, ...columns, ...extra].join(', ')} FROM ${name}`;
	const end = `ORDER BY ${order.join(', ')} LIMIT ?`;
	return ({ place, since }: Progress): SourceRow[] => {
		const conditions = [
			...(place === undefined ? [] : [`(${order.join(', ')}) > (${order.map(() => '?').join(', ')})`]),
			...(since === undefined ? [] : [`${sinceColumn} > ?`]),
		];
		const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
		const values = [...(place ?? []), ...(since === undefined ? [] : [since]), limit];
		return database.prepare(`${select} ${where} ${end}`).all(values) as SourceRow[];
	};
}

export function toPlace({ order }: MovedTable, row: SourceRow): readonly (string | number)[] {
	return order.map((column) => row[column] as string | number); // Keys are never null.
}

/** Of a table that has been read to its end. */
export function toFinished(database: Database.Database, { name, since }: MovedTable, progress: Progress): Progress {
	if (since === undefined) return progress;
	const { reached } = database.prepare(`SELECT ${since[1]} AS reached FROM ${name}`).get([]) as {
		reached: number | null;
	};
	return reached === null ? progress : { since: reached };
}
