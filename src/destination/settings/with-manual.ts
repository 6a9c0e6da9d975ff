/** Hands the manual of the settings to their schema, from where the JSON Schema has it. A file of its own: small builds leave it out. */

import * as z from 'zod/mini';
import { MANUAL } from './manual.js';
import { shapeOf } from './shape-of.js';

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
