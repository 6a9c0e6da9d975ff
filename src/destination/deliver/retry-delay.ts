/** How long to wait before a resend. Pure: time and chance are passed in. */

/** Base and ceiling of the exponential back-off, in milliseconds: docs/decisions/0007-full-jitter.md */
const BASE_DELAY_MS = 500;
const MAX_DELAY_MS = 30_000;

/** The library gives up on longer waits; a durable queue may keep the events that long. (product decision) */
export const MAX_RETRY_AFTER_MS = 5 * 60 * 1000;

/**
 * Exponential back-off with full jitter; a delay that OpenAI named is obeyed as it is.
 *
 *   retryDelayMs(0, undefined, 0.5)    // 250
 *   retryDelayMs(3, undefined, 0.5)    // 2000
 *   retryDelayMs(3, 12_000, 0.5)       // 12000
 *
 * @param retriesSoFar resends made already, 0 before the first
 * @param random 0 to 1
 */
export function retryDelayMs(retriesSoFar: number, retryAfterMs: number | undefined, random: number): number {
	if (retryAfterMs !== undefined) return retryAfterMs;
	return random * Math.min(MAX_DELAY_MS, BASE_DELAY_MS * 2 ** Math.min(retriesSoFar, 16));
}

const ZONE = /(?:GMT|UTC|[+-]\d{4})$/i;

/**
 * Reads a `Retry-After` header in both forms: seconds, or an HTTP date.
 *
 *   parseRetryAfterMs('120', now)                           // 120000
 *   parseRetryAfterMs('Sun, 22 Nov 2026 12:00:30 GMT', now) // 30000 at 12:00:00
 *
 * @returns milliseconds from `nowMs`, 0 for a date in the past; `undefined` for a missing or unreadable header
 * @source RFC 9110 section 10.2.3
 */
export function parseRetryAfterMs(header: string | null, nowMs: number): number | undefined {
	const text = header?.trim() ?? '';
	if (/^\d+$/.test(text)) return Number(text) * 1000;
	// Date.parse takes much that is no HTTP date, such as "-5"; the day's name is what they all begin with.
	if (!/^[a-z]{3,9},? /i.test(text)) return undefined;
	// The oldest of the three forms names no zone and means GMT.
	const dateMs = Date.parse(ZONE.test(text) ? text : `${text} GMT`);
	return Number.isNaN(dateMs) ? undefined : Math.max(0, dateMs - nowMs);
}
