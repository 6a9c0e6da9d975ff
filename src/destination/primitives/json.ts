/** What is known of JSON that others wrote: maybe an object, with anything in it. */

/** A plain object whose keys are not known; what JSON calls an object. */
export type UnknownRecord = Readonly<Record<string, unknown>>;

/** True for objects that are neither null nor arrays. Dates and class instances pass: their keys are read like any other. */
export function isRecord(value: unknown): value is UnknownRecord {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A property of its own, never one that every object has. */
export function ownField(value: unknown, name: string): unknown {
	return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/**
 * Reads JSON where a bad text is one of the things to expect.
 *
 *   parseJson('{"a":1}') // { a: 1 }
 *   parseJson('{"a":')   // undefined, which no JSON stands for
 */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
