/** Counts what became of a request's events, and keeps as many of the refused ones as an answer lists. */

import type { Log } from '../log.js';
import type { AcceptResult, RefusedEvent } from './accept-result.js';
import type { Ending } from './ending.js';

/** Refused events that an answer lists. (product decision) */
export const MAX_LISTED = 100;

export class AnswerTally {
	readonly #listed: RefusedEvent[] = [];
	#refusedCount = 0;
	/** A request of events that nobody maps must not look like one that is sent. */
	readonly #skipped = new Map<string, number>();
	readonly #refused = new Map<string, { count: number; readonly detail: string }>();

	add(ending: Ending, index: number): void {
		const { reason } = ending;
		if (ending.outcome === 'skipped') {
			this.#skipped.set(reason, (this.#skipped.get(reason) ?? 0) + 1);
			return;
		}
		const { detail } = ending;
		this.#refusedCount += 1;
		if (this.#listed.length < MAX_LISTED) this.#listed.push({ index, reason, detail });
		const known = this.#refused.get(reason);
		if (known === undefined) this.#refused.set(reason, { count: 1, detail });
		else known.count += 1;
	}

	/** @param count all events of the request */
	toResult(count: number): AcceptResult {
		const skipped = this.#skipped.size === 0 ? {} : { skipped: Object.fromEntries(this.#skipped) };
		const accepted = count - this.#refusedCount;
		return { accepted, ...skipped, refused: this.#listed, refusedCount: this.#refusedCount };
	}

	/** SDKs don't read the answer, so the log tells the operator. One line per request and reason. */
	report(log: Log): void {
		for (const [reason, { count, detail }] of this.#refused) {
			log.error({ reason, count, detail }, 'Events were refused and will not be sent.');
		}
	}
}
