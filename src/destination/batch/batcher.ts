/** When batches leave: full ones at once, others when their oldest event has waited long enough. Owns the only timer. */

import type { EventResult } from '../event-result.js';
import { type BatchLimits, takeBatch } from './batch.js';
import type { BatchItem } from './batch-item.js';

export interface BatcherSettings extends BatchLimits {
	/** Milliseconds. */
	readonly flushInterval: number;
	/** Batches being delivered at the same time. */
	readonly maxInFlight: number;
	/** Items that may wait. */
	readonly maxQueued: number;
}

/** Delivers a batch and resolves to one result for each item, in order. Must not reject. */
export type DeliverBatch = (items: readonly BatchItem[]) => Promise<readonly EventResult[]>;

interface Entry {
	readonly item: BatchItem;
	/** Its place among all items that were ever queued. */
	readonly number: number;
	readonly result: Promise<EventResult>;
	readonly resolve: (result: EventResult) => void;
}

/** Collects items into batches and resolves each item's promise exactly once. */
export class Batcher {
	readonly #settings: BatcherSettings;
	readonly #deliver: DeliverBatch;
	readonly #queue: Entry[] = [];
	#queuedBytes = 0;
	#lastNumber = 0;
	/** Queued items up to this one have waited long enough: they leave even if their batch is not full. */
	#dueNumber = 0;
	readonly #inFlight = new Set<Promise<void>>();
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(settings: BatcherSettings, deliver: DeliverBatch) {
		this.#settings = settings;
		this.#deliver = deliver;
	}

	/** Queues an item. Returns a promise of its result; `undefined` if the queue is full. */
	add(item: BatchItem): Promise<EventResult> | undefined {
		if (this.#queue.length >= this.#settings.maxQueued) return undefined;
		const entry = createEntry(item, ++this.#lastNumber);
		this.#queue.push(entry);
		this.#queuedBytes += item.sizeBytes;
		this.#pump();
		return entry.result;
	}

	/** Sends all queued items as soon as `maxInFlight` allows, in batches as full as possible. */
	release(): void {
		this.#dueNumber = this.#lastNumber;
		this.#pump();
	}

	/** Sends all queued items and resolves once they, and those already being sent, have their results. Does not wait for later ones. Never rejects. */
	async flush(): Promise<void> {
		this.release();
		await Promise.all([...this.#queue.map(({ result }) => result), ...this.#inFlight]);
	}

	/** Gives up queued items, with results of the caller's. Those already being sent go on. */
	abandon(toResult: (item: BatchItem) => EventResult, isMeant: (item: BatchItem) => boolean = () => true): void {
		for (const entry of this.#queue.splice(0)) {
			if (isMeant(entry.item)) entry.resolve(toResult(entry.item));
			else this.#queue.push(entry);
		}
		this.#queuedBytes = this.#queue.reduce((sum, { item }) => sum + item.sizeBytes, 0);
		this.#schedule();
	}

	#pump(): void {
		while (this.#inFlight.size < this.#settings.maxInFlight && (this.#isDue() || this.#isFull())) this.#sendNext();
		this.#schedule();
	}

	/** Whether any queued item is due: if so, the first is, since items keep their order. */
	#isDue(): boolean {
		const [first] = this.#queue;
		return first !== undefined && first.number <= this.#dueNumber;
	}

	#isFull(): boolean {
		return this.#queue.length >= this.#settings.flushAt || this.#queuedBytes >= this.#settings.maxBatchBytes;
	}

	#sendNext(): void {
		const batch = takeBatch(this.#queue, this.#settings);
		for (const { item } of batch) this.#queuedBytes -= item.sizeBytes;
		const sending = this.#send(batch).finally(() => {
			this.#inFlight.delete(sending);
			this.#pump();
		});
		this.#inFlight.add(sending);
	}

	async #send(batch: readonly Entry[]): Promise<void> {
		const results = await this.#deliver(batch.map(({ item }) => item));
		for (const [index, { resolve }] of batch.entries()) resolve(results[index] as EventResult); // DeliverBatch returns one result per item.
	}

	/** One timer for the oldest queued item; when it fires, everything queued by then is due. */
	#schedule(): void {
		if (this.#queue.length === 0) {
			clearTimeout(this.#timer);
			this.#timer = undefined;
		} else if (!this.#isDue()) {
			this.#timer ??= setTimeout(() => {
				this.#timer = undefined;
				this.release();
			}, this.#settings.flushInterval);
		}
	}
}

function createEntry(item: BatchItem, number: number): Entry {
	let resolve: (result: EventResult) => void = () => {};
	const result = new Promise<EventResult>((resolvePromise) => {
		resolve = resolvePromise;
	});
	return { item, number, result, resolve };
}
