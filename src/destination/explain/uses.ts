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
		return (place, normal = '') => uses.push({ place, normal });
	}

	/** The uses of an object at some of its places, in order. */
	of(node: object, places: readonly Place[]): readonly Use[] {
		return (this.#passes.get(node) ?? []).filter(({ place }) => places.includes(place));
	}

	/** The first of them that was used. */
	winnerOf(node: object, places: readonly Place[]): Place | undefined {
		return this.of(node, places)[0]?.place;
	}
}
