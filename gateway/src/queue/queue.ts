/** What the gateway asks of a durable queue: take events in, hand batches out, note what became of them. */

import type { BatchItem } from 'openai-ads-destination/pipeline';

/** Live and sandbox events never share a queue. */
export type Mode = 'live' | 'sandbox';

/** Largest batch an event may travel in. Refused batches whose bad event was not found go on in tens, then alone. */
export const BATCH_LIMITS = [1000, 10, 1] as const;
export type BatchLimit = (typeof BATCH_LIMITS)[number];

/** An event on its way, and the queue's own name for it. */
export interface QueuedEvent {
	readonly key: number;
	readonly item: BatchItem;
	/** Deliveries it was part of so far. */
	readonly attempts: number;
	readonly batchLimit: BatchLimit;
}

/** What the next batch should look like. Times are Unix milliseconds. */
export interface Wanted {
	readonly nowMs: number;
	readonly maxEvents: number;
	/** Sum of the events' sizes; one event is handed out whatever its size. */
	readonly maxBytes: number;
	/** Fewer fresh events than this wait for more... */
	readonly minEvents: number;
	/** ...but no longer than this, counted from the oldest one's arrival. */
	readonly lingerMs: number;
}

/**
 * A batch, oldest events first, all live or all validate-only and of one batch limit; or, if nothing is ready,
 * no events and the time when something may be (`undefined`: not before an event is added or settled).
 */
export interface Taken {
	readonly events: readonly QueuedEvent[];
	readonly nextMs?: number;
}

export interface DeadLetter {
	readonly key: number;
	readonly reason: string;
	/** For people; holds no value of the event. */
	readonly detail: string;
}

export interface Retry {
	readonly key: number;
	/** Not to be handed out before. */
	readonly dueMs: number;
	readonly batchLimit: BatchLimit;
}

/** What became of the events of one batch. Each key appears once. */
export interface Settlement {
	readonly delivered: readonly number[];
	readonly deadLetters: readonly DeadLetter[];
	readonly retries: readonly Retry[];
}

export interface Queue {
	/**
	 * Keeps events until they are settled. Resolves after they are on disk, with the number of new ones: an event whose
	 * type, name and id were seen in the last days is not queued again, dead letters excepted. Rejects if the disk refuses; then none is kept.
	 */
	add(items: readonly BatchItem[]): Promise<number>;
	/** Hands out a batch. Its events are not handed out again before they are settled, or before a restart. */
	take(wanted: Wanted): Promise<Taken>;
	/** Removes, sets aside or reschedules events. Resolves after that is on disk. */
	settle(settlement: Settlement): Promise<void>;
	/** Events that wait or are under way. */
	size(): number;
	/** Writes about as much as a batch takes and waits until it is on disk. Rejects if the disk refuses. */
	checkDisk(): Promise<void>;
}
