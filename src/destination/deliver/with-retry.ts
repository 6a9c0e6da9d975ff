/** Adds resends to a `Send`. Knows when to wait and when to give up, not what an answer means. */

import type { BatchItem } from '../batch/batch-item.js';
import type { Clock } from '../primitives/clock.js';
import { MAX_RETRY_AFTER_MS, retryDelayMs } from './retry-delay.js';
import type { Send, SendOutcome, Travel } from './send-outcome.js';

/**
 * Resends the same items, except those that have become too old, while the outcome is `retryable`, at most `maxRetries` times.
 * Gives up at once when OpenAI asks for more than five minutes. Returns the last outcome, with all attempts counted.
 */
export function withRetry(send: Send, maxRetries: number, clock: Clock, random: () => number = Math.random): Send {
	return async (items) => {
		const expired = new Map<BatchItem, Travel>();
		let travel: Travel = { attempts: 0 };
		for (let retries = 0; ; retries++) {
			const outcome = await send(expired.size === 0 ? items : items.filter((item) => !expired.has(item)));
			for (const item of outcome.expired?.keys() ?? []) expired.set(item, travel);
			travel = {
				attempts: travel.attempts + outcome.attempts,
				requestId: outcome.requestId ?? travel.requestId,
			};
			const soFar = { ...outcome, ...travel, expired };
			if (!canResend(outcome) || retries >= maxRetries) return soFar;
			try {
				await clock.sleep(retryDelayMs(retries, outcome.retryAfterMs, random()));
			} catch {
				// Resends without a wait would only hammer the service.
				return soFar;
			}
		}
	};
}

function canResend(outcome: SendOutcome): outcome is SendOutcome & { status: 'retryable'; retryAfterMs?: number } {
	return outcome.status === 'retryable' && (outcome.retryAfterMs ?? 0) <= MAX_RETRY_AFTER_MS;
}
