/**
 * How fast the worker may send, judged by OpenAI's last answers. Pure: time and chance are passed in.
 *
 * - sending: as many requests under way as the settings allow
 * - slowed: after 408, 429, 5xx or no answer, one request at a time, none before a shared time
 * - held: after a refused key or pixel ID, one small probe at growing intervals
 */

import { MAX_EVENTS_PER_REQUEST } from 'openai-ads-destination/internal';
import { retryDelayMs } from 'openai-ads-destination/pipeline';

/** First and longest wait between probes. (product decision) */
const FIRST_PROBE_MS = 30_000;
const MAX_PROBE_MS = 5 * 60_000;
/** Events in a probe. Our choice. */
const PROBE_SIZE = 10;
/** Fewer failures in a row than this are not worth a line in the log. Our choice. */
const NOTABLE_FAILURES = 3;

/** What a change of pace means to the operator. */
export type PaceChange = 'none' | 'held' | 'slowed' | 'resumed';

export class Pace {
	readonly #maxInFlight: number;
	#notBeforeMs = 0;
	#failures = 0;
	#lastFailureMs = 0;
	/** Wait before the next probe; 0 unless held. */
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
		return this.isHeld ? PROBE_SIZE : MAX_EVENTS_PER_REQUEST;
	}

	/** Milliseconds until the next request may be sent; 0 or less means now. */
	waitMs(nowMs: number): number {
		return this.#notBeforeMs - nowMs;
	}

	/** OpenAI answered about the events themselves: send at full speed. */
	onAnswered(): PaceChange {
		const wasNotable = this.isHeld || this.#failures >= NOTABLE_FAILURES;
		this.#failures = 0;
		this.#probeMs = 0;
		this.#notBeforeMs = 0;
		return wasNotable ? 'resumed' : 'none';
	}

	/** @param startedMs when the request was sent; of requests that failed together only one counts */
	onRetryable(startedMs: number, nowMs: number, retryAfterMs: number | undefined, random: number): PaceChange {
		const isNewFailure = startedMs >= this.#lastFailureMs;
		if (isNewFailure) this.#failures++;
		this.#lastFailureMs = nowMs;
		this.#waitUntil(nowMs + Math.max(retryDelayMs(this.#failures - 1, retryAfterMs, random), this.#probeMs));
		return isNewFailure && this.#failures === NOTABLE_FAILURES && !this.isHeld ? 'slowed' : 'none';
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
