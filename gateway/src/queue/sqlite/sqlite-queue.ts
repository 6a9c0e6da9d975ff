/** The embedded queue: one SQLite file, written only through the group commit. */

import type Database from 'libsql';
import type { BatchItem, Tier } from 'openai-ads-destination/pipeline';
import {
	BATCH_LIMITS,
	type BatchLimit,
	type DeadLetter,
	MAX_DELAY_MS,
	type Queue,
	type QueuedEvent,
	type Settlement,
	type TakenBatch,
	type TakeOptions,
} from '../queue.js';
import type { GroupCommit } from './group-commit.js';
import { insertEvents } from './insert-events.js';
import { LANES, toBatchLimit, toLane } from './lane.js';
import { fromRow, type QueueRow } from './queue-row.js';
import { prepareQueueStatements, type QueueStatements } from './queue-statements.js';
import { toTierNumber } from './tier.js';

/** A full disk may have space for the check but not for events, so a refusal counts for this long. Our choice. */
const REFUSAL_MS = 10_000;

/** The first event of a lane that is ready and not under way. */
interface LaneHead {
	readonly key: number;
	readonly lane: number;
	readonly arrived_ms: number;
	readonly deadline_ms: number;
	readonly attempts: number;
}

export interface SqliteQueueOptions {
	readonly pixelId: string;
	readonly nowMs: () => number;
	readonly onLate: (count: number) => void;
}

interface SizeRow {
	readonly key: number;
	readonly size_bytes: number;
}

/** The queue of one pixel in an open database. It does not touch the events of other pixels in the file. */
export class SqliteQueue implements Queue {
	readonly #sql: QueueStatements;
	readonly #commit: GroupCommit;
	readonly #pixelId: string;
	readonly #nowMs: () => number;
	readonly #onLate: (count: number) => void;
	#size: number;
	/** When the disk last refused events; minus infinity once it has taken some since. */
	#refusedMs = Number.NEGATIVE_INFINITY;

	/** @param options.onLate is told of servers' events with the ids of browsers' events that had been sent */
	constructor(database: Database.Database, commit: GroupCommit, { pixelId, nowMs, onLate }: SqliteQueueOptions) {
		this.#sql = prepareQueueStatements(database);
		this.#commit = commit;
		this.#onLate = onLate;
		this.#pixelId = pixelId;
		this.#nowMs = nowMs;
		this.#size = (this.#sql.count.get([pixelId]) as { count: number }).count;
	}

