/** What the configuration file says, and who named it. */

import { isRecord, parseJson } from 'openai-ads-destination/internal';
import { collectProblem, StartError } from '../start-error.js';
import { configurationSchema } from './configuration.js';
import { type Environment, readText } from './environment.js';
import type { Notes, RawConfiguration } from './pixel-settings.js';
import { suggestSetting } from './suggest-setting.js';

interface Pointer {
	/** What named the file. */
	readonly name: string;
	readonly file: string;
}

/** The configuration is a file either way, so OPENAI_ADS_CONFIG_FILE names it just as OPENAI_ADS_CONFIG does. */
export function findFile(flag: string | undefined, environment: Environment): Pointer | undefined {
	if (flag !== undefined) return { name: '--config', file: flag };
	for (const name of ['OPENAI_ADS_CONFIG', 'OPENAI_ADS_CONFIG_FILE']) {
		const file = environment[name]?.trim();
		if (file) return { name, file };
	}
	return undefined;
}

/** Reads the sections, and adds a line to `problems` for each thing that is wrong around them. No file has no settings. */
export function readConfigurationFile(pointer: Pointer | undefined, { problems, files }: Notes): RawConfiguration {
	if (pointer === undefined) return { destination: {}, gateway: {}, pixels: {} };
	const { name, file } = pointer;
	const content = collectProblem(problems, () => expectObject(readJson(readText(file, name, files), file), file));
	const { destination = {}, gateway = {}, pixels = {}, $schema: _, ...unknown } = content ?? {};
	for (const key of Object.keys(unknown)) problems.push(`${file}: ${key}: unknown key. ${advise(key)}`);
	const section = (at: string, value: unknown) =>
		collectProblem(problems, () => expectObject(value, `${file}: ${at}`)) ?? {};
	return {
		destination: section('destination', destination),
		gateway: section('gateway', gateway),
		pixels: section('pixels', pixels),
	};
}

function advise(key: string): string {
	const right = suggestSetting([key], configurationSchema);
	return `${right === undefined ? '' : `Did you mean ${right}? `}Settings go under \`destination\`, \`pixels\` or \`gateway\`.`;
}

function readJson(text: string, file: string): unknown {
	const content = parseJson(text);
	if (content !== undefined) return content;
	throw new StartError(`${file}: expected JSON. Check commas, quotes and brackets.`);
}

function expectObject(value: unknown, at: string): Record<string, unknown> {
	if (isRecord(value)) return { ...value };
	throw new StartError(`${at}: expected an object.`);
}
