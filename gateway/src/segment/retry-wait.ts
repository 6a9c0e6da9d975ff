/** How long to wait before a reading request is made again. Pure. */

import { parseRetryAfterMs } from 'openai-ads-destination/pipeline';
import * as z from 'zod';

/** Waits before the second, third and fourth attempt when Segment names none. Our choice. */
const WAITS_MS = [1000, 2000, 4000] as const;
/** Longest wait a person at a terminal is put through. Segment's windows are a minute long. */
const MAX_WAIT_MS = 60_000;

/**
 * @param attempt 1 after the first failure
 * @param askedMs what Segment asked for
 * @returns milliseconds; `undefined` if it should not be tried again: out of attempts, or the wait would be too long
 */
export function nextWaitMs(attempt: number, askedMs: number | undefined): number | undefined {
	const ownMs = WAITS_MS[attempt - 1];
	if (ownMs === undefined) return undefined;
	const waitMs = askedMs ?? ownMs;
	return waitMs <= MAX_WAIT_MS ? waitMs : undefined;
}

const rateLimitSchema = z.object({
	errors: z.array(z.object({ data: z.object({ msBeforeNext: z.number().nonnegative() }) })).min(1),
});

/**
 * Reads the delay Segment asks for: `Retry-After` in seconds or as a date, else `msBeforeNext` of its rate limit error.
 *
 * @returns milliseconds, not negative; `undefined` if neither is there
 * @source https://docs.segmentapis.com/tag/Rate-Limits (read 2026-11-22)
 */
export function readAskedMs(retryAfter: string | null, body: unknown, nowMs: number): number | undefined {
	const headerMs = parseRetryAfterMs(retryAfter, nowMs);
	return headerMs ?? rateLimitSchema.safeParse(body).data?.errors[0]?.data.msBeforeNext;
}
