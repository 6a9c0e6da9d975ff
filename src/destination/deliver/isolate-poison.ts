/**
 * Finds the events for which OpenAI refused a batch, and delivers the others.
 * Knows halving and its limits; classify-response.ts decides what an answer means.
 */

import { type BatchItem, describeItem } from '../batch/batch-item.js';
import type { EventResult, FailedReason, Fate } from '../event-result.js';
import type { AcceptanceNow } from './acceptance.js';
import { addTravel, NO_TRAVEL } from './journey.js';
import type { Send, SendOutcome, Travel } from './send-outcome.js';

/** The result of an event and, if it failed, what OpenAI said about sending it again. */
export interface Delivered {
	readonly result: EventResult;
	/** How long OpenAI asked to wait. */
	readonly retryAfterMs?: number;
	/** OpenAI answered 429. */
	readonly isThrottled?: true;
	/** Of its last answer to the batch; absent if none came. */
	readonly httpStatus?: number;
}

/**
 * Delivers a batch, all live or all validate-only. Resolves to one result for each item, in order. Never throws.
 *
 * @param signal ends the delivery at once; what is undecided by then is `failed: closed`
 */
export type Deliver = (items: readonly BatchItem[], signal?: AbortSignal) => Promise<readonly Delivered[]>;

/**
 * Adds isolation to a way of sending.
 *
 * - Events that OpenAI names are discarded at once and the rest is sent again: 2 requests for one bad event.
 * - If it names none, the batch is halved, one half after the other: about 2 log2 n requests for one bad event.
 * - A single event that is refused without a name is discarded only if another request of its batch was accepted or, when
 *   it was the whole batch, if OpenAI accepted something within the last hour: a refusal that has nothing to do with
 *   events must not discard good ones one by one. Without `acceptance` nothing is known about that hour.
 * - After `maxRequests` requests the search ends; events that are undecided by then are `failed: not_isolated`.
 */
export function isolatePoison(send: Send, maxRequests: number, acceptance?: AcceptanceNow): Deliver {
	return async (items, signal) => {
		const isolation = new Isolation(items, acceptance);
		// A stack of batches to try, one after the other: parallel halves would only double the load on a struggling service.
		const waiting = [isolation.searched].filter(isFilled);
		for (let requests = 0; requests < maxRequests; requests++) {
			const batch = waiting.pop();
			if (batch === undefined) break;
			const next = isolation.decide(batch, await send(batch.map(itemOf), signal).catch(() => PORT_FAILED));
			if (next === 'stop') break;
			waiting.push(...next);
		}
		return isolation.results();
	};
}

/** Only a custom clock can cause this. No event is known to be at fault. */
const PORT_FAILED: SendOutcome = { status: 'retryable', detail: 'A port threw an error.', attempts: 0 };

const EXPIRED = discarded('expired', 'timestamp_ms: too old after waiting to be sent, OpenAI accepts 7 days.');

/** An item during the search. */
interface Entry {
	readonly item: BatchItem;
	/** What became of it; without one it is open. */
	fate: Fate | undefined;
	/** What becomes of it if another request of its batch is accepted. */
	suspicion: Fate | undefined;
	travel: Travel | undefined;
}

const toEntry = (item: BatchItem): Entry => ({ item, fate: undefined, suspicion: undefined, travel: undefined });
const itemOf = ({ item }: Entry) => item;
const isOpen = ({ fate }: Entry) => fate === undefined;
const isFilled = (batch: readonly Entry[]) => batch.length > 0;

