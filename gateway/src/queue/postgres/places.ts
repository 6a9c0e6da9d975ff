/** How far the search for ready events has come, for each lane and class. */

import type { EventRow } from './event-row.js';

/** After this it begins anew, since other gateways may have added what goes first. Our choice. */
const LIFETIME_MS = 1000;
const BEGINNING = [-9e15, '0'] as const;

/** A deadline, and the key of the last event with it that was passed. */
type Place = readonly [deadlineMs: number, key: string];

export class Places {
	readonly #monotonicMs: () => number;
	readonly #places = new Map<string, Place>();
	#sinceMs = 0;

	constructor(monotonicMs: () => number) {
		this.#monotonicMs = monotonicMs;
	}

	/** Somewhere it does not begin at the beginning. */
	get isAhead(): boolean {
		if (this.#places.size > 0 && this.#monotonicMs() - this.#sinceMs > LIFETIME_MS) this.#places.clear();
		return this.#places.size > 0;
	}

	of(lane: number, eventClass: number): Place {
		return this.#places.get(`${lane} ${eventClass}`) ?? BEGINNING;
	}

	pass(lane: number, { class: eventClass, deadline_ms, key }: EventRow): void {
		if (this.#places.size === 0) this.#sinceMs = this.#monotonicMs();
		this.#places.set(`${lane} ${eventClass}`, [Number(deadline_ms), key]);
	}

	/** There may be events of this deadline and later ones. */
	goBack(deadlineMs = Number.NEGATIVE_INFINITY): void {
		if (deadlineMs === Number.NEGATIVE_INFINITY) this.#places.clear();
		for (const [name, [passedMs]] of this.#places) {
			if (passedMs >= deadlineMs) this.#places.set(name, [deadlineMs - 1, '0']);
		}
	}
}
