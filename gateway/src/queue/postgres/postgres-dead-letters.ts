/** The dead letters of one pixel: listed, counted, put back into the queue, dropped. */

import type { BatchItem } from 'openai-ads-destination/pipeline';
import {
	type BareLetter,
	type DeadLetters,
	type KeptLetter,
	type LetterCount,
	type LetterFilter,
	type LetterPage,
	MAX_PAGE,
	MAX_REPLAY,
	type Replay,
} from '../dead-letters.js';
import type { AppendRoom } from '../rules/append-room.js';
import { NO_EVENT } from '../rules/bare-letter.js';
import { LETTERS_AT_ONCE, type LetterRow, OPERATOR, toKept } from '../rules/kept-letter.js';
import type { OriginOf } from '../rules/origin-of.js';
import type { Sender } from '../sender.js';
import { appendWithin } from './append-within.js';
import { keepBare } from './bare-letters.js';
import type { Database } from './database.js';
import { readItem, toKeys } from './event-row.js';
import { type Insertion, insertEvents } from './insert-events.js';
import { removeDead } from './people.js';
import type { Transactions } from './transactions.js';

const LONG_MS = 10_000;
/** After every key. */
const END = '9223372036854775807';

/** Five values: {@link toValues}. */
const MEANT = `FROM @dead_letters WHERE pixel = $1 AND ($2::text IS NULL OR reason = $2) AND ($3::text IS NULL OR type = $3)
	AND at_ms >= $4 AND ($5::bigint[] IS NULL OR key = ANY($5))`;
const COLUMNS = `key, at_ms::float8 AS at_ms, reason, detail, attempts, size_bytes, json, about, tier, sender, deadline_ms::float8 AS deadline_ms`;
const LIST = `SELECT ${COLUMNS} ${MEANT} AND key < $6 ORDER BY key DESC LIMIT $7`;
const COUNT = `SELECT count(*)::int AS letters, 
	count(*) FILTER (WHERE deadline_ms <= $6 AND deadline_ms <> ${NO_EVENT})::int AS too_old,
	count(*) FILTER (WHERE deadline_ms = ${NO_EVENT})::int AS not_kept ${MEANT}`;
const REPLAYABLE = `SELECT ${COLUMNS} ${MEANT} AND deadline_ms > $6 AND key > $7 ORDER BY key LIMIT $8`;
const DROP = `WITH gone AS (DELETE FROM @dead_letters WHERE key IN (SELECT key ${MEANT} ORDER BY key LIMIT $6) RETURNING 1)
	SELECT count(*)::int AS count FROM gone`;

type PostgresLetterRow = LetterRow<string, Buffer>;

export interface DeadLetterPorts {
	readonly database: Database;
	readonly transactions: Transactions;
	readonly pixelId: string;
	readonly room: AppendRoom;
	readonly originOf: OriginOf;
	nowMs(): number;
	/** Is told of letters that had to make room. */
	onRefusedDropped(count: number): void;
}

export class PostgresDeadLetters implements DeadLetters {
	readonly #ports: DeadLetterPorts;

	constructor(ports: DeadLetterPorts) {
		this.#ports = ports;
		this.list = this.list.bind(this);
		this.count = this.count.bind(this);
	}

	async list(filter: LetterFilter, { limit, before }: LetterPage): Promise<readonly KeptLetter[]> {
		const [last = END] = toKeys(before === undefined ? [] : [before]);
		const most = Math.max(1, Math.min(MAX_PAGE, limit));
		const rows = await this.#ports.database.query<PostgresLetterRow>(LIST, [...this.#toValues(filter), last, most]);
		return rows.map((row) => toKept(row, readItem(row), this.#ports));
	}

	async count(filter: LetterFilter): Promise<LetterCount> {
		const values = [...this.#toValues(filter), Math.floor(this.#ports.nowMs())];
		const [row] = await this.#ports.database.query<{ letters: number; too_old: number; not_kept: number }>(
			COUNT,
			values,
		);
		return { letters: row?.letters ?? 0, tooOld: row?.too_old ?? 0, notKept: row?.not_kept ?? 0 };
	}

	async keep(letters: readonly BareLetter[], sender: Sender): Promise<void> {
		const { transactions, originOf, onRefusedDropped } = this.#ports;
		const dropped = await transactions.run((write) => keepBare(write, letters, originOf(sender)));
		if (dropped > 0) onRefusedDropped(dropped);
	}

	async replay(filter: LetterFilter, max: number): Promise<Replay> {
		const { database, nowMs } = this.#ports;
		const most = Math.max(1, Math.min(MAX_REPLAY, max));
		const { tooOld, notKept } = await this.count(filter);
		const sum = { replayed: 0, known: 0, unreadable: 0 };
		let last = '0';
		for (let left = most; ; left = most - sum.replayed) {
			const limit = Math.min(LETTERS_AT_ONCE, left);
			const values = [...this.#toValues(filter), Math.floor(nowMs()), last, limit + 1];
			const rows = await database.query<PostgresLetterRow>(REPLAYABLE, values);
			const slice = rows.slice(0, limit);
			if (slice.length > 0) await this.#putBack(slice, sum);
			last = slice.at(-1)?.key ?? last;
			const hasMore = rows.length > limit;
			if (hasMore && sum.replayed < most) continue;
			return { replayed: sum.replayed, known: sum.known, tooOld: tooOld + sum.unreadable, notKept, hasMore };
		}
	}

	async drop(filter: LetterFilter): Promise<number> {
		const values = [...this.#toValues(filter), LETTERS_AT_ONCE];
		for (let dropped = 0; ; ) {
			const [row] = await this.#ports.database.query<{ count: number }>(DROP, values, LONG_MS);
			dropped += row?.count ?? 0;
			if ((row?.count ?? 0) < LETTERS_AT_ONCE) return dropped;
		}
	}

	async #putBack(
		rows: readonly PostgresLetterRow[],
		sum: { replayed: number; known: number; unreadable: number },
	): Promise<void> {
		const readable = rows.flatMap((row) => {
			const item = readItem(row);
			return item === undefined ? [] : [{ row, item }];
		});
		const items = readable.map(({ item }) => item);
		await appendWithin(this.#ports.room, items, OPERATOR, async () => {
			const insertion = await this.#move(readable);
			sum.replayed += insertion.added.length;
			sum.known += items.length - insertion.added.length;
			sum.unreadable += rows.length - items.length;
			return insertion;
		});
	}

	/** In the order of the letters, each under its own sender. */
	#move(letters: readonly { readonly row: PostgresLetterRow; readonly item: BatchItem }[]): Promise<Insertion> {
		const { transactions, pixelId } = this.#ports;
		const nowMs = this.#ports.nowMs();
		const calls = letters.map(({ row: { tier, sender }, item }) => ({
			items: [item],
			origin: { pixelId, tier, sender, nowMs },
		}));
		return transactions.alone(async (write) => {
			const parts = await insertEvents(write, calls, []);
			await removeDead(
				write,
				letters.map(({ row }) => row.key),
			);
			const late = parts.reduce((sum, part) => sum + part.late, 0);
			// Nothing holds a letter that is sent again, so nothing cancels it.
			return { added: parts.flatMap(({ added }) => added), late, cancelled: [], known: [] };
		}, LONG_MS);
	}

	#toValues({ reason, type, sinceMs = 0, keys }: LetterFilter): unknown[] {
		return [
			this.#ports.pixelId,
			reason ?? null,
			type ?? null,
			Math.ceil(sinceMs),
			keys === undefined ? null : toKeys(keys),
		];
	}
}
