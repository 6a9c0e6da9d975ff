/** Recognises values that JSON can carry. A custom event's own fields may hold any of them, and nothing else. */

import { isRecord } from '../primitives/json.js';

/** Deeper nesting is refused: serialisers and parsers recurse, and no analytics event needs it. Our choice. */
const MAX_JSON_DEPTH = 100;
/** More values than this are refused, which also ends the search in shared and circular references. Our choice. */
const MAX_JSON_VALUES = 100_000;

/** True if JSON carries every value inside unchanged: no `undefined`, function, `NaN`, Date or cycle. */
export function isJsonObject(root: object): boolean {
	let level: object[] = [root];
	let seen = 0;
	for (let depth = 0; level.length > 0; depth++) {
		const next: object[] = [];
		for (const container of level) {
			if (!isPlainContainer(container)) return false;
			for (const member of Object.values(container)) {
				if (++seen > MAX_JSON_VALUES || !isJsonValue(member)) return false;
				if (typeof member === 'object' && member !== null) next.push(member);
			}
		}
		if (depth === MAX_JSON_DEPTH) return false;
		level = next;
	}
	return true;
}

function isPlainContainer(value: object): boolean {
	if (Array.isArray(value)) return true;
	const prototype = Object.getPrototypeOf(value);
	return prototype === Object.prototype || prototype === null;
}

function isJsonValue(value: unknown): value is string | boolean | number | object | null {
	if (typeof value === 'number') return Number.isFinite(value);
	return typeof value === 'string' || typeof value === 'boolean' || typeof value === 'object';
}

/** True for an object whose own values are all texts, including those under odd keys such as `__proto__`. */
export function isTextRecord(value: unknown): boolean {
	return (
		isRecord(value) && isPlainContainer(value) && Object.values(value).every((member) => typeof member === 'string')
	);
}
