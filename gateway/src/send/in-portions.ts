/** Takes few of many at a time, so that what is made of them is garbage before V8 has moved it to where collecting it is dear. */

/** Events that are mapped together. Measured: docs/performance.md */
export const MAPPED_TOGETHER = 100;

/** Yields lists of `size` elements, of which the last may be smaller; no element is asked for before its list is. */
export function* inPortions<T>(all: Iterable<T>, size: number): Generator<T[]> {
	let portion: T[] = [];
	for (const one of all) {
		portion.push(one);
		if (portion.length < size) continue;
		yield portion;
		portion = [];
	}
	if (portion.length > 0) yield portion;
}
