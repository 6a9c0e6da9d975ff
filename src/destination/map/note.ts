/** Notes while an event is mapped, and the words for kinds of values in them. */

import type { Note } from '../note.js';

export { CURRENCY_UNKNOWN, type NearMiss, type Note } from '../note.js';

/** Collects the notes of one event. */
export type Notes = Note[];

/** Names the kind of a value, for messages that must not show the value. */
export function kindOf(value: unknown): string {
	if (value === undefined) return 'nothing';
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'an array';
	if (typeof value === 'object') return 'an object';
	if (typeof value === 'string') return value.trim() === '' ? 'an empty text' : 'a text';
	return typeof value === 'number' && !Number.isFinite(value) ? 'a number that is not finite' : `a ${typeof value}`;
}
