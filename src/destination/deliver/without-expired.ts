/** Leaves out events that have become too old while they waited, so that OpenAI does not refuse the others with them. */

import type { BatchItem } from '../batch/batch-item.js';
import { MAX_EVENT_AGE_MS } from '../contract/limits.js';
import type { Clock } from '../primitives/clock.js';
import type { Send } from './send-outcome.js';

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
		const aged = items.filter((item) => isTooOld(item, nowMs));
		if (aged.length === 0) return send(items, signal);
		const fresh = items.filter((item) => !isTooOld(item, nowMs));
		const expired = new Map(aged.map((item) => [item, { attempts: 0 }]));
		if (fresh.length === 0) return { status: 'unsent', detail: '', attempts: 0, expired };
		return { ...(await send(fresh, signal)), expired };
	};
}
