/** A Function as in Segment's Public API: the fields that we read and write. */

import * as z from 'zod';
import { toOneLine } from '../one-line.js';

/** A text that is printed as it is. */
const lineSchema = z.string().transform(toOneLine);

/**
 * One setting that the function asks for. All six fields are required in requests.
 *
 * @source model `FunctionSettingV1` of github.com/segmentio/public-api-sdk-python, API 58.10.0 (read 2026-11-22)
 */
export const functionSettingSchema = z.object({
	name: lineSchema,
	label: z.string().default(''),
	description: z.string().default(''),
	/** Segment knows ARRAY, BOOLEAN, STRING and TEXT_MAP. An operator's own setting may have a newer type. */
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
	/** For a destination function it ends with the workspace's name, as in `OpenAI Ads (Acme)`. */
	displayName: lineSchema.default(''),
	description: z.string().nullish(),
	code: z.string().nullish(),
	settings: z.array(functionSettingSchema).readonly().nullish(),
	deployedAt: lineSchema.nullish(),
	isLatestVersion: z.boolean().nullish(),
});
export type SegmentFunction = z.output<typeof segmentFunctionSchema>;

/** A change of a function. Fields left out stay as they are: none of `UpdateFunctionV1Input` is required. */
export interface FunctionChange {
	readonly code?: string;
	readonly description?: string;
	readonly settings?: readonly FunctionSetting[];
}
