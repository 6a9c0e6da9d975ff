/** Carries over what can be read of a damaged file into a new one, table by table. */

import type Database from 'libsql';
import { parseJson } from 'openai-ads-destination/internal';
import type { RecoveredTable } from '../recovery.js';
import { type DamagedTable, type Row, readRows } from './read-rows.js';

/** Made anew from what they are about. */
const DERIVED = new Set(['seen_filters', 'sqlite_sequence']);
/** Both tiers. */
const TIERS = [0, 1];

/** @param fresh has the tables of the damaged file's version, and nothing in them */
export function carryOver(damaged: Database.Database, fresh: Database.Database): RecoveredTable[] {
	// `seen_parts` before `seen`: it says what there is.
	const names = fresh.prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name DESC").all([]);
	const tables = (names as { name: string }[]).map(({ name }) => name).filter((name) => !DERIVED.has(name));
	const carried = tables.map((name) => carryTable(damaged, fresh, name));
	if (tables.includes('seen_parts')) mendKnownIds(fresh);
	return carried;
}

/** Each part has its row, and what waits is known: else a resend would be queued beside it. */
function mendKnownIds(fresh: Database.Database): void {
	fresh.exec(`
		INSERT OR IGNORE INTO seen (part, digest, tier)
			SELECT (SELECT coalesce(max(part), 0) FROM seen_parts), digest, tier FROM queue
			WHERE digest NOT IN (SELECT digest FROM seen);
		INSERT OR IGNORE INTO seen_parts (part, opened_ms, ids)
			SELECT part, CAST(unixepoch('subsec') * 1000 AS INTEGER), 0 FROM seen GROUP BY part;
		UPDATE seen_parts SET ids = (SELECT count(*) FROM seen WHERE seen.part = seen_parts.part);
	`);
}

interface Column {
	readonly name: string;
	readonly type: string;
	readonly pk: number;
}

function carryTable(damaged: Database.Database, fresh: Database.Database, table: string): RecoveredTable {
	const info = fresh.prepare(`SELECT name, type, pk FROM pragma_table_info('${table}')`).all([]) as Column[];
	const columns = info.map(({ name }) => name);
	const insert = fresh.prepare(
		`INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
	);
	let [rows, isDamaged] = [0, false];
	const write = (found: Row[]) => {
		for (const row of found) {
			const isSound = isWhole(row);
			const changes = isSound ? insert.run(columns.map((column) => toValue(row[column]))).changes : 0;
			rows += changes;
			if (!isSound) isDamaged = true;
		}
	};
	for (const part of toParts(fresh, table, info)) {
		if (!readRows(damaged, part, write)) isDamaged = true;
	}
	return { table, rows, isDamaged };
}

/** Tables with two columns in their key are read within each value of one of them. */
function toParts(fresh: Database.Database, name: string, info: readonly Column[]): readonly DamagedTable[] {
	const columns = info.map((column) => column.name);
	const key = info.filter(({ pk }) => pk > 0);
	const of = ({ name: column, type }: Column) => ({ name, columns, key: column, hasNumbers: type === 'INTEGER' });
	const [first, second] = key;
	if (first === undefined) return [];
	if (second === undefined) return [of(first)];
	const [wide, narrow] = second.name === 'tier' ? [first, second] : [second, first];
	const values = narrow.name === 'tier' ? TIERS : readParts(fresh);
	return values.map((value) => ({ ...of(wide), within: { column: narrow.name, value } }));
}

/** Of known ids; also those between whose own row is lost. */
function readParts(fresh: Database.Database): readonly number[] {
	const row = fresh.prepare('SELECT min(part) AS first, max(part) AS last FROM seen_parts').get([]);
	const { first, last } = row as { first: number | null; last: number | null };
	if (first === null || last === null) return [];
	return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** Whether an event is what it was: one that isn't would be refused, and others with it. Rows of other tables have no JSON to send. */
function isWhole({ json, size_bytes: size }: Row): boolean {
	if (json === undefined) return true;
	return typeof json === 'string' && Buffer.byteLength(json) === size && (size === 0 || parseJson(json) !== undefined);
}

/** Bytes are not handed out as they are taken. */
function toValue(value: unknown): unknown {
	return value instanceof Uint8Array || value instanceof ArrayBuffer ? Buffer.from(value as Uint8Array) : value;
}
