/** What a delivered batch means for the queue. Pure: no clock, no queue, no logging. */

import type { Delivered } from 'openai-ads-destination/pipeline';
import type { BatchLimit, QueuedEvent, Retry, Settlement } from '../queue/queue.js';

/** When to resend events whose delivery said nothing at all about them. Our choice. */
const UNKNOWN_DELAY_MS = 5 * 60_000;
/** A refused batch of up to this many events goes into single ones at once: tens would only be refused once more. Our choice. */
const SMALL_BATCH = 64;

/** What the decision depends on, besides the results. */
export interface Circumstances {
	/** Unix milliseconds, as the queue counts them. */
	readonly nowMs: number;
	/** The batch's parts go separately from now on. */
	readonly isSplit: boolean;
	/** It was one event, and refused: how long it waits before the next try. */
	readonly suspectDelayMs?: number | undefined;
	/** OpenAI refused this event wherever it went, and took the others. */
	readonly isGuilty: boolean;
	/** OpenAI accepts other events, so that a refusal without a name is about the event. */
	readonly isTrusted: boolean;
	/** It refuses everything, so that a refusal says nothing about the event. */
	readonly isRefusingAll: boolean;
}

type Sorted = { readonly [K in 'delivered' | 'deadLetters' | 'retries']: Settlement[K][number][] };

type Fate = { readonly kind: 'delivered' } | ({ readonly kind: 'retry' } & Omit<Retry, 'key'>) | DeadFate;
interface DeadFate {
	readonly kind: 'dead';
	readonly reason: string;
	readonly detail: string;
}
/** Of nearly all events. */
const DELIVERED: Fate = { kind: 'delivered' };

/**
 * Decides for each event; `delivered[i]` belongs to `events[i]`:
 *
 * - accepted, skipped: delivered
 * - discarded: a dead letter; a lone one that OpenAI refused while it refuses everything is tried again
 * - failed, and refused three times alone while others passed: a dead letter, `rejected`
 * - failed `not_isolated`: sent again in a batch of ten, and after that alone; alone it is a dead letter if OpenAI accepts others
 * - failed, when the batch's parts go separately: the same
 * - failed otherwise: sent again in its old place, as soon as the worker's pace allows
 */
export function toSettlement(
	events: readonly QueuedEvent[],
	delivered: readonly Delivered[],
	circumstances: Circumstances,
): Settlement {
	const settlement: Sorted = { delivered: [], deadLetters: [], retries: [] };
	for (const [index, event] of events.entries()) {
		const { key } = event;
		const fate = toFate(event, delivered[index], events.length, circumstances);
		switch (fate.kind) {
			case 'delivered':
				settlement.delivered.push(key);
				break;
			case 'dead':
				settlement.deadLetters.push({ key, reason: fate.reason, detail: fate.detail });
				break;
			case 'retry':
				settlement.retries.push({ key, dueMs: fate.dueMs, batchLimit: fate.batchLimit });
		}
	}
	return settlement;
}

function toFate(
	{ batchLimit }: QueuedEvent,
	delivered: Delivered | undefined,
	count: number,
	circumstances: Circumstances,
): Fate {
	const { nowMs, isSplit, suspectDelayMs, isGuilty, isTrusted, isRefusingAll } = circumstances;
	if (delivered === undefined) return { kind: 'retry', dueMs: nowMs + UNKNOWN_DELAY_MS, batchLimit };
	const { result } = delivered;
	switch (result.outcome) {
		case 'accepted':
		case 'skipped':
			return DELIVERED;
		case 'discarded':
			if (result.reason === 'rejected' && count === 1 && isRefusingAll) return retryAlone(circumstances);
			return { kind: 'dead', reason: result.reason, detail: result.detail ?? '' };
		case 'failed': {
			const isRefusedAlone =
				isGuilty || (result.reason === 'not_isolated' && count === 1 && isTrusted && !isRefusingAll);
			if (isRefusedAlone) return { kind: 'dead', reason: 'rejected', detail: result.detail ?? '' };
			if (suspectDelayMs !== undefined) return retryAlone(circumstances);
			if (result.reason === 'not_isolated') return { kind: 'retry', batchLimit: nextSmaller(batchLimit) };
			return { kind: 'retry', batchLimit: isSplit ? toPartLimit(batchLimit, count) : batchLimit };
		}
	}
}

function retryAlone({ nowMs, suspectDelayMs }: Circumstances): Fate {
	const dueMs = suspectDelayMs === undefined ? undefined : nowMs + suspectDelayMs;
	return { kind: 'retry', dueMs, batchLimit: 1 };
}

function toPartLimit(batchLimit: BatchLimit, count: number): BatchLimit {
	return count <= SMALL_BATCH ? 1 : nextSmaller(batchLimit);
}

function nextSmaller(batchLimit: BatchLimit): BatchLimit {
	return batchLimit === 1000 ? 10 : 1;
}
