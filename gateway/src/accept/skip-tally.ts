/** Counts what was skipped on purpose by reason: a request of events that nobody maps must not look like one that is sent. */

import type { Admission } from 'openai-ads-destination/pipeline';

export class SkipTally {
	readonly #reasons = new Map<string, number>();

	/** An `identify` that was remembered has done all that it is for. */
	add({ result }: Admission): void {
		if (result?.outcome !== 'skipped' || result.reason === 'profile_remembered') return;
		this.#reasons.set(result.reason, (this.#reasons.get(result.reason) ?? 0) + 1);
	}

	/** Orders that waited, or came, and are not sent since they were cancelled; not all of them are of this request. */
	addCancelled(count: number): void {
		if (count > 0) this.#reasons.set('cancelled', this.cancelled + count);
	}

	get cancelled(): number {
		return this.#reasons.get('cancelled') ?? 0;
	}

	/** `{ skipped: { event_not_mapped: 2 } }`, or nothing. */
	count(): { readonly skipped?: Readonly<Record<string, number>> } {
		return this.#reasons.size === 0 ? {} : { skipped: Object.fromEntries(this.#reasons) };
	}
}
