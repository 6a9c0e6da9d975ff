/** Lists of values as OpenAI takes them: the first usable ones, unique, in the order of trust. */

import { kindOf, type Notes } from './note.js';
import type { Place, Scopes } from './paths.js';

/** Longer lists in one event are not searched to the end. Our choice. */
const MAX_CANDIDATES = 10;

/** What a list of values is read with. Built once, used for every event. */
export interface ValueReader {
	/** Output field, for notes. */
	readonly field: string;
	readonly places: readonly Place[];
	/** `undefined` for a value that is none. */
	readonly parse: (value: unknown) => string | undefined;
	/** Reading stops after this many. */
	readonly limit: number;
}

/** Reads up to `limit` unique values; `undefined` if there is none. A bad value costs itself, with a note. */
export function readValues(
	scopes: Scopes,
	{ field, places, parse, limit }: ValueReader,
	notes: Notes,
): string[] | undefined {
	let values: string[] | undefined;
	for (const { scope, key } of places) {
		const found = scopes[scope]?.[key];
		if (found === undefined || found === null) continue;
		for (const candidate of Array.isArray(found) ? found.slice(0, MAX_CANDIDATES) : [found]) {
			const usable = parse(candidate);
			if (usable === undefined)
				notes.push({
					path: field,
					message: `expected a usable value, got ${kindOf(candidate)} that is none. Left out.`,
				});
			else if (values === undefined) values = [usable];
			else if (!values.includes(usable)) values.push(usable);
			if (values?.length === limit) return values;
		}
	}
	return values;
}

/** Reads the first usable value. */
export function readValue(scopes: Scopes, { field, places, parse }: ValueReader, notes: Notes): string | undefined {
	for (const { scope, key } of places) {
		const found = scopes[scope]?.[key];
		if (found === undefined || found === null) continue;
		const candidate = Array.isArray(found) ? found[0] : found;
		const usable = parse(candidate);
		if (usable !== undefined) return usable;
		notes.push({ path: field, message: `expected a usable value, got ${kindOf(candidate)} that is none. Left out.` });
	}
	return undefined;
}
