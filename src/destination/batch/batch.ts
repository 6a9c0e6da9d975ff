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
export const ENVELOPE_BYTES = 128;

/**
 * Takes the next batch out of a queue: from the front, as many as fit, at least one, all live or all validate-only.
 * An event over the byte limit travels alone; OpenAI decides whether it is too large.
 */
export function takeBatch<T extends { readonly item: BatchItem }>(queue: T[], limits: BatchLimits): T[] {
	const validateOnly = queue[0]?.item.validateOnly;
	const batch: T[] = [];
	const passedOver: T[] = [];
	let sizeBytes = ENVELOPE_BYTES;
	let index = 0;
	for (; index < queue.length && !isFull(batch.length, limits); index++) {
		const entry = queue[index] as T; // The index is within the queue.
		if (entry.item.validateOnly !== validateOnly) {
			passedOver.push(entry);
			continue;
		}
		if (!fits(batch.length, sizeBytes, entry.item, limits)) break;
		batch.push(entry);
		sizeBytes += bytesOf(entry.item);
	}
	// Written back one by one: spreading a long queue into arguments would overflow the stack.
	const kept = index - passedOver.length;
	for (const [offset, entry] of passedOver.entries()) queue[kept + offset] = entry;
	queue.splice(0, kept);
	return batch;
}

/** Cuts a list, all live or all validate-only, into batches, in order. Each event is measured once. */
export function cutIntoBatches<T extends { readonly item: BatchItem }>(
	entries: readonly T[],
	limits: BatchLimits,
): T[][] {
	const batches: T[][] = [];
	let batch: T[] = [];
	let sizeBytes = ENVELOPE_BYTES;
	for (const entry of entries) {
		if (!fits(batch.length, sizeBytes, entry.item, limits)) {
			batches.push(batch);
			batch = [];
			sizeBytes = ENVELOPE_BYTES;
		}
		batch.push(entry);
		sizeBytes += bytesOf(entry.item);
	}
	return batch.length > 0 ? [...batches, batch] : batches;
}

/** Whether one more event fits into a batch of `count` events and `sizeBytes`. An empty batch takes any event. */
function fits(count: number, sizeBytes: number, next: BatchItem, limits: BatchLimits): boolean {
	if (count === 0) return true;
	return !isFull(count, limits) && sizeBytes + bytesOf(next) <= limits.maxBatchBytes;
}

function isFull(count: number, { flushAt }: BatchLimits): boolean {
	return count >= flushAt || count >= MAX_EVENTS_PER_REQUEST;
}

/** An event and its comma. */
export function bytesOf({ sizeBytes }: BatchItem): number {
	return sizeBytes + 1;
}
