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
	/** Handed out since it last went back: they stand before where it is, or there. */
	readonly #passed = new Set<string>();
	#sinceMs = 0;

	constructor(monotonicMs: () => number) {
		this.#monotonicMs = monotonicMs;
	}

	/** Somewhere it does not begin at the beginning. */
	get isAhead(): boolean {
		if (this.#places.size > 0 && this.#monotonicMs() - this.#sinceMs > LIFETIME_MS) this.goBack();
		return this.#places.size > 0;
	}

	of(lane: number, eventClass: number): Place {
		return this.#places.get(`${lane} ${eventClass}`) ?? BEGINNING;
	}

	/** @param rows of one lane and class, in their order */
	pass(lane: number, eventClass: number, rows: readonly EventRow[]): void {
		const last = rows.at(-1);
		if (last === undefined) return;
		if (this.#places.size === 0) this.#sinceMs = this.#monotonicMs();
		this.#places.set(`${lane} ${eventClass}`, [Number(last.deadline_ms), last.key]);
		for (const { key } of rows) this.#passed.add(key);
	}

	/** Those of these keys that it may come upon again. */
	notPassed(keys: ReadonlySet<string>): readonly string[] {
		if (this.#passed.size === 0) return [...keys];
		return [...keys].filter((key) => !this.#passed.has(key));
	}

	/** There may be events of this deadline and later ones. */
	goBack(deadlineMs = Number.NEGATIVE_INFINITY): void {
		if (deadlineMs === Number.NEGATIVE_INFINITY) {
			this.#places.clear();
			this.#passed.clear();
		}
		for (const [name, [passedMs]] of this.#places) {
			if (passedMs < deadlineMs) continue;
			this.#places.set(name, [deadlineMs - 1, '0']);
			this.#passed.clear();
		}
	}
}
