/** The advertiser's own fields of custom events: only those that `fieldMapping` names, as JSON of limited length. */

import { isJsonObject } from '../../contract/json-value.js';
import { kindOf, type Notes } from '../note.js';
import type { Mapping } from '../paths/mapping.js';
import { readPlace, type Sources } from '../paths/sources.js';

/** Longer values are left out. Our choice. */
const MAX_FIELD_LENGTH = 10_000;
const LONE_SURROGATE = /\\ud[89a-f][0-9a-f]{2}/;
/** An escaped backslash, so that a following `ud800` is plain text, or half a surrogate pair. */
const ESCAPE = /\\\\|\\ud[89a-f][0-9a-f]{2}/g;

/** Sets each field that `fieldMapping` names, if JSON can carry the value at its first present path. */
export function addCustomFields(data: Record<string, unknown>, sources: Sources, mapping: Mapping, notes: Notes): void {
	for (const [name, places] of mapping.customData) {
		const place = places.find((candidate) => readPlace(sources, candidate) !== undefined);
		if (place === undefined || name === '__proto__') continue;
		const value = readPlace(sources, place);
		const copy = toJsonValue(value);
		if (copy !== undefined) {
			data[name] = copy;
			sources.use(place);
		} else
			notes.push({
				path: `data.${name}`,
				message: `expected JSON of at most ${MAX_FIELD_LENGTH} characters, got ${kindOf(value)}. Left out.`,
			});
	}
}

function toJsonValue(value: unknown): unknown {
	const plain = value instanceof Date ? value.toJSON() : value;
	if (typeof plain === 'string' && plain.length > MAX_FIELD_LENGTH) return undefined;
	if (!isJsonObject({ plain })) return undefined;
	const json = JSON.stringify(plain);
	if (json.length > MAX_FIELD_LENGTH) return undefined;
	// JSON escapes only half surrogate pairs and leaves whole ones as they are, so such an escape is a half pair.
	if (!LONE_SURROGATE.test(json)) return JSON.parse(json);
	return JSON.parse(json.replace(ESCAPE, (found) => (found.startsWith('\\u') ? '\\ufffd' : found)));
}
