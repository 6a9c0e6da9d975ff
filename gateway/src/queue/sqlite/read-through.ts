/** Reads every row of every table and index, a slice at a time, to find damage in a file that is too big to be checked at once. */

import type Database from 'libsql';

/** About 2 ms. Our choice. */
const SLICE = 200;

interface Part {
	readonly table: string;
	/** The columns that put the rows in order and tell them apart. */
	readonly order: readonly string[];
	readonly columns: readonly string[];
	/** `INDEXED BY ...`, or empty. */
	readonly from: string;
	/** Of a partial index. */
	readonly where: string;
}

/** Yields after each slice. @throws SQLite's error where a page can't be read */
export function* readThrough(database: Database.Database): Generator<void> {
	for (const part of findParts(database)) yield* readPart(database, part);
}

function* readPart(database: Database.Database, { table, order, columns, from, where }: Part): Generator<void> {
	const names = order.join(', ');
	const lengths = columns.map((column) => `length(${column})`).join(' + ');
	const select = `SELECT ${names}, ${lengths} AS length FROM ${table} ${from} WHERE ${where}`;
	const first = database.prepare(`${select} ORDER BY ${names} LIMIT ${SLICE}`);
	const next = database.prepare(
		`${select} AND (${names}) > (${order.map(() => '?').join(', ')}) ORDER BY ${names} LIMIT ${SLICE}`,
	);
	let rows = first.all([]) as Record<string, unknown>[];
	while (rows.length === SLICE) {
		yield;
		const last = rows[SLICE - 1] ?? {};
		rows = next.all(order.map((column) => last[column])) as Record<string, unknown>[];
	}
	yield;
}

/** The file's tables, each in the order of its key, and each of their indexes. */
function findParts(database: Database.Database): Part[] {
	const tables = database
		.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
		.all([]) as { name: string }[];
	return tables.flatMap(({ name }) => findTableParts(database, name));
}

function findTableParts(database: Database.Database, table: string): Part[] {
	const info = database.prepare(`SELECT name, pk FROM pragma_table_info('${table}')`).all([]) as {
		name: string;
		pk: number;
	}[];
	const columns = info.map(({ name }) => name);
	const key = info.filter(({ pk }) => pk > 0).map(({ name }) => name);
	const indexes = database
		.prepare("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL")
		.all([table]) as { name: string; sql: string }[];
	const whole = { table, order: key, columns, from: '', where: '1' };
	return [whole, ...indexes.map(({ name, sql }) => toIndexPart(table, key, name, sql))];
}

function toIndexPart(table: string, key: readonly string[], name: string, sql: string): Part {
	// Columns or expressions: `pixel, due_ms`, `key / 32768, digest`.
	const indexed = sql.slice(sql.indexOf('(') + 1, sql.indexOf(')'));
	const order = [...new Set([...indexed.split(', '), ...key])];
	return { table, order, columns: order, from: `INDEXED BY ${name}`, where: sql.split(/ WHERE /i)[1] ?? '1' };
}
