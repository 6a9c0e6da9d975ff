/** Lists of values as OpenAI takes them: the first usable ones, unique, most trusted first. */

import type { Notes } from '../note.js';
import { type NotedField, unusable } from '../unusable.js';
import { isMissing, type PlaceGroup } from './paths.js';
import { type Place, readPlace, type Sources } from './sources.js';

/** Only this many values of a list are tried. Our choice. */
const MAX_CANDIDATES = 10;

/** How a list of values is read. Built once, used for every event. */
export interface ValueReader {
	/** Output field, for notes. */
	readonly field: NotedField;
	/** What a usable value is, for notes. */
	readonly expected: string;
	readonly places: readonly Place[];
	/** The same places, by the objects that they lie in. */
	readonly groups: readonly PlaceGroup[];
	/** `undefined` for a value that can't be used. */
	readonly parse: (value: unknown) => string | undefined;
	/** Reading stops after this many. */
	readonly limit: number;
}

/** Reads up to `limit` unique values; `undefined` without any. A bad value costs only itself, with a note. */
export function readValues(sources: Sources, reader: ValueReader, notes: Notes): string[] | undefined {
	let values: string[] | undefined;
	for (const group of reader.groups) {
		if (isMissing(group, sources)) continue;
		for (const place of group.places) {
			const found = sources.byPlace[place];
			if (found === undefined || found === null) continue;
			// Nearly always there is a single value, which needs no list.
			if (!Array.isArray(found)) values = addValue(values, found, place, sources, reader, notes);
			else
				for (const candidate of found.slice(0, MAX_CANDIDATES))
					values = addValue(values, candidate, place, sources, reader, notes);
		}
	}
	return values;
}

function addValue(
	values: string[] | undefined,
	candidate: unknown,
	place: Place,
	sources: Sources,
	reader: ValueReader,
	notes: Notes,
): string[] | undefined {
	if (values?.length === reader.limit) return values;
	const usable = useOrNote(candidate, place, sources, reader, notes);
	if (usable === undefined || values?.includes(usable)) return values;
	if (values === undefined) return [usable];
	values.push(usable);
	return values;
}

/** Reads the first usable value. */
export function readValue(sources: Sources, reader: ValueReader, notes: Notes): string | undefined {
	for (const group of reader.groups) {
		if (isMissing(group, sources)) continue;
		for (const place of group.places) {
			const found = sources.byPlace[place];
			if (found === undefined || found === null) continue;
			const usable = useOrNote(Array.isArray(found) ? found[0] : found, place, sources, reader, notes);
			if (usable !== undefined) return usable;
		}
	}
	return undefined;
}

function useOrNote(
	candidate: unknown,
	place: Place,
	sources: Sources,
	{ field, expected, parse }: ValueReader,
	notes: Notes,
): string | undefined {
	const usable = parse(candidate);
	if (usable === undefined) notes.push({ path: field, message: unusable(field, candidate, expected) });
	else sources.use(place, usable);
	return usable;
}

/** Notes that a field has values, but none that can be used. */
export function noteUnusable(field: NotedField, places: readonly Place[], sources: Sources, notes: Notes): void {
	for (const place of places) {
		const value = readPlace(sources, place);
		if (value !== undefined && value !== null && value !== '') {
			notes.push({ path: field, message: unusable(field, value) });
			return;
		}
	}
}
