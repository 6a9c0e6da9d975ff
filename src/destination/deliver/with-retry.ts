/** Adds resends to a way of sending. Knows when to wait and when to give up, not what an answer means. */

import type { Clock } from '../clock.js';
import { MAX_RETRY_AFTER_MS, retryDelayMs } from './retry-delay.js';
import type { Send, SendOutcome } from './send-outcome.js';

/**
 * Resends while the outcome is `retryable`, at most `maxRetries` times, always the same items.
 * Gives up at once when OpenAI asks for more than five minutes. The last outcome is returned, with all attempts counted.
 */
export function withRetry(send: Send, maxRetries: number, clock: Clock, random: () => number = Math.random): Send {
	return async (items) => {
		let attempts = 0;
		for (let retries = 0; ; retries++) {
			const outcome = await send(items);
			attempts += outcome.attempts;
			if (!canResend(outcome) || retries >= maxRetries) return { ...outcome, attempts };
			await clock.sleep(retryDelayMs(retries, outcome.retryAfterMs, random()));
		}
	};
}

function canResend(outcome: SendOutcome): outcome is SendOutcome & { status: 'retryable'; retryAfterMs?: number } {
	return outcome.status === 'retryable' && (outcome.retryAfterMs ?? 0) <= MAX_RETRY_AFTER_MS;
}
