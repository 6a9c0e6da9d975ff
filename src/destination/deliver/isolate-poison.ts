/**
 * Finds the events a refused batch was refused for, and gets the others through.
 * Knows halving and its limits; what an answer means was decided before.
 */

import type { BatchItem } from '../batch/batch-item.js';
import type { EventResult, Fate } from '../event-result.js';
import type { Send, SendOutcome } from './send-outcome.js';

/** A result, and for an event that is to be sent again, what OpenAI said about when. */
export interface Delivered {
	readonly result: EventResult;
	/** How long it asked to wait. */
	readonly retryAfterMs?: number;
	/** It answered 429. */
	readonly isThrottled?: true;
	/** Of its last answer to the batch; absent if none came. */
	readonly httpStatus?: number;
}

/** Delivers a batch, all live or all validate-only. One answer for each item, in order. Never throws. */
export type Deliver = (items: readonly BatchItem[]) => Promise<readonly Delivered[]>;

/**
 * Adds isolation to a way of sending.
 *
 * - Events that OpenAI names are discarded at once, the rest is sent again: 2 requests for one bad event.
 * - Without a name the batch is halved, about 2 log2 n requests for one bad event, one half after the other.
 * - A single refused event is discarded only if another request of its batch was accepted, or if it was the whole
 *   batch: a refusal that has nothing to do with events must not discard good ones one by one.
 * - More than `maxRequests` requests are not spent; what is then undecided is `failed: not_isolated`.
 */
export function isolatePoison(send: Send, maxRequests: number): Deliver {
	return async (items) => {
		const isolation = new Isolation(items);
		// A stack of batches to try. Sequential: parallel halves only double what a struggling service has to take.
		const waiting: (readonly BatchItem[])[] = [items];
		for (let requests = 0; requests < maxRequests; requests++) {
			const batch = waiting.pop();
			if (batch === undefined || batch.length === 0) break;
			const next = isolation.settle(batch, await send(batch).catch(() => PORT_FAILED));
			if (next === 'stop') break;
			waiting.push(...next);
		}
		return isolation.finish();
	};
}

/** Only a clock that was passed in can bring this about. Nothing is known to be at fault with the events. */
const PORT_FAILED: SendOutcome = { status: 'retryable', detail: 'A port threw an error.', attempts: 0 };

const EXPIRED = discarded('expired', 'timestamp_ms: aged out while the event waited, OpenAI accepts 7 days.');

/** The state of one batch while its bad events are looked for. */
class Isolation {
	readonly #items: readonly BatchItem[];
	readonly #fates = new Map<BatchItem, Fate>();
	readonly #suspects = new Map<BatchItem, Fate>();
	readonly #attempts = new Map<BatchItem, number>();
	readonly #requestIds = new Map<BatchItem, string>();
	#wasAnyAccepted = false;
	/** What OpenAI said about sending again. */
	#advice: Omit<Delivered, 'result'> = {};
	#undecided: Fate = failed(
		'not_isolated',
		'maxIsolationRequests: reached before the bad event was found. Send it again.',
	);

	constructor(items: readonly BatchItem[]) {
		this.#items = items;
	}

	/** Notes what an outcome decides; returns the batches to try next, the last one first, or that nothing more should be sent. */
	settle(batch: readonly BatchItem[], outcome: SendOutcome): readonly (readonly BatchItem[])[] | 'stop' {
		this.#note(batch, outcome);
		this.#advice = outcome.httpStatus === undefined ? {} : { httpStatus: outcome.httpStatus };
		const open = batch.filter((item) => !this.#fates.has(item));
		switch (outcome.status) {
			case 'accepted':
				this.#wasAnyAccepted = true;
				for (const item of open) this.#fates.set(item, accepted(item, outcome.isConfirmed));
				return [];
			case 'rejected':
				for (const [item, detail] of outcome.poison) this.#fates.set(item, discarded('rejected', detail));
				if (outcome.poison.size > 0) return withoutEmpty([open.filter((item) => !outcome.poison.has(item))]);
				return this.#halve(open, outcome);
			case 'too_large':
				return this.#halve(open, outcome);
			case 'unauthorized':
				this.#undecided = failed('unauthorized', outcome.detail);
				return 'stop';
			case 'retryable':
				this.#undecided = failed('retries_exhausted', outcome.detail);
				this.#advice = {
					...this.#advice,
					...(outcome.retryAfterMs === undefined ? {} : { retryAfterMs: outcome.retryAfterMs }),
					...(outcome.isThrottled ? { isThrottled: true } : {}),
				};
				return 'stop';
			case 'unsent':
				return [];
		}
	}

	/** One answer for each item, in order. */
	finish(): Delivered[] {
		return this.#items.map((item) => this.#deliver(item, this.#fates.get(item) ?? this.#verdictOnSuspect(item)));
	}

	#note(batch: readonly BatchItem[], outcome: SendOutcome): void {
		for (const item of batch) {
			const aged = outcome.expired?.get(item);
			const { attempts, requestId } = aged ?? outcome;
			this.#attempts.set(item, (this.#attempts.get(item) ?? 0) + attempts);
			if (requestId !== undefined) this.#requestIds.set(item, requestId);
			if (aged !== undefined) this.#fates.set(item, EXPIRED);
		}
	}

	#halve(items: readonly BatchItem[], outcome: SendOutcome): readonly (readonly BatchItem[])[] {
		const [single] = items;
		if (single === undefined) return [];
		if (items.length === 1) {
			const fate = discarded('rejected', outcome.detail);
			const isCertain = outcome.status === 'too_large' || this.#items.length === 1;
			(isCertain ? this.#fates : this.#suspects).set(single, fate);
			return [];
		}
		// A rejected batch was stored by nobody (OpenAI: "the full batch fails"), so sending its halves counts nothing twice.
		const middle = items.length >> 1;
		return [items.slice(middle), items.slice(0, middle)];
	}

	#verdictOnSuspect(item: BatchItem): Fate {
		const suspicion = this.#suspects.get(item);
		if (suspicion === undefined) return this.#undecided;
		if (this.#wasAnyAccepted) return suspicion;
		return failed(
			'not_isolated',
			`Every part of the batch was refused, so the event may not be at fault. ${suspicion.detail ?? ''}`,
		);
	}

	#deliver(item: BatchItem, fate: Fate): Delivered {
		const requestId = this.#requestIds.get(item);
		const result: EventResult = {
			...fate,
			messageId: item.messageId,
			id: item.id,
			type: item.type,
			attempts: this.#attempts.get(item) ?? 0,
			...(requestId === undefined ? {} : { requestId }),
			attribution: item.attribution,
		};
		return fate.outcome === 'failed' ? { result, ...this.#advice } : { result };
	}
}

function accepted(item: BatchItem, isConfirmed: boolean): Fate {
	return {
		outcome: 'accepted',
		...(item.validateOnly ? { reason: 'validated' as const } : {}),
		...(isConfirmed ? {} : { detail: 'unconfirmed' }),
	};
}

function discarded(reason: 'rejected' | 'expired', detail: string): Fate {
	return { outcome: 'discarded', reason, detail };
}

function failed(reason: 'not_isolated' | 'unauthorized' | 'retries_exhausted', detail: string): Fate {
	return { outcome: 'failed', reason, detail };
}

function withoutEmpty(batches: readonly (readonly BatchItem[])[]): readonly (readonly BatchItem[])[] {
	return batches.filter((batch) => batch.length > 0);
}
