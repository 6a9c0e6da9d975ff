/** Hands the manual of the settings to their schema, from where the JSON Schema has it. A file of its own: small builds leave it out. */

import * as z from 'zod/mini';
import { MANUAL } from './manual.js';

/** Adds to every setting of a schema, nested ones too, what the manual says about it. */
export function withManual<Schema extends z.core.$ZodType>(schema: Schema): Schema {
	describe(schema, '');
	return schema;
}

function describe(schema: z.core.$ZodType, name: string): void {
	const description = MANUAL[name];
	if (description !== undefined) z.globalRegistry.add(schema, { description });
	for (const [key, inner] of Object.entries(shapeOf(schema))) describe(inner, name === '' ? key : `${name}.${key}`);
}

/** The settings inside one that is an object, or a list of objects. */
function shapeOf(schema: z.core.$ZodType): Readonly<Record<string, z.core.$ZodType>> {
	if (schema instanceof z.ZodMiniObject) return schema.shape;
	if (schema instanceof z.ZodMiniArray) return shapeOf(schema._zod.def.element);
	for (const Wrapper of [z.ZodMiniOptional, z.ZodMiniDefault, z.ZodMiniPrefault]) {
		if (schema instanceof Wrapper) return shapeOf(schema._zod.def.innerType);
	}
	return {};
}
