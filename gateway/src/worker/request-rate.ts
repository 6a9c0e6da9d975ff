/** How many requests a second a pixel may send: what the operator set, and what OpenAI bears. Time is passed in by a clock. */

import { isRecord } from 'openai-ads-destination/internal';

/** Answers of at least this long, and at least so many, are judged together. Our choice. */
const [WINDOW_MS, WINDOW_ANSWERS] = [10_000, 10];
/** Share of 429 that is too much, and what follows. (product decision) */
const [MAX_SHARE, SLOWER, FASTER] = [0.1, 0.7, 1.1];
/** It never gets slower, and beyond the second there is no limit any more. Our choice. */
const [LEAST_PER_SECOND, UNLIMITED_PER_SECOND] = [0.1, 1000];

/** How long it is worth remembering while nothing is sent: limits are made for moments. Our choice. */
const MEMORY_MS = 60 * 60_000;

export interface RateMemory {
	readonly perSecond: number;
	/** Unix milliseconds. */
	readonly atMs: number;
}

/**
 * A token for each request, filled at the rate and never more than one, so that requests are spread evenly. What is sent without
 * asking, such as the search for a bad event within one delivery, is owed, and waited for afterwards.
 */
export class RequestRate {
	readonly #nowMs: () => number;
	#configured = Number.POSITIVE_INFINITY;
	/** What OpenAI bears, as far as is known. */
	#borne = Number.POSITIVE_INFINITY;
	#tokens = 1;
	#filledMs: number;
	#window: { readonly startMs: number; answers: number; throttled: number };

	/** @param nowMs of a clock that never jumps */
	constructor(nowMs: () => number) {
		this.#nowMs = nowMs;
		this.#filledMs = nowMs();
		this.#window = { startMs: nowMs(), answers: 0, throttled: 0 };
	}

	/** @param maxPerSecond what the operator allows; undefined for no limit */
	configure(maxPerSecond: number | undefined): void {
		this.#fill();
		this.#configured = maxPerSecond ?? Number.POSITIVE_INFINITY;
	}

	get perSecond(): number {
		return Math.min(this.#configured, this.#borne);
	}

	/** What OpenAI bears, as plain JSON for the next process; `undefined` without a limit. @param nowMs Unix milliseconds */
	toMemory(nowMs: number): RateMemory | undefined {
		return Number.isFinite(this.#borne) ? { perSecond: this.#borne, atMs: nowMs } : undefined;
	}

	/** Goes on with what an earlier process learned within the last hour; anything else is passed over. */
	recall(memory: unknown, nowMs: number): void {
		const { perSecond, atMs } = isRecord(memory) ? memory : {};
		if (typeof perSecond !== 'number' || typeof atMs !== 'number') return;
		const isFresh = atMs <= nowMs && nowMs - atMs <= MEMORY_MS;
		if (!isFresh || !(perSecond >= LEAST_PER_SECOND && perSecond <= UNLIMITED_PER_SECOND * FASTER)) return;
		this.#fill();
		this.#borne = perSecond;
	}

	/** A request leaves. */
	spend(): void {
		this.#fill();
		this.#tokens -= 1;
	}

	/** A request was answered. @param isThrottled with 429 */
	answered(isThrottled: boolean): void {
		const window = this.#window;
		window.answers += 1;
		if (isThrottled) window.throttled += 1;
		const nowMs = this.#nowMs();
		const lastedMs = nowMs - window.startMs;
		if (lastedMs < WINDOW_MS || window.answers < WINDOW_ANSWERS) return;
		this.#fill();
		this.#judge(window.throttled / window.answers, (window.answers * 1000) / lastedMs);
		this.#window = { startMs: nowMs, answers: 0, throttled: 0 };
	}

	/** How long until the next request may leave; 0 for at once. */
	waitMs(): number {
		this.#fill();
		return this.#tokens >= 1 ? 0 : Math.ceil(((1 - this.#tokens) * 1000) / this.perSecond);
	}

	#judge(shareThrottled: number, perSecond: number): void {
		if (shareThrottled > MAX_SHARE) {
			this.#borne = Math.max(LEAST_PER_SECOND, Math.min(this.#borne, perSecond) * SLOWER);
		} else if (this.#borne < UNLIMITED_PER_SECOND) {
			this.#borne *= FASTER;
		} else {
			this.#borne = Number.POSITIVE_INFINITY;
		}
	}

	#fill(): void {
		const nowMs = this.#nowMs();
		const { perSecond } = this;
		const more = perSecond === Number.POSITIVE_INFINITY ? 1 : ((nowMs - this.#filledMs) * perSecond) / 1000;
		this.#tokens = perSecond === Number.POSITIVE_INFINITY ? 1 : Math.min(1, this.#tokens + more);
		this.#filledMs = nowMs;
	}
}
