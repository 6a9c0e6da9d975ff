/** A Function in the words of Segment's Public API, as far as we read and write it. */

import * as z from 'zod';
import { toOneLine } from './one-line.js';

/** What is printed as it is. */
const lineSchema = z.string().transform(toOneLine);

/**
 * One setting that the function asks for. All six are required in requests.
 *
 * @source model `FunctionSettingV1` of github.com/segmentio/public-api-sdk-python, API 58.10.0 (read 2026-11-22)
 */
export const functionSettingSchema = z.object({
	name: lineSchema,
	label: z.string().default(''),
	description: z.string().default(''),
	/** Segment knows ARRAY, BOOLEAN, STRING and TEXT_MAP. An operator's own setting may be of a type that is newer than this list. */
	type: lineSchema,
	required: z.boolean().default(false),
	sensitive: z.boolean().default(false),
});
export type FunctionSetting = z.output<typeof functionSettingSchema>;

/**
 * Fields we don't use (logo, catalog id, preview URL...) are left out, so that they are neither shown nor sent back.
 *
 * @source model `FunctionV1`, as above
 */
export const segmentFunctionSchema = z.object({
	id: lineSchema,
	resourceType: lineSchema.optional(),
	/** Of a destination function: with the workspace's name behind it, as in `OpenAI Ads (Acme)`. */
	displayName: lineSchema.default(''),
	description: z.string().nullish(),
	code: z.string().nullish(),
	settings: z.array(functionSettingSchema).readonly().nullish(),
	deployedAt: lineSchema.nullish(),
	isLatestVersion: z.boolean().nullish(),
});
export type SegmentFunction = z.output<typeof segmentFunctionSchema>;

/** What may be changed of a function. A key that is left out stays as it is: no field of `UpdateFunctionV1Input` is required. */
export interface FunctionChange {
	readonly code?: string;
	readonly description?: string;
	readonly settings?: readonly FunctionSetting[];
}
