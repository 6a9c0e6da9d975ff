/** Lists of values as OpenAI takes them: the first usable ones, unique, in the order of trust. */

import { kindOf, type Notes } from './note.js';
import type { Getter } from './paths.js';

/** What a list of values is read with. */
export interface ValueReader {
	/** Output field, for notes. */
	readonly path: string;
	readonly getters: readonly Getter[];
	/** `undefined` for a value that is none. */
	readonly parse: (value: unknown) => string | undefined;
	/** Reading stops after this many. */
	readonly limit: number;
}

/** Longer lists in one event are not searched to the end. Our choice. */
const MAX_CANDIDATES = 10;

/** Reads up to `limit` unique values; `undefined` if there is none. A bad value costs itself, with a note. */
export function readValues(
	event: unknown,
	{ path, getters, parse, limit }: ValueReader,
	notes: Notes,
): string[] | undefined {
	let values: string[] | undefined;
	for (const getter of getters) {
		const found = getter(event);
		if (found === undefined || found === null) continue;
		for (const candidate of Array.isArray(found) ? found.slice(0, MAX_CANDIDATES) : [found]) {
			const usable = parse(candidate);
			if (usable === undefined)
				notes.push({ path, message: `expected a usable value, got ${kindOf(candidate)} that is none. Left out.` });
			else if (values === undefined) values = [usable];
			else if (!values.includes(usable)) values.push(usable);
			if (values?.length === limit) return values;
		}
	}
	return values;
}
