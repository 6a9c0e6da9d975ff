/** Adds resends to a `Send`. Knows when to wait and when to give up, not what an answer means. */

import type { BatchItem } from '../batch/batch-item.js';
import { type Clock, sleepUnless } from '../primitives/clock.js';
import type { Logger } from '../primitives/logger.js';
import { Journey } from './journey.js';
import { MAX_RETRY_AFTER_MS, retryDelayMs } from './retry-delay.js';
import type { Send, SendOutcome } from './send-outcome.js';
import { SharedWait } from './shared-wait.js';

/** The ports that waiting needs. */
export interface RetryPorts extends Clock {
	readonly logger: Pick<Logger, 'warn'>;
}

/** The operator is told about longer waits. (product decision) */
const NOTABLE_WAIT_MS = 60_000;

const GIVEN_UP = {
	status: 'retryable',
	detail: 'OpenAI asked for a wait of more than five minutes, which is not over yet.',
	attempts: 0,
} as const;

/**
 * Resends the same items, except those that have become too old, while the outcome is `retryable`, at most `maxRetries` times.
 * Returns the last outcome, with all attempts counted.
 *
 * - A wait that OpenAI asks for, and that after a 429, holds the other batches of this `Send` too.
 * - It gives up at once, and for the others of the next five minutes, when OpenAI asks for more than five minutes.
 * - An event that would be too old when the wait ends has expired now.
 * - With `maxRetries` 0 nothing waits here: whoever resends the events waits.
 */
export function withRetry(send: Send, maxRetries: number, ports: RetryPorts, random: () => number = Math.random): Send {
	if (maxRetries === 0) return send;
	const shared = new SharedWait();
	return async (items, signal) => {
		const passage = new Passage(items, shared, ports, signal);
		const stopped = await passage.pass();
		if (stopped !== undefined) return stopped;
		for (let retries = 0; ; retries++) {
			const outcome = await passage.send(send);
			if (outcome.status !== 'retryable') return outcome;
			try {
				const delayMs = retryDelayMs(retries, outcome.retryAfterMs, random());
				if (isSharedWait(outcome)) passage.holdAll(delayMs, outcome.detail);
				if (retries >= maxRetries || delayMs > MAX_RETRY_AFTER_MS) return outcome;
				const stop = isSharedWait(outcome) ? await passage.pass() : await passage.wait(delayMs);
				if (stop !== undefined) return stop;
			} catch {
				// Resends without a wait would only hammer the service.
				return outcome;
			}
		}
	};
}

function isSharedWait({ isThrottled, retryAfterMs }: SendOutcome & { status: 'retryable' }): boolean {
	return isThrottled === true || retryAfterMs !== undefined;
}

/** One batch between its requests. */
class Passage {
	readonly #journey: Journey;
	readonly #shared: SharedWait;
	readonly #ports: RetryPorts;
	readonly #signal: AbortSignal | undefined;
	#refusalsSeen = 0;

	constructor(items: readonly BatchItem[], shared: SharedWait, ports: RetryPorts, signal: AbortSignal | undefined) {
		this.#journey = new Journey(items);
		this.#shared = shared;
		this.#ports = ports;
		this.#signal = signal;
	}

	async send(send: Send): Promise<SendOutcome> {
		return this.#journey.add(await send(this.#journey.open, this.#signal));
	}

	/** Waits as long as OpenAI asked all batches to wait. Returns an outcome if there is no sense in sending after that. */
	async pass(): Promise<SendOutcome | undefined> {
		while (this.#shared.refusals !== this.#refusalsSeen) {
			const leftMs = this.#shared.leftMs(this.#ports.nowMs());
			this.#refusalsSeen = this.#shared.refusals;
			if (leftMs === 0) return undefined;
			if (this.#shared.isTooLong) return this.#journey.add({ ...GIVEN_UP, retryAfterMs: leftMs });
			const stop = await this.wait(leftMs);
			if (stop !== undefined) return stop;
		}
		return undefined;
	}

	/** Waits, unless the events would be too old afterwards. Returns an outcome if there is no sense in sending after that. */
	async wait(delayMs: number): Promise<SendOutcome | undefined> {
		this.#journey.expireBy(this.#ports.nowMs() + delayMs);
		if (this.#journey.open.length === 0) return this.#journey.add({ status: 'unsent', detail: '', attempts: 0 });
		await sleepUnless(this.#ports, delayMs, this.#signal);
		return this.#signal?.aborted ? this.#journey.add({ status: 'interrupted', detail: '', attempts: 0 }) : undefined;
	}

	holdAll(delayMs: number, detail: string): void {
		const isNews = this.#shared.begin(this.#ports.nowMs(), delayMs);
		if (!isNews || delayMs <= NOTABLE_WAIT_MS) return;
		const message =
			delayMs > MAX_RETRY_AFTER_MS
				? 'OpenAI asks for a wait of more than five minutes. Events are handed back until it answers otherwise.'
				: 'OpenAI asks for a long wait. Events are kept and sent after it.';
		this.#ports.logger.warn(message, { waitSeconds: Math.round(delayMs / 1000), detail });
	}
}
