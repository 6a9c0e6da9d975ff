/** When batches leave: full ones at once, others when their oldest event has waited long enough. Owns the only timer. */

import type { EventResult } from '../event-result.js';
import { type BatchLimits, takeBatch } from './batch.js';
import type { BatchItem } from './batch-item.js';

export interface BatcherSettings extends BatchLimits {
	/** Milliseconds. */
	readonly flushInterval: number;
	/** Batches under way at the same time. */
	readonly maxInFlight: number;
	/** Items that may wait. */
	readonly maxQueued: number;
}

/** Delivers a batch and answers for each item in order; must not reject. */
export type DeliverBatch = (items: readonly BatchItem[]) => Promise<readonly EventResult[]>;

interface Entry {
	readonly item: BatchItem;
	readonly settled: Promise<EventResult>;
	readonly settle: (result: EventResult) => void;
}

/** Collects items into batches and settles each one's promise exactly once. */
export class Batcher {
	readonly #settings: BatcherSettings;
	readonly #deliver: DeliverBatch;
	readonly #queue: Entry[] = [];
	#queuedBytes = 0;
	/** So many of the queue have waited long enough and leave without their batch being full. */
	#due = 0;
	readonly #inFlight = new Set<Promise<void>>();
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(settings: BatcherSettings, deliver: DeliverBatch) {
		this.#settings = settings;
		this.#deliver = deliver;
	}

	/** A promise of the item's result; `undefined` if the queue is full. */
	add(item: BatchItem): Promise<EventResult> | undefined {
		if (this.#queue.length >= this.#settings.maxQueued) return undefined;
		const entry = createEntry(item);
		this.#queue.push(entry);
		this.#queuedBytes += item.sizeBytes;
		this.#pump();
		return entry.settled;
	}

	/** Lets everything that waits leave as soon as a place is free, in batches as full as possible. */
	release(): void {
		this.#due = this.#queue.length;
		this.#pump();
	}

	/** Releases what waits and resolves when it, and what is under way, is settled. What comes later is not waited for. Never rejects. */
	async flush(): Promise<void> {
		this.release();
		await Promise.all([...this.#queue.map(({ settled }) => settled), ...this.#inFlight]);
	}

	#pump(): void {
		while (this.#inFlight.size < this.#settings.maxInFlight && (this.#due > 0 || this.#isFull())) this.#sendNext();
		this.#schedule();
	}

	#isFull(): boolean {
		return this.#queue.length >= this.#settings.flushAt || this.#queuedBytes >= this.#settings.maxBatchBytes;
	}

	#sendNext(): void {
		const batch = takeBatch(this.#queue, this.#settings);
		for (const { item } of batch) this.#queuedBytes -= item.sizeBytes;
		this.#due = Math.min(Math.max(0, this.#due - batch.length), this.#queue.length);
		const sending = this.#send(batch).finally(() => {
			this.#inFlight.delete(sending);
			this.#pump();
		});
		this.#inFlight.add(sending);
	}

	async #send(batch: readonly Entry[]): Promise<void> {
		const results = await this.#deliver(batch.map(({ item }) => item));
		for (const [index, { settle }] of batch.entries()) settle(results[index] as EventResult); // One answer for each item, as promised.
	}

	/** One timer for the oldest waiting event; when it rings, all that wait by then are due. */
	#schedule(): void {
		if (this.#queue.length === 0) {
			clearTimeout(this.#timer);
			this.#timer = undefined;
		} else if (this.#due === 0) {
			this.#timer ??= setTimeout(() => {
				this.#timer = undefined;
				this.release();
			}, this.#settings.flushInterval);
		}
	}
}

function createEntry(item: BatchItem): Entry {
	let settle: (result: EventResult) => void = () => {};
	const settled = new Promise<EventResult>((resolve) => {
		settle = resolve;
	});
	return { item, settled, settle };
}
