/** Looks into the schema of the settings. */

import * as z from 'zod/mini';

/** The settings inside one that is an object, a list of objects, or one of several forms; none in all others. */
export function shapeOf(schema: z.core.$ZodType): Readonly<Record<string, z.core.$ZodType>> {
	if (schema instanceof z.ZodMiniObject) return schema.shape;
	if (schema instanceof z.ZodMiniArray) return shapeOf(schema._zod.def.element);
	if (schema instanceof z.ZodMiniUnion) return Object.assign({}, ...schema._zod.def.options.map(shapeOf));
	for (const Wrapper of [z.ZodMiniOptional, z.ZodMiniDefault, z.ZodMiniPrefault]) {
		if (schema instanceof Wrapper) return shapeOf(schema._zod.def.innerType);
	}
	return {};
}
