/** Checks what is written against the schema, and says for each mistake what was expected and what may have been meant. */

import { parseSettings, type Settings, SettingsError } from 'openai-ads-destination/pipeline';
import * as z from 'zod';
import { configurationSchema, type GatewaySettings, gatewaySchema } from './configuration.js';
import { createPixelSchema, pixelNameSchema } from './pixel-schema.js';
import type { RawConfiguration, RawPixel } from './pixel-settings.js';
import { suggestSetting } from './suggest-setting.js';

/** Each section that has no mistake, and one line for each mistake in any. Values of keys are never shown. */
export interface CheckedConfiguration {
	readonly destination?: Settings | undefined;
	readonly gateway?: GatewaySettings | undefined;
	readonly pixels?: Readonly<Record<string, RawPixel>> | undefined;
	readonly problems: readonly string[];
}

/** What a pixel overrides is checked where it is put over the defaults. */
const pixelsSchema = z.record(pixelNameSchema, createPixelSchema(z.record(z.string(), z.unknown())));

export function checkConfiguration(raw: RawConfiguration): CheckedConfiguration {
	const destination = parseDestination(raw.destination);
	const gateway = gatewaySchema.safeParse(raw.gateway);
	const pixels = pixelsSchema.safeParse(raw.pixels);
	return {
		destination: destination.settings,
		gateway: gateway.data,
		pixels: pixels.data,
		problems: [
			...destination.problems,
			...(pixels.error?.issues.flatMap((issue) => toLines(issue, ['pixels'])) ?? []),
			...(gateway.error?.issues.flatMap((issue) => toLines(issue, ['gateway'])) ?? []),
		],
	};
}

/** Problems keep the library's words; only the advice for an unknown setting is the configuration file's own. */
function parseDestination(raw: RawConfiguration['destination']): { settings?: Settings; problems: readonly string[] } {
	try {
		return { settings: parseSettings(raw), problems: [] };
	} catch (error) {
		if (!(error instanceof SettingsError)) throw error;
		return { problems: error.problems.map((line) => explainSettings(line, 'destination')) };
	}
}

/** A line of the library about `settings`, with the place in the configuration file and its advice. */
export function explainSettings(line: string, place: string): string {
	const moved = line.replace(/^settings(?=[.:[])/, place);
	const [, at] = /^(\S+): unknown setting\./.exec(moved) ?? [];
	return at === undefined ? moved : describeUnknown(at.split('.'));
}

function toLines(issue: z.core.$ZodIssue, section: readonly string[]): string[] {
	const at = [...section, ...issue.path.map(String)];
	if (issue.code === 'unrecognized_keys') return issue.keys.map((name) => describeUnknown([...at, name]));
	if (issue.code === 'invalid_union') return toUnionLines(issue, at);
	const [inner] = issue.code === 'invalid_key' ? issue.issues : [];
	return [`${at.join('.')}: ${(inner ?? issue).message.replace(/^Invalid input: /, '')}.`];
}

/** Of what could have been written, that which is nearest: the one that is wrong further inside. */
function toUnionLines({ errors }: z.core.$ZodIssueInvalidUnion, at: readonly string[]): string[] {
	const isInside = ({ code, path }: z.core.$ZodIssue) => path.length > 0 || code === 'unrecognized_keys';
	const nearest = errors.find((branch) => branch.some(isInside)) ?? errors.slice(0, 1).flat();
	return nearest.flatMap((issue) => toLines(issue, at));
}

function describeUnknown(path: readonly string[]): string {
	const right = suggestSetting(path, configurationSchema);
	const advice = right === undefined ? 'Run `openai-ads settings` for all of them.' : `Did you mean ${right}?`;
	return `${path.join('.')}: unknown setting. ${advice}`;
}
