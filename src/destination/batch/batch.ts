/** What fits into one request. Knows sizes, not time. */

import { MAX_EVENTS_PER_REQUEST } from '../contract/limits.js';
import type { BatchItem } from './batch-item.js';

export interface BatchLimits {
	/** Events per request. */
	readonly flushAt: number;
	/** Bytes per request body. */
	readonly maxBatchBytes: number;
}

/** `{"events":[],"validate_only":true,"integration_source":"<64 characters>"}` around the events. */
const ENVELOPE_BYTES = 128;

/**
 * Takes the next batch out of a queue: from the front, as many as fit, at least one, all live or all validate-only.
 * One that alone is over the limit travels alone; whether it is too large, OpenAI decides.
 */
export function takeBatch<T extends { readonly item: BatchItem }>(
	queue: T[],
	{ flushAt, maxBatchBytes }: BatchLimits,
): T[] {
	const validateOnly = queue[0]?.item.validateOnly;
	const limit = Math.min(flushAt, MAX_EVENTS_PER_REQUEST);
	const batch: T[] = [];
	const passedOver: T[] = [];
	let sizeBytes = ENVELOPE_BYTES;
	let index = 0;
	for (; index < queue.length && batch.length < limit; index++) {
		const entry = queue[index] as T; // The index is within the queue.
		if (entry.item.validateOnly !== validateOnly) {
			passedOver.push(entry);
			continue;
		}
		sizeBytes += entry.item.sizeBytes + 1;
		if (sizeBytes > maxBatchBytes && batch.length > 0) break;
		batch.push(entry);
	}
	// Written back one by one: so many arguments as a queue may be long would overflow the stack.
	const kept = index - passedOver.length;
	for (const [offset, entry] of passedOver.entries()) queue[kept + offset] = entry;
	queue.splice(0, kept);
	return batch;
}

/** Cuts a list of one kind, all live or all validate-only, into batches, in order. Each event is measured once. */
export function cutIntoBatches<T extends { readonly item: BatchItem }>(
	entries: readonly T[],
	{ flushAt, maxBatchBytes }: BatchLimits,
): T[][] {
	const limit = Math.min(flushAt, MAX_EVENTS_PER_REQUEST);
	const batches: T[][] = [];
	let batch: T[] = [];
	let sizeBytes = ENVELOPE_BYTES;
	for (const entry of entries) {
		const added = entry.item.sizeBytes + 1;
		if (batch.length > 0 && (batch.length >= limit || sizeBytes + added > maxBatchBytes)) {
			batches.push(batch);
			batch = [];
			sizeBytes = ENVELOPE_BYTES;
		}
		batch.push(entry);
		sizeBytes += added;
	}
	return batch.length > 0 ? [...batches, batch] : batches;
}