	async add(items: readonly BatchItem[], tier: Tier = 'server'): Promise<number> {
		const origin = { pixelId: this.#pixelId, tier: toTierNumber(tier), nowMs: this.#nowMs() };
		try {
			const { added, replaced, late } = await this.#commit.run(() => insertEvents(this.#sql, items, origin));
			this.#size += added - replaced;
			if (late > 0) this.#onLate(late);
			this.#refusedMs = Number.NEGATIVE_INFINITY;
			return added;
		} catch (error) {
			this.#refusedMs = this.#nowMs();
			throw error;
		}
	}

	async take(options: TakeOptions): Promise<TakenBatch> {
		await this.#promote(options.nowMs);
		const heads = lanesOf(options.batchLimits).flatMap((lane) => this.#findHead(lane) ?? []);
		const [first] = heads.filter((head) => this.#isReady(head, options)).sort(inOrder);
		if (first === undefined) return { events: [], unreadable: [], ...this.#findNextMs(heads, options) };
		const rows = this.#read(first.lane, options);
		this.#sql.markUnderWay.run([JSON.stringify(rows.map(({ key }) => key))]);
		const events = rows.map(fromRow).filter((event) => event !== undefined);
		return { events, unreadable: await this.#setAside(rows, events) };
	}

	async settle(settlement: Settlement): Promise<void> {
		const leaving = [...settlement.delivered, ...settlement.deadLetters.map(({ key }) => key)];
		const superseded = await this.#commit.run(() => this.#write(settlement, leaving));
		this.#size -= leaving.length + superseded;
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
		const isAnyDue = this.#dueMs('firstDue') <= nowMs || this.#dueMs('lastDue') > latestMs;
		if (!isAnyDue) return;
		await this.#commit.run(() => this.#sql.promote.run([this.#pixelId, Math.floor(nowMs), Math.ceil(latestMs)]));
	}

	/** The first or last time until which an event is set apart, NaN if there is none: NaN is neither early nor late. */
	#dueMs(which: 'firstDue' | 'lastDue'): number {
		return (this.#sql[which].get([this.#pixelId]) as { due_ms: number | null }).due_ms ?? Number.NaN;
	}

	#findHead(lane: number): LaneHead | undefined {
		return this.#sql.head.get([this.#pixelId, lane]) as LaneHead | undefined;
	}

	/** Turns rows that can't be read into dead letters, so that they stop nothing. */
	async #setAside(rows: readonly QueueRow[], events: readonly QueuedEvent[]): Promise<readonly DeadLetter[]> {
		const readable = new Set(events.map(({ key }) => key));
		const deadLetters = rows.flatMap(({ key }) => (readable.has(key) ? [] : { key, ...UNREADABLE }));
		if (deadLetters.length > 0) await this.settle({ delivered: [], deadLetters, retries: [] });
		return deadLetters;
	}

	/** @returns how many of the retries are dropped, since a server's event has taken their place meanwhile */
	#write({ deadLetters, retries }: Settlement, leaving: readonly number[]): number {
		for (const { key, reason, detail } of deadLetters) {
			this.#sql.bury.run([this.#nowMs(), reason, detail, key]);
			this.#sql.forget.run([key]);
		}
		this.#sql.remove.run([JSON.stringify(leaving)]);
		let superseded = 0;
		for (const { key, dueMs, batchLimit } of retries) {
			const { changes } = this.#sql.superseded.run([key]);
			superseded += changes;
			if (changes === 0) this.#sql.retry.run([toLane(batchLimit, false), Math.ceil(dueMs ?? 0), key]);
		}
		return superseded;
	}

	#isReady({ lane, arrived_ms, attempts }: LaneHead, { nowMs, minEvents, lingerMs }: TakeOptions): boolean {
		// A clock that was set back must not let an event wait for its old time.
		if (attempts > 0 || arrived_ms + lingerMs <= nowMs || arrived_ms > nowMs) return true;
		const ready = this.#sql.countReady.get([this.#pixelId, lane, minEvents]) as { count: number };
		return ready.count >= minEvents;
	}

	#read(lane: number, { maxEvents, maxBytes }: TakeOptions): QueueRow[] {
		const limit = Math.min(maxEvents, toBatchLimit(lane));
		// Sizes first: reading only some of the rows would keep a read transaction open.
		const sizes = this.#sql.readySizes.all([this.#pixelId, lane, limit]) as SizeRow[];
		return this.#sql.read.all([JSON.stringify(takeWhileFits(sizes, maxBytes))]) as QueueRow[];
	}

	#findNextMs(heads: readonly LaneHead[], { lingerMs }: TakeOptions): { nextMs?: number } {
		const times = [...heads.map(({ arrived_ms }) => arrived_ms + lingerMs), this.#dueMs('firstDue')];
		const nextMs = Math.min(...times.filter((time) => !Number.isNaN(time)));
		return nextMs === Number.POSITIVE_INFINITY ? {} : { nextMs };
	}
}

function inOrder(one: LaneHead, other: LaneHead): number {
	return one.deadline_ms - other.deadline_ms || one.key - other.key;
}

const UNREADABLE = {
	reason: 'malformed',
	detail: "about: expected the event's own description, got a text that can't be read.",
};

function lanesOf(batchLimits: readonly BatchLimit[] = BATCH_LIMITS): readonly number[] {
	return LANES.filter((lane) => batchLimits.includes(toBatchLimit(lane)));
}

/** The keys of the first rows that fit, at least one. */
function takeWhileFits(rows: readonly SizeRow[], maxBytes: number): number[] {
	let bytes = 0;
	const end = rows.findIndex(({ size_bytes }) => {
		bytes += size_bytes + 1; // The comma between events.
		return bytes > maxBytes;
	});
	return rows.slice(0, end === -1 ? rows.length : Math.max(1, end)).map(({ key }) => key);
}
