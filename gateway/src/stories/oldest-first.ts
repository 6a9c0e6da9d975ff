/** The oldest entries of a map, one after the other. Beginning anew each time costs a look at every place that was emptied before. */

export class OldestFirst<T> {
	readonly #map: ReadonlyMap<unknown, T>;
	#values: Iterator<T>;

	/** @param map entries are only added at its end */
	constructor(map: ReadonlyMap<unknown, T>) {
		this.#map = map;
		this.#values = map.values();
	}

	/** The next one that is still there, which the caller then removes; `undefined` if the map is empty. */
	next(): T | undefined {
		const { value, done } = this.#values.next();
		if (done !== true) return value;
		this.#values = this.#map.values();
		return this.#values.next().value;
	}
}
