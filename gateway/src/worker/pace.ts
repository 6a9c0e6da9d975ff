/**
 * How fast the worker may go, from what OpenAI answered last. Pure: time and chance are passed in.
 *
 * - flowing: as many requests under way as the settings allow
 * - slowed: after 408, 429, 5xx or no answer, one request at a time, none before a shared time
 * - held: after a refused key or pixel, one small probe at growing intervals
 */

import { retryDelayMs } from 'openai-ads-destination/pipeline';

/** First and longest wait between probes. (product decision) */
const FIRST_PROBE_MS = 30_000;
const MAX_PROBE_MS = 5 * 60_000;
/** Events in a probe. Our choice. */
const PROBE_SIZE = 10;
/** Outages shorter than this many failures in a row are not worth a line in the log. Our choice. */
const NOTABLE_FAILURES = 3;

export type PaceChange = 'none' | 'held' | 'slowed' | 'resumed';

export class Pace {
	readonly #maxInFlight: number;
	#notBeforeMs = 0;
	#failures = 0;
	#lastFailureMs = 0;
	/** Wait before the next probe; 0 while events flow. */
	#probeMs = 0;

	constructor(maxInFlight: number) {
		this.#maxInFlight = maxInFlight;
	}

	get isHeld(): boolean {
		return this.#probeMs > 0;
	}

	/** Requests that may be under way at once. */
	get maxInFlight(): number {
		return this.#failures > 0 || this.isHeld ? 1 : this.#maxInFlight;
	}

	/** Largest batch to send now. */
	get maxEvents(): number {
		return this.isHeld ? PROBE_SIZE : 1000;
	}

	/** Milliseconds until the next request may go; 0 or less is now. */
	waitMs(nowMs: number): number {
		return this.#notBeforeMs - nowMs;
	}

	/** OpenAI answered about the events themselves: the way is clear. */
	onAnswered(): PaceChange {
		const wasNotable = this.isHeld || this.#failures >= NOTABLE_FAILURES;
		this.#failures = 0;
		this.#probeMs = 0;
		this.#notBeforeMs = 0;
		return wasNotable ? 'resumed' : 'none';
	}

	/** @param startedMs when the request went out; of requests that failed together only one counts */
	onRetryable(startedMs: number, nowMs: number, retryAfterMs: number | undefined, random: number): PaceChange {
		const isNews = startedMs >= this.#lastFailureMs;
		if (isNews) this.#failures++;
		this.#lastFailureMs = nowMs;
		this.#waitUntil(nowMs + Math.max(retryDelayMs(this.#failures - 1, retryAfterMs, random), this.#probeMs));
		return isNews && this.#failures === NOTABLE_FAILURES && !this.isHeld ? 'slowed' : 'none';
	}

	onUnauthorized(startedMs: number, nowMs: number): PaceChange {
		if (this.isHeld && startedMs < this.#lastFailureMs) return 'none';
		const wasHeld = this.isHeld;
		this.#probeMs = wasHeld ? Math.min(MAX_PROBE_MS, this.#probeMs * 2) : FIRST_PROBE_MS;
		this.#lastFailureMs = nowMs;
		this.#waitUntil(nowMs + this.#probeMs);
		return wasHeld ? 'none' : 'held';
	}

	#waitUntil(timeMs: number): void {
		this.#notBeforeMs = Math.max(this.#notBeforeMs, timeMs);
	}
}
