/** How long to wait before a resend. Pure: time and chance are passed in. */

/** Base and ceiling of the exponential back-off, in milliseconds: docs/decisions/0007-full-jitter.md */
const BASE_DELAY_MS = 500;
const MAX_DELAY_MS = 30_000;

/** The library does not wait longer than this; a durable queue may keep the events. (product decision) */
export const MAX_RETRY_AFTER_MS = 5 * 60 * 1000;

/**
 * Exponential back-off with full jitter. A delay that OpenAI named is used unchanged.
 *
 *   retryDelayMs(0, undefined, 0.5)    // 250
 *   retryDelayMs(3, undefined, 0.5)    // 2000
 *   retryDelayMs(3, 12_000, 0.5)       // 12000
 *
 * @param retriesSoFar resends so far, 0 before the first
 * @param random 0 to 1
 */
export function retryDelayMs(retriesSoFar: number, retryAfterMs: number | undefined, random: number): number {
	if (retryAfterMs !== undefined) return retryAfterMs;
	return random * Math.min(MAX_DELAY_MS, BASE_DELAY_MS * 2 ** Math.min(retriesSoFar, 16));
}
