/** How long to wait before a read is repeated. Pure. */

import { parseRetryAfterMs } from 'openai-ads-destination/pipeline';
import * as z from 'zod';

/** Waits before the second, third and fourth attempt if Segment asks for none. Our choice. */
const WAITS_MS = [1000, 2000, 4000] as const;
/** Longest wait for a person at a terminal. Segment's rate limit windows are a minute long. */
const MAX_WAIT_MS = 60_000;

/**
 * @param attempt 1 after the first failure
 * @param requestedMs the wait that Segment asked for
 * @returns milliseconds; `undefined` to give up: no attempt is left, or the wait would be too long
 */
export function nextWaitMs(attempt: number, requestedMs: number | undefined): number | undefined {
	const ownMs = WAITS_MS[attempt - 1];
	if (ownMs === undefined) return undefined;
	const waitMs = requestedMs ?? ownMs;
	return waitMs <= MAX_WAIT_MS ? waitMs : undefined;
}

const rateLimitSchema = z.object({
	errors: z.array(z.object({ data: z.object({ msBeforeNext: z.number().nonnegative() }) })).min(1),
});

/**
 * Reads the wait that Segment asks for: `Retry-After` in seconds or as a date, else `msBeforeNext` of its rate limit error.
 *
 * @returns milliseconds, not negative; `undefined` if both are missing
 * @source https://docs.segmentapis.com/tag/Rate-Limits (read 2026-11-22)
 */
export function readRequestedWaitMs(retryAfter: string | null, body: unknown, nowMs: number): number | undefined {
	const headerMs = parseRetryAfterMs(retryAfter, nowMs);
	return headerMs ?? rateLimitSchema.safeParse(body).data?.errors[0]?.data.msBeforeNext;
}
