/** The values of one event, or of one of its items, at all places of a table. */

/** Where a path ends: the index of its value among the sources of an event. */
export type Place = number;

/** Hears which places were used. @param normal the value's normal form, where it became one of a list of match keys */
export type OnUse = (place: Place, normal?: string) => void;

/** One event's values at all places, and who wants to hear which of them are used: nobody, unless the event is explained. */
export class Sources {
	/** `undefined` wherever a part of the path is missing. */
	readonly byPlace: readonly unknown[];
	readonly #onUse: OnUse | undefined;

	constructor(byPlace: readonly unknown[], onUse?: OnUse) {
		this.byPlace = byPlace;
		this.#onUse = onUse;
	}

	/** Says that the value at a place became a part of the conversion event. */
	use(place: Place, normal?: string): void {
		this.#onUse?.(place, normal);
	}
}

/** Reads the value at a place. */
export function readPlace({ byPlace }: Sources, place: Place): unknown {
	return byPlace[place];
}

/** Finds the first value that `parse` accepts, and uses it. */
export function findFirst<T>(
	places: readonly Place[],
	sources: Sources,
	parse: (value: unknown) => T | undefined,
): T | undefined {
	for (const place of places) {
		const value = sources.byPlace[place];
		if (value === undefined || value === null) continue;
		const parsed = parse(value);
		if (parsed === undefined) continue;
		sources.use(place);
		return parsed;
	}
	return undefined;
}
