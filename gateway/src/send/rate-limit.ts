/** Keeps a number of events a second: a token bucket that holds one second's worth. */

export interface RateClock {
	/** Milliseconds of a clock that never jumps. */
	monotonicMs(): number;
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Waits until so many events may go. An aborted signal ends the wait. */
export type RateLimit = (events: number, signal?: AbortSignal) => Promise<void>;

export const NO_LIMIT: RateLimit = async () => {};

/** @param perSecond events a second, above 0; the first second's worth goes at once */
export function createRateLimit(perSecond: number, clock: RateClock): RateLimit {
	const full = Math.max(1, perSecond);
	let tokens = full;
	let countedMs = clock.monotonicMs();
	return async (events, signal) => {
		const nowMs = clock.monotonicMs();
		tokens = Math.min(full, tokens + ((nowMs - countedMs) * perSecond) / 1000) - events;
		countedMs = nowMs;
		// More than a second's worth leaves a debt, which the wait pays.
		if (tokens < 0) await clock.sleep((-tokens * 1000) / perSecond, signal);
	};
}
