/** What the mapper looked at while it mapped one event: places of the event, places of its items, values that it could use. */

/** A value that a reader of a list could use, in its normal form, and the place where it was found. */
export interface Use {
	readonly place: number;
	readonly normal: string;
}

/** The looks of one event. Each pass over an object begins anew, so the last one counts. */
export class Looks {
	readonly #passes = new Map<object, Set<number>>();
	readonly #uses = new Map<string, Use[]>();
	#last = -1;

	clear(): void {
		this.#passes.clear();
		this.#uses.clear();
		this.#last = -1;
	}

	/** Begins a pass over an object. @returns what to call for each place that is looked at */
	begin(node: object): (place: number) => void {
		const places = new Set<number>();
		this.#passes.set(node, places);
		return (place) => {
			places.add(place);
			this.#last = place;
		};
	}

	/** Notes that the value at the last place can be used for a field. */
	use(field: string, normal: string): void {
		this.#uses.set(field, [...this.usesOf(field), { place: this.#last, normal }]);
	}

	usesOf(field: string): readonly Use[] {
		return this.#uses.get(field) ?? [];
	}

	/**
	 * The place of a list that won. Searches stop at the first usable value and lists end with a place that is always empty:
	 * if the end was looked at, none was usable; else the last one that was looked at.
	 */
	winnerOf(node: object, places: readonly number[]): number | undefined {
		const seen = this.#passes.get(node);
		const end = places.at(-1);
		if (seen === undefined || end === undefined || seen.has(end)) return undefined;
		return places.findLast((place) => seen.has(place));
	}
}
