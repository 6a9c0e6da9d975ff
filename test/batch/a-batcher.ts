/** A batcher under a test's control. */

import type { BatchItem } from '../../src/destination/batch/batch-item.js';
import { Batcher, type BatcherSettings } from '../../src/destination/batch/batcher.js';
import type { EventResult } from '../../src/destination/event-result.js';

const SETTINGS = { flushAt: 3, flushInterval: 1000, maxBatchBytes: 1_000_000, maxInFlight: 2, maxQueued: 100 };

/** A batcher whose deliveries the test ends. */
export function aBatcher(settings: Partial<BatcherSettings> = {}) {
	const sent: string[] = [];
	const ends: (() => void)[] = [];
	const deliver = (batch: readonly BatchItem[]) => {
		sent.push(batch.map(({ id }) => id).join(' '));
		return new Promise<EventResult[]>((resolve) => {
			ends.push(() => resolve(batch.map(({ id }) => ({ outcome: 'accepted', messageId: id, attempts: 1 }))));
		});
	};
	const batcher = new Batcher({ ...SETTINGS, ...settings }, deliver);
	return {
		batcher,
		sent,
		endNext: () => ends.shift()?.(),
		add: (list: readonly BatchItem[]) => list.map((item) => batcher.add(item)),
	};
}

/** Runs the callbacks of promises that have settled. */
export async function turn(): Promise<void> {
	for (let round = 0; round < 10; round++) await Promise.resolve();
}
