/** What the page needs to draw the form: the schema with its manual, and what the targets ask for. Nothing of this gateway's own settings. */

import * as z from 'zod';
import { NOT_IN_A_CONFIG } from '../rudderstack/not-in-config.js';
import { readExample, readTemplate } from '../rudderstack/template.js';
import type { Destination, Workspace } from '../rudderstack/workspace-schema.js';
import { readManifest } from '../segment/desired-function.js';
import type { FunctionSetting } from '../segment/function-schema.js';
import { configurationSchema } from '../settings/configuration.js';
import { VARIABLES } from '../settings/environment.js';

export interface SetUpForm {
	/** What `openai-ads settings` prints. */
	readonly schema: z.core.JSONSchema.BaseSchema;
	readonly rudderstack: {
		/** The entry that is added, with settings that work for shops. */
		readonly template: Destination;
		/** A file for people who have none: one source, to which nothing is connected. */
		readonly example: Workspace;
		readonly notInConfig: readonly string[];
	};
	/** The fields of the function, in their order. */
	readonly segment: readonly FunctionSetting[];
	/** Variable, and the setting that it is. */
	readonly variables: readonly (readonly [name: string, setting: string])[];
}

/** @throws StartError if a file of the installed package is missing */
export function describeForm(): SetUpForm {
	const example = readExample();
	const sources = example.sources.map((source) => ({ ...source, destinations: [] }));
	return {
		schema: z.toJSONSchema(configurationSchema, { io: 'input' }),
		rudderstack: { template: readTemplate(), example: { ...example, sources }, notInConfig: NOT_IN_A_CONFIG },
		segment: readManifest().settings,
		variables: VARIABLES.map(([name, section, setting]) => [name, `${section}.${setting}`]),
	};
}
