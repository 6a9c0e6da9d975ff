/** How far the items of a batch have come, over several requests. Pure: the time is passed in. */

import type { BatchItem } from '../batch/batch-item.js';
import type { SendOutcome, Travel } from './send-outcome.js';
import { isTooOld } from './without-expired.js';

/** Of an item that was in no request. */
export const NO_TRAVEL: Travel = { attempts: 0 };

/** Adds a request, or several, to those of before. */
export function addTravel(before: Travel | undefined, travel: Travel): Travel {
	if (before === undefined) return travel;
	const { attempts, requestId } = travel;
	return { attempts: before.attempts + attempts, requestId: requestId ?? before.requestId };
}

/** Follows the items of one batch. */
export class Journey {
	readonly #items: readonly BatchItem[];
	readonly #expired = new Map<BatchItem, Travel>();
	#travel = NO_TRAVEL;

	constructor(items: readonly BatchItem[]) {
		this.#items = items;
	}

	/** The items that can still be sent; the same list as long as none has become too old. */
	get open(): readonly BatchItem[] {
		return this.#expired.size === 0 ? this.#items : this.#items.filter((item) => !this.#expired.has(item));
	}

	/** Adds the outcome of the next request. Returns it with all attempts and expired items so far. */
	add(outcome: SendOutcome): SendOutcome {
		for (const [item, travel] of outcome.expired ?? []) this.#expired.set(item, addTravel(this.#travel, travel));
		this.#travel = addTravel(this.#travel, outcome);
		return { ...outcome, ...this.#travel, expired: this.#expired };
	}

	/** Takes out the items that will be too old at a time: waiting until then would be in vain. */
	expireBy(timeMs: number): void {
		for (const item of this.open) if (isTooOld(item, timeMs)) this.#expired.set(item, this.#travel);
	}
}
