/** Leaves out events that have become too old while they waited, so that OpenAI does not refuse the others with them. */

import type { BatchItem } from '../batch/batch-item.js';
import { MAX_EVENT_AGE_MS } from '../contract/limits.js';
import type { Clock } from '../primitives/clock.js';
import type { Send, Travel } from './send-outcome.js';

/** How long a request may take and its events still arrive in time. Our choice. */
const SAFETY_MARGIN_MS = 60_000;

/** Whether an item will be too old to be sent at a time. */
export function isTooOld({ timestampMs }: BatchItem, timeMs: number): boolean {
	return timestampMs < timeMs - MAX_EVENT_AGE_MS + SAFETY_MARGIN_MS;
}

/** Checks the age of every item just before each request. Makes no request when no item is left. */
export function withoutExpired(send: Send, clock: Pick<Clock, 'nowMs'>): Send {
	return async (items, signal) => {
		const nowMs = clock.nowMs();
		const fresh: BatchItem[] = [];
		const expired = new Map<BatchItem, Travel>();
		for (const item of items) {
			if (isTooOld(item, nowMs)) expired.set(item, { attempts: 0 });
			else fresh.push(item);
		}
		if (expired.size === 0) return send(items, signal);
		if (fresh.length === 0) return { status: 'unsent', detail: '', attempts: 0, expired };
		return { ...(await send(fresh, signal)), expired };
	};
}
