/** Orders that come under two ids within a day, by marks: OpenAI counts those twice. */

import { DAY_MS } from 'openai-ads-destination/internal';
import { OldestFirst } from './oldest-first.js';

/** Orders that are known; about 7 MB. Our choice. */
const MAX_ORDERS = 50_000;

interface Seen {
	readonly order: number;
	readonly id: number;
	readonly atMs: number;
	isTold: boolean;
}

export class OrderIds {
	readonly #orders = new Map<number, Seen>();
	readonly #oldest = new OldestFirst(this.#orders);
	readonly #max: number;

	constructor(max = MAX_ORDERS) {
		this.#max = max;
	}

	/**
	 * True, once for an order, if it came under another id within a day.
	 *
	 * @param order mark of its number
	 * @param id mark of the event's id
	 */
	isTwice(order: number, id: number, nowMs: number): boolean {
		const seen = this.#orders.get(order);
		if (seen === undefined || nowMs - seen.atMs > DAY_MS) {
			this.#orders.delete(order);
			this.#orders.set(order, { order, id, atMs: nowMs, isTold: false });
			this.#evict();
			return false;
		}
		if (seen.isTold || seen.id === id) return false;
		seen.isTold = true;
		return true;
	}

	#evict(): void {
		while (this.#orders.size > this.#max) {
			const oldest = this.#oldest.next();
			if (oldest === undefined) return;
			this.#orders.delete(oldest.order);
		}
	}
}
