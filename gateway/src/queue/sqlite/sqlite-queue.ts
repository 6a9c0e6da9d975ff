/** The embedded queue: one SQLite file, written only through the group commit. */

import type Database from 'libsql';
import type { BatchItem, PersonKeys, Tier } from 'openai-ads-destination/pipeline';
import {
	type Cause,
	type DeadLetter,
	MAX_DELAY_MS,
	type Queue,
	type QueuedEvent,
	type Settlement,
	type TakenBatch,
	type TakeOptions,
} from '../queue.js';
import { forgetPeople } from './forget-people.js';
import type { GroupCommit } from './group-commit.js';
import { insertEvents, type Origin } from './insert-events.js';
import { toLane } from './lane.js';
import { fromRow, type QueueRow } from './queue-row.js';
import { prepareQueueStatements, type QueueStatements } from './queue-statements.js';
import { ReadyRowsReader } from './ready-rows.js';
import { RefusedLetters } from './refused-letters.js';
import { toTierNumber } from './tier.js';

/** A full disk may have space for the check but not for events, so a refusal counts for this long. Our choice. */
const REFUSAL_MS = 10_000;

export interface SqliteQueueOptions {
	readonly pixelId: string;
	readonly nowMs: () => number;
	/** Is told of servers' events with the ids of browsers' events that had been sent. */
	readonly onLate: (count: number) => void;
	/** Is told of waiting events whose people said no. */
	readonly onForgotten: (count: number) => void;
	/** Is told of refused events that are no longer kept. */
	readonly onRefusedDropped: (count: number) => void;
}

/** The queue of one pixel in an open database. It does not touch the events of other pixels in the file. */
export class SqliteQueue implements Queue {
	readonly #sql: QueueStatements;
	readonly #commit: GroupCommit;
	readonly #pixelId: string;
	readonly #nowMs: () => number;
	readonly #options: SqliteQueueOptions;
	readonly #ready: ReadyRowsReader;
	readonly #refused: RefusedLetters;
	#size: number;
	/** When the disk last refused events; minus infinity once it has taken some since. */
	#refusedMs = Number.NEGATIVE_INFINITY;

	constructor(database: Database.Database, commit: GroupCommit, options: SqliteQueueOptions) {
		this.#sql = prepareQueueStatements(database);
		this.#commit = commit;
		this.#options = options;
		this.#ready = new ReadyRowsReader(this.#sql, options.pixelId);
		this.#refused = new RefusedLetters(database);
		this.#pixelId = options.pixelId;
		this.#nowMs = options.nowMs;
		this.#size = (this.#sql.count.get([this.#pixelId]) as { count: number }).count;
	}

	async add(items: readonly BatchItem[], tier: Tier = 'server'): Promise<number> {
		const origin = this.#originOf(tier);
		try {
			const { added, replaced, late } = await this.#commit.run(() => insertEvents(this.#sql, items, origin));
			this.#size += added - replaced;
			if (late > 0) this.#options.onLate(late);
			this.#refusedMs = Number.NEGATIVE_INFINITY;
			return added;
		} catch (error) {
			this.#refusedMs = this.#nowMs();
			throw error;
		}
	}

	async keepRefused(items: readonly BatchItem[], tier: Tier, cause: Cause): Promise<void> {
		const origin = this.#originOf(tier);
		const dropped = await this.#commit.run(() => this.#refused.add(items, origin, cause));
		if (dropped > 0) this.#options.onRefusedDropped(dropped);
	}

	async forget(people: readonly PersonKeys[], tier: Tier): Promise<void> {
		const origin = this.#originOf(tier);
		const { idle, underWay } = await this.#commit.run(() => forgetPeople(this.#sql, people, origin));
		this.#size -= idle + underWay;
		if (idle > 0) this.#options.onForgotten(idle);
	}

	async take(options: TakeOptions): Promise<TakenBatch> {
		await this.#promote(options.nowMs);
		const { rows, nextMs } = this.#ready.find(options);
		if (rows.length === 0) return { events: [], unreadable: [], ...(nextMs === undefined ? {} : { nextMs }) };
		this.#sql.markUnderWay.run([JSON.stringify(rows.map(({ key }) => key))]);
		const events = rows.map(fromRow).filter((event) => event !== undefined);
		return { events, unreadable: await this.#setAside(rows, events) };
	}

	async settle(settlement: Settlement): Promise<void> {
		const leaving = [...settlement.delivered, ...settlement.deadLetters.map(({ key }) => key)];
		const { removed, forgotten } = await this.#commit.run(() => this.#write(settlement, leaving));
		this.#size -= removed;
		if (forgotten > 0) this.#options.onForgotten(forgotten);
		this.#sql.markSettled.run([JSON.stringify([...leaving, ...settlement.retries.map(({ key }) => key)])]);
	}

	size(): number {
		return this.#size;
	}

	async checkDisk(): Promise<void> {
		await this.#commit.run(() => this.#sql.touch.run([]));
		if (this.#nowMs() - this.#refusedMs < REFUSAL_MS) throw new Error('The disk refused events a moment ago.');
	}

	/** Lets events go on whose wait is over, or longer than any wait can be: then a clock was wrong. */
	async #promote(nowMs: number): Promise<void> {
		const latestMs = nowMs + MAX_DELAY_MS;
		const isAnyDue = this.#ready.dueMs('firstDue') <= nowMs || this.#ready.dueMs('lastDue') > latestMs;
		if (!isAnyDue) return;
		await this.#commit.run(() => this.#sql.promote.run([this.#pixelId, Math.floor(nowMs), Math.ceil(latestMs)]));
	}

	#originOf(tier: Tier): Origin {
		return { pixelId: this.#pixelId, tier: toTierNumber(tier), nowMs: this.#nowMs() };
	}

	/** Turns rows that can't be read into dead letters, so that they stop nothing. */
	async #setAside(rows: readonly QueueRow[], events: readonly QueuedEvent[]): Promise<readonly DeadLetter[]> {
		const readable = new Set(events.map(({ key }) => key));
		const deadLetters = rows.flatMap(({ key }) => (readable.has(key) ? [] : { key, ...UNREADABLE }));
		if (deadLetters.length > 0) await this.settle({ delivered: [], deadLetters, retries: [] });
		return deadLetters;
	}

	/**
	 * @returns how many rows it removed and how many of the retries were gone, since their people had said no. A retry whose
	 *   place a server's event has taken meanwhile is removed too.
	 */
	#write({ deadLetters, retries }: Settlement, leaving: readonly number[]): { removed: number; forgotten: number } {
		for (const { key, reason, detail } of deadLetters) {
			this.#sql.bury.run([this.#nowMs(), reason, detail, key]);
			this.#sql.forget.run([key]);
		}
		const counts = { removed: this.#sql.remove.run([JSON.stringify(leaving)]).changes, forgotten: 0 };
		for (const { key, dueMs, batchLimit } of retries) {
			const { changes } = this.#sql.superseded.run([key]);
			counts.removed += changes;
			if (changes > 0) continue;
			const retried = this.#sql.retry.run([toLane(batchLimit, false), Math.ceil(dueMs ?? 0), key]).changes;
			counts.forgotten += 1 - retried;
		}
		return counts;
	}
}

const UNREADABLE = {
	reason: 'malformed',
	detail: "about: expected the event's own description, got a text that can't be read.",
};
