/** Leaves out events that have become too old while they waited, so that OpenAI does not refuse the others with them. */

import { MAX_EVENT_AGE_MS } from '../contract/limits.js';
import type { Clock } from '../primitives/clock.js';
import type { Send } from './send-outcome.js';

/** How long a request may take and its events still arrive in time. Our choice. */
const SAFETY_MARGIN_MS = 60_000;

/** Checks the age of every item just before each request. Makes no request when no item is left. */
export function withoutExpired(send: Send, clock: Pick<Clock, 'nowMs'>): Send {
	return async (items) => {
		const oldestMs = clock.nowMs() - MAX_EVENT_AGE_MS + SAFETY_MARGIN_MS;
		const fresh = items.filter((item) => item.timestampMs >= oldestMs);
		if (fresh.length === items.length) return send(items);
		const aged = items.filter((item) => item.timestampMs < oldestMs);
		const expired = new Map(aged.map((item) => [item, { attempts: 0 }]));
		if (fresh.length === 0) return { status: 'unsent', detail: '', attempts: 0, expired };
		return { ...(await send(fresh)), expired };
	};
}
