/** How large settings may be: they are compiled, and then read at each event, so one Config must not hold up all others. */

import { isRecord } from '../primitives/json.js';

/** Real paths have 50 characters. Our choice. */
export const MAX_PATH_LENGTH = 300;
/** Real mappings have a hundred rows. Our choice. */
const MAX_ROWS = 1000;
/** Of all settings together, as JSON. Our choice. */
const MAX_CHARACTERS = 200_000;

/** Finds what is too large in settings, before anything else is looked at: each line is a whole message. */
export function findOversize(input: unknown): string[] {
	if (!isRecord(input)) return [];
	return [
		...moreThan(MAX_ROWS, countOf(input['eventMapping']), 'settings.eventMapping', 'rows'),
		...moreThan(MAX_ROWS, countOf(input['fieldMapping']), 'settings.fieldMapping', 'fields'),
		...moreThan(MAX_CHARACTERS, lengthOf(input), 'settings', 'characters in all'),
	];
}

function moreThan(max: number, count: number, where: string, unit: string): string[] {
	return count > max ? [`${where}: expected at most ${max} ${unit}, got ${count}.`] : [];
}

function countOf(value: unknown): number {
	return typeof value === 'object' && value !== null ? Object.keys(value).length : 0;
}

function lengthOf(input: unknown): number {
	try {
		return JSON.stringify(input).length;
	} catch {
		return 0; // Not JSON, such as a circle: the schema says what is wrong.
	}
}
