/** Which counts of the present hour have a row already: adding to those needs no look at how many rows there are. */

import { type Count, HOUR_MS } from '../counts.js';

/** Counts of the same text added up. */
export interface CountSums {
	readonly hour: number;
	readonly of: ReadonlyMap<string, number>;
}

export class KnownCounts {
	/** By pixel; as many as an hour may have rows. */
	readonly #known = new Map<string, { readonly hour: number; readonly whats: Set<string> }>();

	/** `undefined` if one of them may have no row. */
	addUp(pixelId: string, counts: readonly Count[], nowMs: number): CountSums | undefined {
		const hour = Math.floor(nowMs / HOUR_MS);
		const known = this.#known.get(pixelId);
		const sums = new Map<string, number>();
		for (const { what, n } of counts) {
			if (known?.hour !== hour || !known.whats.has(what)) return undefined;
			sums.set(what, (sums.get(what) ?? 0) + n);
		}
		return { hour, of: sums };
	}

	/** They have rows since a transaction that was committed. */
	note(pixelId: string, whats: Iterable<string>, nowMs: number): void {
		const hour = Math.floor(nowMs / HOUR_MS);
		const known = this.#known.get(pixelId);
		const current = known?.hour === hour ? known : { hour, whats: new Set<string>() };
		this.#known.set(pixelId, current);
		for (const what of whats) current.whats.add(what);
	}
}
