/** What the mapper used of one event and of its items while it mapped them. */

import type { OnUse, Place } from '../map/paths/sources.js';

/** A value that became a part of the conversion event, by its place. */
export interface Use {
	readonly place: Place;
	/** Its normal form, where it is one of a list of match keys; empty elsewhere. */
	readonly normal: string;
}

/** The uses of one event. Each pass over an object begins anew, so the last one counts. */
export class Uses {
	readonly #passes = new Map<object, Use[]>();

	clear(): void {
		this.#passes.clear();
	}

	/** Begins a pass over an object. @returns what to call for each place that is used */
	begin(node: object): OnUse {
		const uses: Use[] = [];
		this.#passes.set(node, uses);
		return addUse.bind(undefined, uses);
	}

	/** The uses of an object at some of its places, in order. */
	of(node: object, places: readonly Place[]): readonly Use[] {
		const uses: Use[] = [];
		for (const use of this.#passes.get(node) ?? []) if (places.includes(use.place)) uses.push(use);
		return uses;
	}

	/** The first of them that was used. */
	winnerOf(node: object, places: readonly Place[]): Place | undefined {
		return this.of(node, places)[0]?.place;
	}
}

function addUse(uses: Use[], place: Place, normal = ''): void {
	uses.push({ place, normal });
}
