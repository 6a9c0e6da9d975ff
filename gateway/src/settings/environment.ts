/** Settings from the environment. Every variable may instead name a file that holds its value: `..._FILE`. */

import { readFileSync } from 'node:fs';
import { collectProblem, explainFileError, StartError } from '../start-error.js';
import type { Notes, RawConfiguration } from './pixel-settings.js';

export type Environment = Readonly<Record<string, string | undefined>>;

const list = (text: string) =>
	text
		.split(',')
		.map((part) => part.trim())
		.filter((part) => part !== '');
/** `label:key`, or the key alone: a colon can't stand in a key, since Basic auth ends there. */
const keys = (text: string) => list(text).map(toKey);
const toKey = (text: string) => {
	const [, label, key] = /^([^:]{1,64}):(.+)$/.exec(text) ?? [];
	return key === undefined ? text : { label, key };
};
const text = (value: string) => value;
const flagOrText = (value: string) => (/^(true|1)$/i.test(value) ? true : /^(false|0)$/i.test(value) ? false : value);

const numberOrText = (value: string) => (/^\d+$/.test(value) ? Number(value) : value);

/** Variable, where it goes (a dot leads into an object), and how its text is read. */
export const VARIABLES = [
	['OPENAI_CONVERSIONS_API_KEY', 'destination', 'apiKey', text],
	['OPENAI_ADS_PIXEL_ID', 'destination', 'pixelId', text],
	['OPENAI_ADS_ENDPOINT', 'destination', 'endpoint', text],
	['OPENAI_ADS_WRITE_KEY', 'gateway', 'writeKeys', keys],
	['OPENAI_ADS_BROWSER_WRITE_KEY', 'gateway', 'browserWriteKeys', list],
	['OPENAI_ADS_QUEUE', 'gateway', 'queue', text],
	['OPENAI_ADS_SEGMENT_WEBHOOK_SECRET', 'gateway', 'webhookSecrets.segment', text],
	['OPENAI_ADS_RUDDERSTACK_WEBHOOK_SECRET', 'gateway', 'webhookSecrets.rudderstack', text],
	['OPENAI_ADS_CORS_ORIGINS', 'gateway', 'corsOrigins', list],
	['OPENAI_ADS_TRUST_PROXY', 'gateway', 'trustProxy', flagOrText],
	['OPENAI_ADS_TRANSFORMER_UPSTREAM', 'gateway', 'upstream', text],
	['OPENAI_ADS_TRANSFORMER_PORT', 'gateway', 'transformerPort', numberOrText],
	['OPENAI_ADS_TRANSFORMER_HOST', 'gateway', 'transformerHost', text],
	['OPENAI_ADS_ADMIN_PORT', 'gateway', 'adminPort', numberOrText],
	['OPENAI_ADS_ADMIN_HOST', 'gateway', 'adminHost', text],
	['OPENAI_ADS_ADMIN_HOSTS', 'gateway', 'adminHosts', list],
	['OPENAI_ADS_ADMIN_TOKEN', 'gateway', 'adminToken', text],
	['OPENAI_ADS_ALERTS_WEBHOOK', 'gateway', 'alerts.webhook', text],
] as const;

/** Every variable that is read, without its `..._FILE`. */
export const VARIABLE_NAMES: readonly string[] = [...VARIABLES.map(([name]) => name), 'OPENAI_ADS_CONFIG'];

/** Reads the variables that are set, and adds a line to `problems` for each that can't be read. An empty one counts as not set. */
export function readEnvironment(
	environment: Environment,
	{ problems, files }: Notes,
): Omit<RawConfiguration, 'pixels'> {
	const raw = { destination: {} as Record<string, unknown>, gateway: {} as Record<string, unknown> };
	for (const [name, section, setting, parse] of VARIABLES) {
		const value = collectProblem(problems, () => readVariable(environment, name, files));
		if (value === undefined) continue;
		const parsed = parse(value);
		if (Array.isArray(parsed) && parsed.length === 0) {
			problems.push(`${name}: expected at least one value, got only commas.`);
		} else {
			put(raw[section], setting, parsed);
		}
	}
	return raw;
}

function put(section: Record<string, unknown>, setting: string, value: unknown): void {
	const [name = '', inner] = setting.split('.');
	section[name] = inner === undefined ? value : Object.assign({}, section[name], { [inner]: value });
}

/**
 * Reads `NAME`, or the file that `NAME_FILE` names, without the white space around it.
 *
 * @returns `undefined` if neither is set
 * @throws StartError if both are set, or the file can't be read or is empty
 */
export function readVariable(environment: Environment, name: string, files?: Set<string>): string | undefined {
	const given = environment[name]?.trim() || undefined;
	const value = given !== undefined && isServiceAddress(name, given) ? undefined : given;
	const file = environment[`${name}_FILE`] || undefined;
	if (file === undefined) return value;
	if (value !== undefined) throw new StartError(`${name}: expected either ${name} or ${name}_FILE, got both.`);
	const content = readText(file, `${name}_FILE`, files).trim();
	if (content === '') throw new StartError(`${name}_FILE: expected a file with a value, got an empty one.`);
	return content;
}

/** Kubernetes gives every pod `<SERVICE>_PORT=tcp://…` for each Service, and one may be called `openai-ads-transformer`. */
export function isServiceAddress(name: string, value: string): boolean {
	return name.endsWith('_PORT') && /^(tcp|udp|sctp):\/\//.test(value);
}

/**
 * @param files gets the name of the file, also of one that can't be read
 * @throws StartError naming what pointed at the file, and the file
 */
export function readText(file: string, pointer: string, files?: Set<string>): string {
	files?.add(file);
	try {
		return readFileSync(file, 'utf8');
	} catch (error) {
		const { code } = error as { code?: string };
		throw new StartError(
			`${pointer}: expected a readable file, got ${code ?? 'an error'} for ${showPath(file)}${explainFileError(code)}.`,
		);
	}
}

/** If somebody gave the content instead of a path, it holds keys: only what can be a path is shown. */
function showPath(file: string): string {
	return file.length <= 200 && /^[^\n{}"]+$/.test(file) ? file : 'something that is no path';
}
