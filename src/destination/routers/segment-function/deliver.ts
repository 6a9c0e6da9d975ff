/** Delivery within one invocation: one attempt, the search for bad events, and an answer before Segment halts it. */

import { cutIntoBatches } from '../../batch/batch.js';
import type { BatchItem } from '../../batch/batch-item.js';
import { MAX_EVENTS_PER_REQUEST } from '../../contract/limits.js';
import type { DeliverySettings } from '../../deliver/create-delivery.js';
import { isolatePoison } from '../../deliver/isolate-poison.js';
import { createSend } from '../../deliver/send-batch.js';
import type { Send, SendOutcome } from '../../deliver/send-outcome.js';
import { withoutExpired } from '../../deliver/without-expired.js';
import type { EventResult } from '../../event-result.js';
import type { FunctionPorts } from './host-ports.js';

/** Segment halts an invocation after 5 s (Destination Functions, read 2026-11-22). 1 s is left for loading and answering. Our choice. */
const BUDGET_MS = 4000;
/** With less time left no request is made: it would not finish. Our choice. */
const MIN_REQUEST_MS = 100;

const OUT_OF_TIME: SendOutcome = {
	status: 'retryable',
	detail: 'The 4 s of one invocation ran out before this event was decided.',
	attempts: 0,
};

/** Delivers all items, live and validate-only ones apart. Events that are undecided in the end are `failed`. Never rejects. */
export async function deliverInTime(
	items: readonly BatchItem[],
	settings: DeliverySettings,
	ports: FunctionPorts,
	startedMs: number,
): Promise<ReadonlyMap<BatchItem, EventResult>> {
	const send = sendUntil(startedMs + BUDGET_MS, settings, ports);
	const deliver = isolatePoison(withoutExpired(send, ports), settings.maxIsolationRequests);
	const results = new Map<BatchItem, EventResult>();
	const deliveries = toBatches(items, settings).map(async (batch) => {
		for (const [index, { result }] of (await deliver(batch)).entries()) results.set(batch[index] as BatchItem, result); // In order.
	});
	await Promise.all(deliveries);
	return results;
}

/** A `Send` whose requests may take the time that is left. */
function sendUntil(deadlineMs: number, settings: DeliverySettings, ports: FunctionPorts): Send {
	return async (batch) => {
		const leftMs = deadlineMs - ports.nowMs();
		if (leftMs < MIN_REQUEST_MS) return OUT_OF_TIME;
		return createSend({ ...settings, requestTimeout: Math.min(settings.requestTimeout, leftMs) }, ports)(batch);
	};
}

/** Segment has already formed the batch, so `flushAt` does not apply. */
function toBatches(items: readonly BatchItem[], { maxBatchBytes }: DeliverySettings): BatchItem[][] {
	const limits = { flushAt: MAX_EVENTS_PER_REQUEST, maxBatchBytes };
	return [true, false]
		.map((validateOnly) => items.filter((item) => item.validateOnly === validateOnly).map((item) => ({ item })))
		.flatMap((entries) => cutIntoBatches(entries, limits))
		.map((batch) => batch.map(({ item }) => item));
}
