/** Counts that wait to be written: added up, so that a thousand events of a kind are one row. */

import type { Count } from '../queue/counts.js';
import { type Counted, writeCounted } from './counted.js';

/** Names, sources and notes that are told apart in an hour; others count as `other`. (product decision) */
const MAX_TEXTS = 200;
const OTHER = 'other';

/** Keeps the values of counts few. */
export class KnownTexts {
	readonly #known = new Set<string>();
	#hour = 0;

	keep(kind: string, text: string, hour: number): string {
		if (hour !== this.#hour) this.#known.clear();
		this.#hour = hour;
		const key = `${kind} ${text}`;
		if (this.#known.has(key)) return text;
		if (this.#known.size >= MAX_TEXTS) return OTHER;
		this.#known.add(key);
		return text;
	}
}

export class PendingCounts {
	#counts = new Map<string, number>();

	add(counted: Counted, n = 1): void {
		const what = writeCounted(counted);
		this.#counts.set(what, (this.#counts.get(what) ?? 0) + n);
	}

	/** All of them, which are no longer pending. */
	take(): readonly Count[] {
		const counts = [...this.#counts].map(([what, n]) => ({ what, n }));
		this.#counts = new Map();
		return counts;
	}

	/** They could not be written. */
	putBack(counts: readonly Count[]): void {
		for (const { what, n } of counts) this.#counts.set(what, (this.#counts.get(what) ?? 0) + n);
	}
}
