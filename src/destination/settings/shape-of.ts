/** Looks into the schema of the settings. */

import * as z from 'zod/mini';

/** The settings inside one that is an object, or a list of objects; none in all others. */
export function shapeOf(schema: z.core.$ZodType): Readonly<Record<string, z.core.$ZodType>> {
	if (schema instanceof z.ZodMiniObject) return schema.shape;
	if (schema instanceof z.ZodMiniArray) return shapeOf(schema._zod.def.element);
	for (const Wrapper of [z.ZodMiniOptional, z.ZodMiniDefault, z.ZodMiniPrefault]) {
		if (schema instanceof Wrapper) return shapeOf(schema._zod.def.innerType);
	}
	return {};
}
