/** Holds the interface and the schema of the settings together: a setting that only one of them has, or of another type, does not compile. */

import type * as z from 'zod/mini';
import type { settingsSchema } from './settings.js';
import type { SettingsInput } from './settings-input.js';

type SchemaInput = z.input<typeof settingsSchema>;

/** Each of the two takes what the other takes. What may be left out is also compared as if it had to be there: else nobody would miss it. */
export type SameSettings = [
	Fits<SettingsInput, SchemaInput>,
	Fits<SchemaInput, SettingsInput>,
	Fits<Complete<SettingsInput>, Complete<SchemaInput>>,
	Fits<Complete<SchemaInput>, Complete<SettingsInput>>,
];

type Fits<Value extends Target, Target> = [Value, Target];

type Complete<Value> = Value extends readonly (infer Item)[]
	? readonly Complete<Item>[]
	: Value extends object
		? { readonly [Key in keyof Value]-?: Complete<Value[Key]> }
		: Value;
