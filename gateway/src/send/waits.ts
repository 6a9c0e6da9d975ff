/** Knows what a run waits for: an answer, the end of a pause, or more input. */

import { parseRetryAfterMs } from 'openai-ads-destination/pipeline';
import type { Fetch } from '../outbound.js';
import { describeDuration } from './plan.js';

/** Shorter waits are not worth a word. (product decision) */
const NOTABLE_MS = 5000;

export class Waits {
	readonly #nowMs: () => number;
	/** `OpenAI`, `the gateway` */
	readonly #receiver: string;
	#underWay = 0;
	#refusal: { readonly word: string; readonly untilMs: number | undefined } | undefined;
	#changedMs: number;

	constructor(receiver: string, nowMs: () => number) {
		this.#receiver = receiver;
		this.#nowMs = nowMs;
		this.#changedMs = nowMs();
	}

	/** Makes a `fetch` that is watched. */
	watch(fetch: Fetch): Fetch {
		return async (url, init) => {
			this.#underWay++;
			this.#changedMs = this.#nowMs();
			try {
				const response = await fetch(url, init);
				this.#learn(response);
				return response;
			} catch (error) {
				this.#refusal = { word: `${this.#receiver} could not be reached`, untilMs: undefined };
				throw error;
			} finally {
				this.#underWay--;
				this.#changedMs = this.#nowMs();
			}
		};
	}

	/** Something else happened than a request: events were read, or got their results. */
	progress(): void {
		this.#changedMs = this.#nowMs();
	}

	/** `waiting for OpenAI's answer, 12 s so far`; `undefined` if nothing is waited for that is worth a word. */
	describe(): string | undefined {
		const nowMs = this.#nowMs();
		if (nowMs - this.#changedMs < NOTABLE_MS) return undefined;
		const soFar = `${describeDuration(Math.floor((nowMs - this.#changedMs) / 1000))} so far`;
		if (this.#underWay > 0) return `waiting for the answer of ${this.#receiver}, ${soFar}`;
		if (this.#refusal === undefined) return `waiting for more events, ${soFar}`;
		const { word, untilMs } = this.#refusal;
		const left = untilMs === undefined ? soFar : `${describeDuration(Math.max(0, untilMs - nowMs) / 1000)} left`;
		return `waiting before the next try, since ${word}, ${left}`;
	}

	#learn({ status, ok, headers }: Response): void {
		const waitMs = ok ? undefined : parseRetryAfterMs(headers.get('retry-after'), this.#nowMs());
		const untilMs = waitMs === undefined ? undefined : this.#nowMs() + waitMs;
		this.#refusal = ok ? undefined : { word: `${this.#receiver} answered ${status}`, untilMs };
	}
}
