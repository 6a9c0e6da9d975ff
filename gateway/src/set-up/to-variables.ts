/** Which settings of a draft go into variables, and what is left for a file. Pure. */

import { isDeepStrictEqual } from 'node:util';
import { isRecord } from 'openai-ads-destination/internal';
import { readEnvironment, VARIABLES } from '../settings/environment.js';
import type { RawConfiguration } from '../settings/pixel-settings.js';

/** Settings that hold a key or a password. */
const SECRET: ReadonlySet<string> = new Set([
	'apiKey',
	'writeKeys',
	'queue',
	'webhookSecrets.segment',
	'webhookSecrets.rudderstack',
	'adminToken',
	'alerts.webhook',
]);

export interface Placed {
	readonly variables: readonly (readonly [name: string, value: string])[];
	/** Sections that hold something, as the file has them. */
	readonly file: Readonly<Record<string, unknown>>;
}

/** @param onlySecrets for people who keep their settings in a file, and no key in it */
export function toVariables(draft: RawConfiguration, onlySecrets: boolean): Placed {
	const sections = { destination: { ...draft.destination }, gateway: { ...draft.gateway } };
	const variables = VARIABLES.flatMap(([name, section, setting]): [string, string][] => {
		if (onlySecrets && !SECRET.has(setting)) return [];
		const [outer = '', inner] = setting.split('.');
		const value = inner === undefined ? sections[section][outer] : pick(sections[section][outer], inner);
		const text = toText(value);
		if (text === undefined || !isReadBack(name, text, [section, outer, inner], value)) return [];
		sections[section] = without(sections[section], outer, inner);
		return [[name, text]];
	});
	const file = Object.entries({ ...sections, pixels: draft.pixels }).filter(([, each]) => Object.keys(each).length > 0);
	return { variables, file: Object.fromEntries(file) };
}

function pick(value: unknown, name: string): unknown {
	return isRecord(value) ? value[name] : undefined;
}

/** As `readEnvironment` takes it; `undefined` for what no text says. */
function toText(value: unknown): string | undefined {
	if (Array.isArray(value)) {
		const parts = value.map(toListed);
		return parts.length === 0 || parts.includes(undefined) ? undefined : parts.join(',');
	}
	return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
		? String(value)
		: undefined;
}

function toListed(part: unknown): string | undefined {
	if (typeof part === 'string') return part;
	if (!isRecord(part) || Object.keys(part).sort().join() !== 'key,label') return undefined;
	return `${part['label']}:${part['key']}`;
}

type Place = readonly [section: 'destination' | 'gateway', outer: string, inner: string | undefined];

/** A label with a colon, or a key with a comma, would be read as something else. */
function isReadBack(name: string, text: string, [section, outer, inner]: Place, value: unknown): boolean {
	const read = readEnvironment({ [name]: text }, { problems: [], files: new Set() })[section][outer];
	return isDeepStrictEqual(inner === undefined ? read : pick(read, inner), value);
}

function without(section: Readonly<Record<string, unknown>>, outer: string, inner?: string): Record<string, unknown> {
	const { [outer]: taken, ...others } = section;
	if (inner === undefined || !isRecord(taken)) return others;
	const { [inner]: _, ...left } = taken;
	return Object.keys(left).length === 0 ? others : { ...others, [outer]: left };
}
