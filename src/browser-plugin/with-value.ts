/** Writes into events without touching the caller's objects. */

import type { Foreign } from './foreign.js';

/**
 * A copy of the object with a value at the end of a path. Only the objects along the path are new. A value that is
 * already there stays, unless an object is to take its place.
 *
 *   withValue({ context: { page } }, ['context', 'providers', 'openAI', 'oppref'], 'gAAA')
 *   // { context: { page, providers: { openAI: { oppref: 'gAAA' } } } }
 */
export function withValue(
	target: Foreign,
	path: readonly string[],
	value: unknown,
	depth = 0,
): Record<string, Foreign> {
	const key = path[depth];
	return key
		? { ...target, [key]: withValue(target?.[key], path, value, depth + 1) }
		: (typeof value !== 'object' && target) || value;
}
