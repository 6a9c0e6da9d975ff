/** What the gateway needs from a durable queue: it keeps events, hands out batches and records what became of them. */

import type { BatchItem, PersonKeys, Tier } from 'openai-ads-destination/pipeline';

/** Live and sandbox events never share a queue. */
export type Mode = 'live' | 'sandbox';

/** Largest batch an event may be sent in. When a batch is refused and its bad event not found, its events go in tens, then alone. */
export const BATCH_LIMITS = [1000, 10, 1] as const;
export type BatchLimit = (typeof BATCH_LIMITS)[number];

/** No event waits longer than this for another attempt, whatever a clock or a server says. (product decision) */
export const MAX_DELAY_MS = 6 * 60 * 60 * 1000;

/** An event in the queue, and the queue's own key for it. */
export interface QueuedEvent {
	readonly key: number;
	readonly item: BatchItem;
	/** Deliveries that it has been part of so far. */
	readonly attempts: number;
	readonly batchLimit: BatchLimit;
	/** Who sent it. */
	readonly tier: Tier;
}

/** What the next batch may hold, and how long it may wait to fill. Times are Unix milliseconds. */
export interface TakeOptions {
	readonly nowMs: number;
	readonly maxEvents: number;
	/** Sum of the events' sizes; one event is handed out whatever its size. */
	readonly maxBytes: number;
	/** Fewer fresh events than this wait for more... */
	readonly minEvents: number;
	/** ...but no longer than this, counted from the oldest one's arrival. */
	readonly lingerMs: number;
	/**
	 * Events that name somebody stay at least this long, even if a batch is full: what they lack may be on its way, since
	 * Analytics.js hands `identify` to the network after the order that follows it.
	 * @default 0
	 */
	readonly restMs?: number;
	/** Batch limits that are wanted now. @default all */
	readonly batchLimits?: readonly BatchLimit[];
}

/**
 * A batch, the events that expire first in front, all live or all validate-only and of one batch limit. If nothing is ready: no events, and
 * the time at which something may be (`undefined`: not before an event is added or settled).
 */
export interface TakenBatch {
	readonly events: readonly QueuedEvent[];
	readonly nextMs?: number;
	/** Rows that could not be read. They have been set aside as dead letters. */
	readonly unreadable: readonly DeadLetter[];
}

export interface DeadLetter {
	readonly key: number;
	readonly reason: string;
	/** For people; holds no value of the event. */
	readonly detail: string;
}

export interface Retry {
	readonly key: number;
	/** Not to be handed out again before, at most {@link MAX_DELAY_MS} from now. Without it: at once, in its old place. */
	readonly dueMs?: number | undefined;
	readonly batchLimit: BatchLimit;
}

/** What became of the events of one batch. Each key appears once. */
export interface Settlement {
	readonly delivered: readonly number[];
	readonly deadLetters: readonly DeadLetter[];
	readonly retries: readonly Retry[];
}

/** Why an event is a dead letter. */
export type Cause = Pick<DeadLetter, 'reason' | 'detail'>;

/** The queue can't keep events, for a reason that its database does not know. */
export class StorageError extends Error {
	override readonly name = 'StorageError';
	readonly code = 'storage_failed';
}

export interface Queue {
	/**
	 * Keeps events until they are settled. Resolves with the number of new ones once they are on disk. An event whose type,
	 * name and id were seen in the last days is not queued again, unless it became a dead letter. If the disk refuses,
	 * it rejects and keeps none of them.
	 *
	 * A browser's event does not make a server's known: the server's takes its place while it waits, and is queued beside it,
	 * with a line in the log, once it was sent.
	 *
	 * @param tier who sent them
	 * @default 'server'
	 */
	add(items: readonly BatchItem[], tier?: Tier): Promise<number>;
	/**
	 * Keeps events that were refused at the door as dead letters: a bounded number of events and bytes, the newest ones. Resolves
	 * once they are on disk.
	 */
	keepRefused(items: readonly BatchItem[], tier: Tier, cause: Cause): Promise<void>;
	/**
	 * Drops what waits of people who said no, dead letters included, and whatever of it is under way and would have to be sent
	 * again. Resolves once that is on disk; called in the same turn, it shares a commit with profiles that are forgotten and
	 * events that are added.
	 *
	 * @param people each by all keys that it names: an event that has one of them is theirs
	 * @param tier who says it: a server reaches everything, a browser what browsers sent
	 */
	forget(people: readonly PersonKeys[], tier: Tier): Promise<void>;
	/** Hands out a batch. Its events are not handed out again before they are settled, or before a restart. */
	take(options: TakeOptions): Promise<TakenBatch>;
	/** Removes events, sets them aside or reschedules them. Resolves once that is on disk. */
	settle(settlement: Settlement): Promise<void>;
	/** Events that are waiting or under way. */
	size(): number;
	/** Writes about as much as a batch needs and waits until it is on disk. Rejects if the disk refuses. */
	checkDisk(): Promise<void>;
}
