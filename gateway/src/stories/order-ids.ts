/** Orders that come under two ids within a day, by digests: OpenAI counts those twice. */

import { hash } from 'node:crypto';
import { DAY_MS } from 'openai-ads-destination/internal';
import { readOrder } from './identity.js';
import { OldestFirst } from './oldest-first.js';

/** Orders that are known; about 10 MB. Our choice. */
const MAX_ORDERS = 50_000;

interface Seen {
	readonly key: string;
	readonly id: string;
	readonly atMs: number;
	isTold: boolean;
}

export class OrderIds {
	readonly #orders = new Map<string, Seen>();
	readonly #oldest = new OldestFirst(this.#orders);
	readonly #max: number;

	constructor(max = MAX_ORDERS) {
		this.#max = max;
	}

	/** True, once for an order, if it came under another id within a day. */
	isTwice(pixelId: string, event: unknown, id: string, nowMs: number): boolean {
		const text = readOrder(event);
		if (text === undefined) return false;
		const key = digest([pixelId, text]);
		const seen = this.#orders.get(key);
		if (seen === undefined || nowMs - seen.atMs > DAY_MS) {
			this.#orders.delete(key);
			this.#orders.set(key, { key, id: digest([id]), atMs: nowMs, isTold: false });
			this.#evict();
			return false;
		}
		if (seen.isTold || seen.id === digest([id])) return false;
		seen.isTold = true;
		return true;
	}

	#evict(): void {
		while (this.#orders.size > this.#max) {
			const oldest = this.#oldest.next();
			if (oldest === undefined) return;
			this.#orders.delete(oldest.key);
		}
	}
}

function digest(parts: readonly string[]): string {
	return hash('sha256', JSON.stringify(parts), 'base64url').slice(0, 16);
}
