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
import { toItem } from '../rules/item-row.js';
import { LETTERS_AT_ONCE, OPERATOR, toKept } from '../rules/kept-letter.js';
import type { OriginOf } from '../rules/origin-of.js';
import type { Sender } from '../sender.js';
import type { BareLetters } from './bare-letters.js';
import type { GroupCommit } from './group-commit.js';
import { type Insertion, insertEvents, type QueueTables } from './insert-events.js';
import { type LetterStatements, type SqliteLetterRow, toFilterValues } from './letter-statements.js';
import { toKeyList } from './queue-row.js';

export interface DeadLetterPorts extends QueueTables {
	readonly pixelId: string;
	readonly letters: LetterStatements;
	readonly commit: GroupCommit;
	readonly room: AppendRoom;
	readonly bare: BareLetters;
	nowMs(): number;
	readonly originOf: OriginOf;
	/** Is told of letters that had to make room. */
	onRefusedDropped(count: number): void;
}

export class SqliteDeadLetters implements DeadLetters {
	readonly #ports: DeadLetterPorts;

	constructor(ports: DeadLetterPorts) {
		this.#ports = ports;
	}

	async list(filter: LetterFilter, { limit, before }: LetterPage): Promise<readonly KeptLetter[]> {
		const values = toFilterValues(this.#ports.pixelId, filter);
		const [last] = JSON.parse(toKeyList(before === undefined ? [] : [before])) as number[];
		const most = Math.max(1, Math.min(MAX_PAGE, limit));
		const rows = this.#ports.letters.list.all([...values, last ?? Number.MAX_SAFE_INTEGER, most]) as SqliteLetterRow[];
		return rows.map((row) => toKept(row, toItem(row), this.#ports));
	}

	async count(filter: LetterFilter): Promise<LetterCount> {
		const values = toFilterValues(this.#ports.pixelId, filter);
		const row = this.#ports.letters.count.get([...values, this.#ports.nowMs()]);
		const { letters, too_old, not_kept } = row as { letters: number; too_old: number; not_kept: number };
		return { letters, tooOld: too_old, notKept: not_kept };
	}

	async keep(letters: readonly BareLetter[], sender: Sender): Promise<void> {
		const { bare, commit, originOf, onRefusedDropped } = this.#ports;
		const dropped = await commit.run(() => bare.add(letters, originOf(sender)));
		if (dropped > 0) onRefusedDropped(dropped);
	}

	async replay(filter: LetterFilter, max: number): Promise<Replay> {
		const most = Math.max(1, Math.min(MAX_REPLAY, max));
		const values = toFilterValues(this.#ports.pixelId, filter);
		const { tooOld, notKept } = await this.count(filter);
		const sum = { replayed: 0, known: 0, unreadable: 0 };
		let last = 0;
		for (let left = most; ; left = most - sum.replayed) {
			const limit = Math.min(LETTERS_AT_ONCE, left);
			const found = [...values, this.#ports.nowMs(), last, limit + 1];
			const rows = this.#ports.letters.replayable.all(found) as SqliteLetterRow[];
			const slice = rows.slice(0, limit);
			if (slice.length > 0) await this.#putBack(slice, sum);
			last = slice.at(-1)?.key ?? last;
			const hasMore = rows.length > limit;
			if (hasMore && sum.replayed < most) continue;
			return { replayed: sum.replayed, known: sum.known, tooOld: tooOld + sum.unreadable, notKept, hasMore };
		}
	}

	async drop(filter: LetterFilter): Promise<number> {
		const values = toFilterValues(this.#ports.pixelId, filter);
		for (let dropped = 0; ; ) {
			const { changes } = await this.#ports.commit.run(() =>
				this.#ports.letters.drop.run([...values, LETTERS_AT_ONCE]),
			);
			dropped += changes;
			if (changes < LETTERS_AT_ONCE) return dropped;
		}
	}

	async #putBack(
		rows: readonly SqliteLetterRow[],
		sum: { replayed: number; known: number; unreadable: number },
	): Promise<void> {
		const readable = rows.flatMap((row) => {
			const item = toItem(row);
			return item === undefined ? [] : [{ row, item }];
		});
		const items = readable.map(({ item }) => item);
		await this.#ports.room.within(items, OPERATOR, async () => {
			const insertion = await this.#ports.commit.run(() => this.#move(readable));
			sum.replayed += insertion.added.length;
			sum.known += items.length - insertion.added.length;
			sum.unreadable += rows.length - items.length;
			return insertion;
		});
	}

	/** In the order of the letters, each under its own sender. */
	#move(letters: readonly { readonly row: SqliteLetterRow; readonly item: BatchItem }[]): Insertion {
		const { sql, seen, pixelId } = this.#ports;
		const nowMs = this.#ports.nowMs();
		const parts = letters.map(({ row: { tier, sender }, item }) =>
			insertEvents({ sql, seen }, [item], { pixelId, tier, sender, nowMs }),
		);
		sql.removeDead.run([JSON.stringify(letters.map(({ row }) => row.key))]);
		return {
			added: parts.flatMap(({ added }) => added),
			replaced: parts.flatMap(({ replaced }) => replaced),
			late: parts.reduce((sum, { late }) => sum + late, 0),
			known: [],
			cancelled: [], // Nothing holds a letter that is sent again, so nothing cancels it.
		};
	}
}
