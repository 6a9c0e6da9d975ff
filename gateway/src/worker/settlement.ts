/** What a delivered batch means for the queue. Pure: no clock, no queue, no logging. */

import { type Delivered, retryDelayMs } from 'openai-ads-destination/pipeline';
import type { BatchLimit, QueuedEvent, Retry, Settlement } from '../queue/queue.js';

/** When to resend a lone event that was refused while OpenAI accepted nothing at all. Our choice. */
const SUSPECT_DELAY_MS = 5 * 60_000;

/** What the decision depends on, besides the results. */
export interface Circumstances {
	readonly nowMs: number;
	/** 0 to 1 */
	readonly random: number;
	/** Whether OpenAI has accepted any event since it last refused a whole batch. */
	readonly isOpenAIAccepting: boolean;
}

type Fate = { readonly kind: 'delivered' } | ({ readonly kind: 'retry' } & Omit<Retry, 'key'>) | DeadFate;
interface DeadFate {
	readonly kind: 'dead';
	readonly reason: string;
	readonly detail: string;
}

/**
 * Decides for each event; `delivered[i]` belongs to `events[i]`:
 *
 * - accepted, skipped: delivered
 * - discarded: a dead letter
 * - failed `retries_exhausted`: sent again after `Retry-After`, or after a back-off that grows with its attempts
 * - failed `not_isolated`: sent again in a batch of ten, and after that alone
 * - failed otherwise: sent again as soon as the worker's pace allows
 */
export function toSettlement(
	events: readonly QueuedEvent[],
	delivered: readonly Delivered[],
	circumstances: Circumstances,
): Settlement {
	// One delay for the batch, so that it stays together.
	const attempts = Math.max(0, ...events.map((event) => event.attempts));
	const fates = events.map((event, index) => toFate(event, delivered[index], attempts, circumstances));
	const select = <K extends Fate['kind']>(kind: K) =>
		fates.flatMap((fate, index) => {
			const key = events[index]?.key;
			return fate.kind === kind && key !== undefined ? [{ ...(fate as Extract<Fate, { kind: K }>), key }] : [];
		});
	return {
		delivered: select('delivered').map(({ key }) => key),
		deadLetters: select('dead').map(({ key, reason, detail }) => ({ key, reason, detail })),
		retries: select('retry').map(({ key, dueMs, batchLimit }) => ({ key, dueMs, batchLimit })),
	};
}

function toFate(
	{ batchLimit }: QueuedEvent,
	delivered: Delivered | undefined,
	attempts: number,
	{ nowMs, random, isOpenAIAccepting }: Circumstances,
): Fate {
	if (delivered === undefined) return { kind: 'retry', dueMs: nowMs + SUSPECT_DELAY_MS, batchLimit };
	const { result, retryAfterMs } = delivered;
	switch (result.outcome) {
		case 'accepted':
		case 'skipped':
			return { kind: 'delivered' };
		case 'discarded':
			// If OpenAI refuses everything, the events may not be at fault: good ones must not be discarded one by one.
			if (result.reason === 'rejected' && batchLimit === 1 && !isOpenAIAccepting) {
				return { kind: 'retry', dueMs: nowMs + SUSPECT_DELAY_MS, batchLimit };
			}
			return { kind: 'dead', reason: result.reason, detail: result.detail ?? '' };
		case 'failed':
			if (result.reason === 'not_isolated') return { kind: 'retry', dueMs: nowMs, batchLimit: nextSmaller(batchLimit) };
			if (result.reason !== 'retries_exhausted') return { kind: 'retry', dueMs: nowMs, batchLimit };
			return { kind: 'retry', dueMs: nowMs + retryDelayMs(attempts, retryAfterMs, random), batchLimit };
	}
}

function nextSmaller(batchLimit: BatchLimit): BatchLimit {
	return batchLimit === 1000 ? 10 : 1;
}
