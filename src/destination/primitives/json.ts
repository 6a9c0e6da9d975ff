/** Reads JSON that others wrote, which may be an object and may hold anything. */

/** A JSON object with unknown keys. */
export type UnknownRecord = Readonly<Record<string, unknown>>;

/** True for objects other than null and arrays. Dates and class instances pass: their keys are read like any others. */
export function isRecord(value: unknown): value is UnknownRecord {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads an object's own property, never an inherited one. */
export function ownField(value: unknown, name: string): unknown {
	return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/**
 * Reads JSON without throwing.
 *
 *   parseJson('{"a":1}') // { a: 1 }
 *   parseJson('{"a":')   // undefined, which is the value of no JSON text
 */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
