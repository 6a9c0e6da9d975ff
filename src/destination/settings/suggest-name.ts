/** The right name for a setting that does not exist. */

import type * as z from 'zod/mini';
import { findNearest } from '../primitives/find-nearest.js';
import { shapeOf } from './shape-of.js';

/** The neighbour that was probably meant by an unknown name at a path; `undefined` if none is near. */
export function suggestName(schema: z.core.$ZodType, path: readonly PropertyKey[], name: string): string | undefined {
	let shape = shapeOf(schema);
	for (const key of path) {
		// Numbers are rows of a list, which have one shape.
		if (typeof key !== 'number') shape = shapeOf(shape[String(key)]!); // Zod has been there.
	}
	return findNearest(name, Object.keys(shape));
}
