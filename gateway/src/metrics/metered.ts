/** The parts of a pixel's way, each with a count around it. The rooms that do the work don't know that it is counted. */

import type { BatchItem, Delivered, Intake, Ports } from 'openai-ads-destination/pipeline';
import type { PixelQueue, QueuedEvent } from '../queue/queue.js';
import type { Store } from '../queue/store.js';
import type { PixelCounts } from './pixel-counts.js';

/** The counts of the pixel by the name that it has now: a configuration that is read again may give it another. */
type Counts = () => PixelCounts;

/** Counts what is skipped and refused. */
export function meterIntake(intake: Intake, counts: Counts): Intake {
	return async (events, sender) => {
		const admissions = await intake(events, sender);
		counts().admitted(admissions);
		return admissions;
	};
}

/** Counts what is kept, given up and tried again, and how long the disk takes. */
export function meterQueue(queue: PixelQueue, counts: Counts, monotonicMs: () => number): PixelQueue {
	return {
		append: async (items, sender, holds) => {
			const startedMs = monotonicMs();
			const appended = await queue.append(items, sender, holds);
			const { added, cancelled } = appended;
			// What had been cancelled before it came is neither new nor known.
			counts().appended(items, added + cancelled.length, monotonicMs() - startedMs);
			if (cancelled.length > 0) counts().cancelled(cancelled.length);
			return appended;
		},
		cancel: async (cancellations, tier) => {
			const dropped = await queue.cancel(cancellations, tier);
			if (dropped > 0) counts().cancelled(dropped);
			return dropped;
		},
		keepRefused: async (items, sender, cause) => {
			await queue.keepRefused(items, sender, cause);
			counts().refused(items.length, cause.reason);
		},
		take: async (own, options) => {
			const taken = await queue.take(own, options);
			if (taken.unreadable.length > 0) counts().discarded(taken.unreadable);
			return taken;
		},
		settle: async (own, settlement) => {
			await queue.settle(own, settlement);
			counts().discarded(settlement.deadLetters);
			if (settlement.retries.length > 0) counts().retried(settlement.retries.length);
		},
		sweepExpired: async (nowMs, max) => {
			const sweep = await queue.sweepExpired(nowMs, max);
			if (sweep.expired > 0) counts().expired(sweep.expired);
			return sweep;
		},
		own: (signal, listener) => queue.own(signal, listener),
		extend: (own) => queue.extend(own),
		state: () => queue.state(),
		setState: (change, own) => queue.setState(change, own),
		countExpiring: (untilMs) => queue.countExpiring(untilMs),
		deadLetters: queue.deadLetters,
		forget: (people, tier) => queue.forget(people, tier),
		stats: () => queue.stats(),
		size: () => queue.size(),
	};
}

/** A store whose queues count. @param countsOf of a pixel ID */
export function meterStore(store: Store, countsOf: (pixelId: string) => PixelCounts, monotonicMs: () => number): Store {
	const queues = new Map<string, PixelQueue>();
	return {
		pixelIds: () => store.pixelIds(),
		profiles: store.profiles,
		signatures: store.signatures,
		counts: store.counts,
		alerts: store.alerts,
		stories: store.stories,
		commit: () => store.commit(),
		eraseEverywhere: (digests) => store.eraseEverywhere(digests),
		stats: () => store.stats(),
		checkDisk: () => store.checkDisk(),
		recovery: () => store.recovery(),
		acknowledgeRecovery: () => store.acknowledgeRecovery(),
		clean: () => store.clean(),
		tidy: () => store.tidy(),
		backup: () => store.backup(),
		close: () => store.close(),
		pixel: (pixelId) => {
			const queue = queues.get(pixelId) ?? meterQueue(store.pixel(pixelId), () => countsOf(pixelId), monotonicMs);
			queues.set(pixelId, queue);
			return queue;
		},
	};
}

/** What the worker does with a batch. */
export interface Departure {
	enrich(events: readonly QueuedEvent[]): Promise<readonly BatchItem[]>;
	deliver(items: readonly BatchItem[], isTrusted: boolean): Promise<readonly Delivered[]>;
}

const arrivedMsOf = ({ arrivedMs }: QueuedEvent) => arrivedMs;

/** Counts batches, what OpenAI accepts, and how long that took from each event's arrival. */
export function meterDeparture({ enrich, deliver }: Departure, counts: Counts, nowMs: () => number): Departure {
	// By the list that `enrich` returns: what is delivered no longer says when it came.
	const arrivals = new WeakMap<readonly BatchItem[], readonly number[]>();
	return {
		enrich: async (events) => {
			const items = await enrich(events);
			arrivals.set(items, events.map(arrivedMsOf));
			return items;
		},
		deliver: async (items, isTrusted) => {
			counts().departed(items.length);
			const delivered = await deliver(items, isTrusted);
			counts().delivered(delivered, arrivals.get(items) ?? [], nowMs());
			return delivered;
		},
	};
}

/** Counts requests by the status of their answers. */
export function meterFetch(fetch: Ports['fetch'], counts: Counts): Ports['fetch'] {
	return async (url, init) => {
		try {
			const response = await fetch(url, init);
			counts().answered(response.status);
			return response;
		} catch (error) {
			counts().answered(undefined);
			throw error;
		}
	};
}
