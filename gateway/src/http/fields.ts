/** What is known of JSON that came over HTTP: maybe an object, with anything in it. */

export type Fields = Readonly<Record<string, unknown>>;

/** True for objects; lists and null are none. */
export function isFields(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A property of its own, never one that every object has. */
export function ownField(value: unknown, name: string): unknown {
	return isFields(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
