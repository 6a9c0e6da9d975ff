/** Writes into events without touching the caller's objects. */

/** True for what has keys. */
export function isObject(value: unknown): value is Record<string, unknown> {
	return !!value && typeof value === 'object';
}

/**
 * A copy of the object with a value at the end of a path. Only the objects along the path are new; what already has
 * a value there keeps it.
 *
 *   written({ context: { page } }, ['context', 'providers', 'openAI', 'oppref'], 'gAAA')
 *   // { context: { page, providers: { openAI: { oppref: 'gAAA' } } } }
 */
export function written(target: unknown, [key, ...rest]: readonly string[], value: unknown): Record<string, unknown> {
	const own = isObject(target) ? target : {};
	const name = key as string; // Paths are never empty.
	return { ...own, [name]: rest[0] ? written(own[name], rest, value) : own[name] || value };
}