/** The state of one batch during the search for its bad events. */
class Isolation {
	readonly searched: readonly Entry[];
	readonly #acceptance: AcceptanceNow | undefined;
	#wasAnyAccepted = false;
	/** What OpenAI said about sending again. */
	#advice: Omit<Delivered, 'result'> = {};
	#undecided: Fate = failed(
		'not_isolated',
		'maxIsolationRequests: reached before the bad event was found. Send this event again.',
	);

	constructor(items: readonly BatchItem[], acceptance: AcceptanceNow | undefined) {
		this.searched = items.map(toEntry);
		this.#acceptance = acceptance;
	}

	/** Records the fates that an outcome decides. Returns the batches to try next, last one first, or `stop` to send nothing more. */
	decide(batch: readonly Entry[], outcome: SendOutcome): readonly (readonly Entry[])[] | 'stop' {
		addTravels(batch, outcome);
		this.#advice = outcome.httpStatus === undefined ? {} : { httpStatus: outcome.httpStatus };
		const open = batch.filter(isOpen);
		switch (outcome.status) {
			case 'accepted': {
				this.#wasAnyAccepted = true;
				// A count that is too low confirms nothing.
				if (outcome.acceptedCount === undefined) this.#acceptance?.note();
				const fate = accepted(batch, outcome.isConfirmed);
				for (const entry of open) entry.fate = fate;
				return [];
			}
			case 'rejected':
				if (outcome.poison.size === 0) return halve(open, outcome);
				return [withoutPoison(open, outcome.poison)].filter(isFilled);
			case 'too_large':
				return halve(open, outcome);
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
			case 'interrupted':
				this.#undecided = failed('closed', 'the destination was closed before OpenAI had decided.');
				return 'stop';
			case 'unsent':
				return [];
		}
	}

	/** One result for each item, in order. */
	results(): Delivered[] {
		const results: Delivered[] = [];
		for (const entry of this.searched)
			results.push(this.#toDelivered(entry, entry.fate ?? this.#fateOfUndecided(entry)));
		return results;
	}

	#fateOfUndecided({ suspicion }: Entry): Fate {
		if (suspicion === undefined) return this.#undecided;
		const isLone = this.searched.length === 1;
		if (this.#wasAnyAccepted || (isLone && this.#acceptance?.isRecent())) return suspicion;
		const what = isLone ? 'OpenAI accepted nothing within the last hour' : 'Every part of the batch was refused';
		return failed('not_isolated', `${what}, so the event may not be at fault. ${suspicion.detail ?? ''}`);
	}

	#toDelivered({ item, travel }: Entry, fate: Fate): Delivered {
		const { attempts, requestId } = travel ?? NO_TRAVEL;
		const requests = requestId === undefined ? { attempts } : { attempts, requestId };
		const result: EventResult = Object.assign({}, fate, describeItem(item), requests);
		return fate.outcome === 'failed' ? { result, ...this.#advice } : { result };
	}
}

function addTravels(batch: readonly Entry[], outcome: SendOutcome): void {
	for (const entry of batch) {
		const aged = outcome.expired?.get(entry.item);
		entry.travel = addTravel(entry.travel, aged ?? outcome);
		if (aged !== undefined) entry.fate = EXPIRED;
	}
}

/** Discards the events that OpenAI named. Returns the others. */
function withoutPoison(entries: readonly Entry[], poison: ReadonlyMap<BatchItem, string>): readonly Entry[] {
	for (const entry of entries) {
		const detail = poison.get(entry.item);
		if (detail !== undefined) entry.fate = discarded('rejected', detail);
	}
	return entries.filter(isOpen);
}

function halve(entries: readonly Entry[], { status, detail }: SendOutcome): readonly (readonly Entry[])[] {
	const [single] = entries;
	// OpenAI stored nothing of a rejected batch ("the full batch fails"), so sending its halves counts nothing twice.
	const middle = entries.length >> 1;
	if (middle > 0) return [entries.slice(middle), entries.slice(0, middle)];
	if (single === undefined) return [];
	const fate = discarded('rejected', detail);
	if (status === 'too_large') single.fate = fate;
	else single.suspicion = fate;
	return [];
}

function accepted([first]: readonly Entry[], isConfirmed: boolean): Fate {
	return {
		outcome: 'accepted',
		...(first?.item.validateOnly ? { reason: 'validated' as const } : {}),
		...(isConfirmed ? {} : { detail: 'unconfirmed' }),
	};
}

function discarded(reason: 'rejected' | 'expired', detail: string): Fate {
	return { outcome: 'discarded', reason, detail };
}

function failed(reason: FailedReason, detail: string): Fate {
	return { outcome: 'failed', reason, detail };
}
