/** What the gateway needs of a durable queue of one pixel: it keeps events, hands out batches and records what became of them. */

import type { BatchItem, PersonKeys, Tier } from 'openai-ads-destination/pipeline';
import type { Count } from './counts.js';
import type { DeadLetters } from './dead-letters.js';
import type { Appended, Cancellation, Hold } from './holds.js';
import type { OwnerListener, Ownership } from './ownership.js';
import type { PixelState, StateChange } from './pixel-state.js';
import type { QueueStats } from './queue-stats.js';
import type { Sender } from './sender.js';

export { type OwnerListener, type Ownership, YIELDED } from './ownership.js';
export type { Sender } from './sender.js';

/** Live and sandbox events never share a queue. */
export type Mode = 'live' | 'sandbox';

/** The queue's own name of an event. Says nothing to anybody else. */
export type EventKey = string;

/** Largest batch an event may be sent in. When a batch is refused and its bad event not found, its events go in tens, then alone. */
export const BATCH_LIMITS = [1000, 10, 1] as const;
export type BatchLimit = (typeof BATCH_LIMITS)[number];

/** No event waits longer than this for another attempt, whatever a clock or a server says. (product decision) */
export const MAX_DELAY_MS = 6 * 60 * 60 * 1000;

/** An event in the queue, and the queue's own key for it. */
export interface QueuedEvent {
	readonly key: EventKey;
	readonly item: BatchItem;
	/** Deliveries that it has been part of so far. */
	readonly attempts: number;
	readonly batchLimit: BatchLimit;
	/** Who sent it. */
	readonly tier: Tier;
	/** When it came, in Unix milliseconds; 0 for events that an old version had tried before. */
	readonly arrivedMs: number;
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
	/** Live events stay where they are; validate-only ones go. @default false */
	readonly leavesLive?: boolean;
}

/**
 * A batch, all live or all validate-only and of one batch limit. If nothing is ready: no events, and the time at which something
 * may be (`undefined`: not before an event is added or settled).
 */
export interface TakenBatch {
	readonly events: readonly QueuedEvent[];
	readonly nextMs?: number;
	/** Rows that could not be read. They have been set aside as dead letters. */
	readonly unreadable: readonly DeadLetter[];
}

export interface DeadLetter {
	readonly key: EventKey;
	readonly reason: string;
	/** For people; holds no value of the event. */
	readonly detail: string;
}

export interface Retry {
	readonly key: EventKey;
	/** Not to be handed out again before, at most {@link MAX_DELAY_MS} from now. Without it: at once, in its old place. */
	readonly dueMs?: number | undefined;
	readonly batchLimit: BatchLimit;
}

/** What became of the events of one batch. Each key appears once. */
export interface Settlement {
	readonly delivered: readonly EventKey[];
	readonly deadLetters: readonly DeadLetter[];
	readonly retries: readonly Retry[];
	/** Added to the present hour in the same commit. */
	readonly counts?: readonly Count[];
}

/** Why an event is a dead letter. */
export type Cause = Pick<DeadLetter, 'reason' | 'detail'>;

/** How much of people was removed. */
export interface Forgotten {
	/** Waiting events, those under way included: their requests go on, but nothing is tried again. */
	readonly queued: number;
	readonly dead: number;
}

/** What aged out. */
export interface Sweep {
	/** Events that became dead letters of the reason `expired`. */
	readonly expired: number;
	/** True if there may be more. */
	readonly hasMore: boolean;
}

/**
 * The queue of one pixel. Order: everything but page views first, of ten batches one the other way round; then by deadline ({@link toDeadlineMs});
 * then by arrival. A retry keeps its place. A batch that one class does not fill takes from the other.
 *
 * Whatever writes resolves once it is on disk and rejects if the disk refuses; then nothing was changed.
 */
export interface PixelQueue {
	/**
	 * Keeps events until they are settled, all or none; resolves with the number of new ones. An event whose type, name and id were
	 * seen in the last days is not queued again, unless it became a dead letter. Also without events: profiles that were learned
	 * before are on disk then.
	 *
	 * A browser's event does not make a server's known: the server's takes its place while it waits, and is queued beside it,
	 * with a line in the log, once it was sent.
	 *
	 * @param holds `holds[i]` belongs to `items[i]`
	 * @throws QueueFull if there is no room for them
	 * @throws StorageError, or the database's own error
	 */
	append(items: readonly BatchItem[], sender?: Sender, holds?: readonly (Hold | undefined)[]): Promise<Appended>;
	/**
	 * Drops events that wait, are not under way and have one of these references, and remembers the cancellations: a bounded number,
	 * the newest ones. Called in the same turn before `append`, it shares its commit.
	 *
	 * @param tier who says it: a server reaches everything, a browser what browsers sent
	 * @returns how many events were dropped
	 */
	cancel(cancellations: readonly Cancellation[], tier: Tier): Promise<number>;
	/** Waits until the pixel is free, and owns it. `undefined` once `signal` is aborted. The embedded queue always owns, and has nothing to tell. */
	own(signal?: AbortSignal, listener?: OwnerListener): Promise<Ownership | undefined>;
	/** Hands out a batch. Its events are not handed out again before they are settled, or before a restart. Writes nothing, as a rule. */
	take(own: Ownership, options: TakeOptions): Promise<TakenBatch>;
	/** Removes events, sets them aside or reschedules them, all or none. @throws OwnershipLost, and then changes nothing */
	settle(own: Ownership, settlement: Settlement): Promise<void>;
	/** Renews the ownership; called by a timer. @throws OwnershipLost */
	extend(own: Ownership): Promise<void>;
	/** As it was stored, also by an earlier process. */
	state(): Promise<PixelState>;
	/** Changes the named parts of the state. @param own of the worker that stores what it remembers: a former owner's changes nothing */
	setState(change: StateChange, own?: Ownership): Promise<void>;
	/** Makes dead letters of what has aged out, at most `max`, oldest first; also while nothing is sent. */
	sweepExpired(nowMs: number, max: number): Promise<Sweep>;
	/** Waiting events that age out until then. */
	countExpiring(untilMs: number): Promise<number>;
	readonly deadLetters: DeadLetters;
	/**
	 * Keeps events that were refused at the door as dead letters: a bounded number of events and bytes, the newest ones.
	 */
	keepRefused(items: readonly BatchItem[], sender: Sender, cause: Cause): Promise<void>;
	/**
	 * Drops what waits of people who said no, dead letters included, and whatever of it is under way and would have to be sent
	 * again. Called in the same turn, it shares a commit with profiles that are forgotten and events that are added.
	 *
	 * @param people each by all keys that it names: an event that has one of them is theirs
	 * @param tier who says it: a server reaches everything, a browser what browsers sent
	 */
	forget(people: readonly PersonKeys[], tier: Tier): Promise<Forgotten>;
	stats(): Promise<QueueStats>;
	/** Events that are waiting or under way, as far as is known at this moment. */
	size(): number;
}

/** What a worker needs of the pixel that it owns. */
export interface OwnedQueue {
	take(options: TakeOptions): Promise<TakenBatch>;
	settle(settlement: Settlement): Promise<void>;
	size(): number;
}

export function ownedBy(queue: PixelQueue, own: Ownership): OwnedQueue {
	return {
		take: (options) => queue.take(own, options),
		settle: (settlement) => queue.settle(own, settlement),
		size: () => queue.size(),
	};
}
