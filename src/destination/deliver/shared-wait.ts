/**
 * The wait that OpenAI asked for, shared by all requests of a destination. Pure: the time is passed in.
 * Only time ends it: an answer to a request that began before the refusal says nothing about the time after it.
 */

import { MAX_RETRY_AFTER_MS } from './retry-delay.js';

export class SharedWait {
	#sinceMs = 0;
	#untilMs = 0;
	#isTooLong = false;
	#refusals = 0;

	/** How often OpenAI asked for a wait. A batch that has waited once waits again only if this number has changed. */
	get refusals(): number {
		return this.#refusals;
	}

	/** OpenAI asked for more than the library waits: until the wait is over, sending is given up at once. */
	get isTooLong(): boolean {
		return this.#isTooLong;
	}

	/**
	 * Begins a wait, or makes it longer. Whatever OpenAI asks for, it is asked again after five minutes.
	 *
	 * @returns whether nobody was waiting before
	 */
	begin(nowMs: number, waitMs: number): boolean {
		const isNews = this.leftMs(nowMs) === 0;
		this.#untilMs = Math.max(isNews ? 0 : this.#untilMs, nowMs + Math.min(waitMs, MAX_RETRY_AFTER_MS));
		this.#isTooLong = waitMs > MAX_RETRY_AFTER_MS || (!isNews && this.#isTooLong);
		this.#sinceMs = nowMs;
		this.#refusals++;
		return isNews;
	}

	/** Milliseconds until the wait is over; 0 if there is none, or if the clock was set back since. */
	leftMs(nowMs: number): number {
		return nowMs < this.#sinceMs ? 0 : Math.max(0, this.#untilMs - nowMs);
	}
}
