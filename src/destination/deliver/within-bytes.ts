/** Keeps requests within `maxBatchBytes` when events have grown after their batch was cut. */

import { bytesOf, cutIntoBatches, ENVELOPE_BYTES } from '../batch/batch.js';
import type { BatchItem } from '../batch/batch-item.js';
import { MAX_EVENTS_PER_REQUEST } from '../contract/limits.js';
import type { Deliver, Delivered } from './isolate-poison.js';

const addSize = (sum: number, item: BatchItem) => sum + bytesOf(item);

/** Delivers a batch that has grown too large as several, one after the other. */
export function withinBytes(deliver: Deliver, maxBatchBytes: number): Deliver {
	return async (items, signal) => {
		const sizeBytes = items.reduce(addSize, ENVELOPE_BYTES);
		if (sizeBytes <= maxBatchBytes) return deliver(items, signal);
		const entries = items.map((item) => ({ item }));
		const delivered: Delivered[] = [];
		for (const batch of cutIntoBatches(entries, { flushAt: MAX_EVENTS_PER_REQUEST, maxBatchBytes })) {
			const part = batch.map(({ item }) => item);
			delivered.push(...(await deliver(part, signal)));
		}
		return delivered;
	};
}
