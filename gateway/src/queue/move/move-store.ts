/**
 * Carries everything that a stopped gateway has in a folder to a PostgreSQL, in slices. Each slice is one transaction together
 * with how far it has come: a run that was interrupted is gone on with, and one more changes nothing.
 */

import { connect } from '../postgres/connect.js';
import { type Database, SLOW_MS } from '../postgres/database.js';
import { TallyChange } from '../postgres/tally-change.js';
import { openSource, type Source } from './open-source.js';
import { createReader, type Progress, toFinished, toPlace } from './read-table.js';
import type { SourceRow } from './rows.js';
import { type MovedTable, TABLES } from './tables.js';

/** Rows of a slice: bounds the memory that it takes. Our choice. */
const SLICE = 500;

export interface MoveOptions {
	readonly folder: string;
	/** `postgres://...` */
	readonly url: string;
	/** @default `openai_ads` */
	readonly schema?: string;
	readonly pixelId?: string | undefined;
	sleep(ms: number, signal: AbortSignal): Promise<void>;
	/** Is told after each slice how many rows of the table have been read. */
	onSlice?(table: MovedTable, read: number): void;
	readonly sliceRows?: number;
}

/** Of one table. What was read is carried, known or cancelled. */
export interface MovedRows {
	readonly table: MovedTable;
	readonly carried: number;
	/** There already. */
	readonly known: number;
	/** Events that had been cancelled there. */
	readonly cancelled: number;
}

const FIND = 'SELECT value FROM @meta WHERE name = $1';
const SAVE = 'INSERT INTO @meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value';
/** The row of the tallies that belongs to no gateway. */
const NOBODY = ['', 0] as const;

/** @throws StartError if one of them can't be opened, StorageError if the database goes away: run it again then */
export async function moveStore(options: MoveOptions): Promise<MovedRows[]> {
	const { folder, url, schema = 'openai_ads', pixelId, sleep } = options;
	const source = openSource(folder, pixelId);
	try {
		const log = { warn: () => {}, info: () => {} };
		const target = await connect({ url, schema, sleep, log });
		try {
			const moved: MovedRows[] = [];
			for (const table of TABLES) moved.push(await moveTable(source, target, table, options));
			return moved;
		} finally {
			await target.end();
		}
	} finally {
		source.close();
	}
}

async function moveTable(
	source: Source,
	target: Database,
	table: MovedTable,
	options: MoveOptions,
): Promise<MovedRows> {
	const { sliceRows = SLICE, onSlice } = options;
	const name = `moved ${source.id} ${table.name}`;
	const read = createReader(source.database, table, sliceRows);
	const [saved] = await target.query<{ value: string }>(FIND, [name]);
	let progress = saved === undefined ? {} : (JSON.parse(saved.value) as Progress); // It was written below.
	const sum = { read: 0, carried: 0, cancelled: 0 };
	for (;;) {
		const rows = read(progress);
		const last = rows.at(-1);
		if (last === undefined) break;
		progress = { ...progress, place: toPlace(table, last) };
		const { carried, cancelled = 0 } = await moveSlice(target, table, rows, { name, progress });
		sum.read += rows.length;
		sum.carried += carried;
		sum.cancelled += cancelled;
		onSlice?.(table, sum.read);
	}
	await target.query(SAVE, [name, JSON.stringify(toFinished(source.database, table, progress))]);
	const { carried, cancelled } = sum;
	return { table, carried, cancelled, known: sum.read - carried - cancelled };
}

function moveSlice(
	target: Database,
	table: MovedTable,
	rows: readonly SourceRow[],
	{ name, progress }: { readonly name: string; readonly progress: Progress },
) {
	return target.transaction(async (session) => {
		const tally = new TallyChange();
		const result = await table.write({ query: session.query, tally }, rows);
		await tally.save(session, ...NOBODY);
		await session.query(SAVE, [name, JSON.stringify(progress)]);
		return result;
	}, SLOW_MS);
}
