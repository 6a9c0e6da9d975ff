/** What a delivered batch means for the queue. Pure: no clock, no queue, no logging. */

import { type Delivered, retryDelayMs } from 'openai-ads-destination/pipeline';
import type { BatchLimit, QueuedEvent, Retry, Settlement } from '../queue/queue.js';

/** A lone event that was refused while OpenAI accepts nothing at all is tried again this much later. Our choice. */
const SUSPECT_DELAY_MS = 5 * 60_000;

export interface Circumstances {
	readonly nowMs: number;
	/** 0 to 1 */
	readonly random: number;
	/** OpenAI has accepted some event since the last batch that was refused as a whole. */
	readonly isOpenAIAccepting: boolean;
}

type Fate = { readonly kind: 'delivered' } | ({ readonly kind: 'retry' } & Omit<Retry, 'key'>) | DeadFate;
interface DeadFate {
	readonly kind: 'dead';
	readonly reason: string;
	readonly detail: string;
}

/**
 * Decides for each event, `delivered[i]` belonging to `events[i]`:
 *
 * - accepted, skipped: delivered
 * - discarded: a dead letter
 * - failed `retries_exhausted`: again after `Retry-After`, or after a back-off that grows with its attempts
 * - failed `not_isolated`: again in a batch of ten, and after that alone
 * - failed otherwise: again as soon as the worker lets events flow
 */
export function toSettlement(
	events: readonly QueuedEvent[],
	delivered: readonly Delivered[],
	circumstances: Circumstances,
): Settlement {
	// One delay for the batch, so that it stays together.
	const attempts = Math.max(0, ...events.map((event) => event.attempts));
	const fates = events.map((event, index) => toFate(event, delivered[index], attempts, circumstances));
	const of = <K extends Fate['kind']>(kind: K) =>
		fates.flatMap((fate, index) => {
			const key = events[index]?.key;
			return fate.kind === kind && key !== undefined ? [{ ...(fate as Extract<Fate, { kind: K }>), key }] : [];
		});
	return {
		delivered: of('delivered').map(({ key }) => key),
		deadLetters: of('dead').map(({ key, reason, detail }) => ({ key, reason, detail })),
		retries: of('retry').map(({ key, dueMs, batchLimit }) => ({ key, dueMs, batchLimit })),
	};
}

function toFate(event: QueuedEvent, delivered: Delivered | undefined, attempts: number, now: Circumstances): Fate {
	const { batchLimit } = event;
	if (delivered === undefined) return { kind: 'retry', dueMs: now.nowMs + SUSPECT_DELAY_MS, batchLimit };
	const { result, retryAfterMs } = delivered;
	switch (result.outcome) {
		case 'accepted':
		case 'skipped':
			return { kind: 'delivered' };
		case 'discarded':
			// A refusal that has nothing to do with events must not discard good ones one by one.
			if (result.reason === 'rejected' && batchLimit === 1 && !now.isOpenAIAccepting) {
				return { kind: 'retry', dueMs: now.nowMs + SUSPECT_DELAY_MS, batchLimit };
			}
			return { kind: 'dead', reason: result.reason, detail: result.detail ?? '' };
		case 'failed':
			if (result.reason === 'not_isolated') return { kind: 'retry', dueMs: now.nowMs, batchLimit: smaller(batchLimit) };
			if (result.reason !== 'retries_exhausted') return { kind: 'retry', dueMs: now.nowMs, batchLimit };
			return { kind: 'retry', dueMs: now.nowMs + retryDelayMs(attempts, retryAfterMs, now.random), batchLimit };
	}
}

function smaller(batchLimit: BatchLimit): BatchLimit {
	return batchLimit === 1000 ? 10 : 1;
}
