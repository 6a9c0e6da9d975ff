/** The embedded queue: one SQLite file, written only through the group commit. */

import type Database from 'libsql';
import type { BatchItem } from 'openai-ads-destination/pipeline';
import type { Queue, QueuedEvent, Settlement, TakenBatch, TakeOptions } from '../queue.js';
import { toDigest } from './digest.js';
import type { GroupCommit } from './group-commit.js';
import { LANES, toBatchLimit, toLane } from './lane.js';
import { fromRow, type QueueRow, toAbout } from './queue-row.js';
import { prepareQueueStatements, type QueueStatements } from './queue-statements.js';

/** A full disk may have space for the check but not for events, so a refusal counts for this long. Our choice. */
const REFUSAL_MS = 10_000;

/** The oldest event of a lane that is not under way. */
interface LaneHead {
	readonly lane: number;
	readonly due_ms: number;
	readonly attempts: number;
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
	#size: number;
	/** When the disk last refused events; minus infinity once it has taken some since. */
	#refusedMs = Number.NEGATIVE_INFINITY;

	constructor(database: Database.Database, commit: GroupCommit, pixelId: string, nowMs: () => number) {
		this.#sql = prepareQueueStatements(database);
		this.#commit = commit;
		this.#pixelId = pixelId;
		this.#nowMs = nowMs;
		this.#size = (this.#sql.count.get([pixelId]) as { count: number }).count;
	}

	async add(items: readonly BatchItem[]): Promise<number> {
		try {
			const added = await this.#commit.run(() => items.reduce((count, item) => count + this.#insert(item), 0));
			this.#size += added;
			this.#refusedMs = Number.NEGATIVE_INFINITY;
			return added;
		} catch (error) {
			this.#refusedMs = this.#nowMs();
			throw error;
		}
	}

	async take(options: TakeOptions): Promise<TakenBatch> {
		const heads = LANES.flatMap((lane) => (this.#sql.head.get([this.#pixelId, lane]) as LaneHead | undefined) ?? []);
		const [oldest] = heads.filter((head) => this.#isReady(head, options)).sort((a, b) => a.due_ms - b.due_ms);
		if (oldest === undefined) return { events: [], ...findNextMs(heads, options) };
		const events = this.#read(oldest.lane, options);
		this.#sql.markUnderWay.run([JSON.stringify(events.map(({ key }) => key))]);
		return { events };
	}

	async settle(settlement: Settlement): Promise<void> {
		const leaving = [...settlement.delivered, ...settlement.deadLetters.map(({ key }) => key)];
		await this.#commit.run(() => this.#write(settlement, leaving));
		this.#size -= leaving.length;
		this.#sql.markSettled.run([JSON.stringify([...leaving, ...settlement.retries.map(({ key }) => key)])]);
	}

	size(): number {
		return this.#size;
	}

	async checkDisk(): Promise<void> {
		await this.#commit.run(() => this.#sql.touch.run([]));
		if (this.#nowMs() - this.#refusedMs < REFUSAL_MS) throw new Error('The disk refused events a moment ago.');
	}

	#insert(item: BatchItem): number {
		const nowMs = this.#nowMs();
		const digest = toDigest(this.#pixelId, item);
		if (this.#sql.remember.run([digest, nowMs]).changes === 0) return 0;
		const lane = toLane(1000, item.validateOnly);
		this.#sql.insert.run([this.#pixelId, lane, nowMs, item.sizeBytes, digest, item.json, toAbout(item)]);
		return 1;
	}

	#write({ deadLetters, retries }: Settlement, leaving: readonly number[]): void {
		for (const { key, reason, detail } of deadLetters) {
			this.#sql.bury.run([this.#nowMs(), reason, detail, key]);
			this.#sql.forget.run([key]);
		}
		this.#sql.remove.run([JSON.stringify(leaving)]);
		for (const { key, dueMs, batchLimit } of retries) {
			this.#sql.retry.run([toLane(batchLimit, false), Math.ceil(dueMs), key]);
		}
	}

	#isReady({ lane, due_ms, attempts }: LaneHead, { nowMs, minEvents, lingerMs }: TakeOptions): boolean {
		if (due_ms > nowMs) return false;
		if (attempts > 0 || due_ms + lingerMs <= nowMs) return true;
		const due = this.#sql.countDue.get([this.#pixelId, lane, nowMs, minEvents]) as { count: number };
		return due.count >= minEvents;
	}

	#read(lane: number, { nowMs, maxEvents, maxBytes }: TakeOptions): QueuedEvent[] {
		const limit = Math.min(maxEvents, toBatchLimit(lane));
		// Sizes first: reading only some of the rows would keep a read transaction open.
		const sizes = this.#sql.dueSizes.all([this.#pixelId, lane, nowMs, limit]) as SizeRow[];
		const rows = this.#sql.read.all([JSON.stringify(takeWhileFits(sizes, maxBytes))]) as QueueRow[];
		return rows.map(fromRow);
	}
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

function findNextMs(heads: readonly LaneHead[], { nowMs, lingerMs }: TakeOptions): { nextMs?: number } {
	if (heads.length === 0) return {};
	return { nextMs: Math.min(...heads.map(({ due_ms }) => due_ms + (due_ms > nowMs ? 0 : lingerMs))) };
}
