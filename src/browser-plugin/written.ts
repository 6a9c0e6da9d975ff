/** Writes into events without touching the caller's objects. */

import type { Foreign } from './foreign.js';

/**
 * A copy of the object with a value at the end of a path. Only the objects along the path are new; what already has
 * a value there keeps it.
 *
 *   written({ context: { page } }, ['context', 'providers', 'openAI', 'oppref'], 'gAAA')
 *   // { context: { page, providers: { openAI: { oppref: 'gAAA' } } } }
 */
export function written(target: Foreign, [key, ...rest]: readonly string[], value: unknown): Record<string, Foreign> {
	const own = target?.[key!]; // Paths are never empty.
	return { ...target, [key!]: rest[0] ? written(own, rest, value) : own || value };
}
