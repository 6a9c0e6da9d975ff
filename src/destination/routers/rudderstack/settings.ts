/** Reads our settings from `destination.Config`, once for each distinct Config. */

import { LRUCache } from 'lru-cache';
import type { DeliverySettings } from '../../deliver/create-delivery.js';
import { requireCredentials } from '../../deliver/require-credentials.js';
import { compileMapping } from '../../map/compile-mapping.js';
import type { Mapping } from '../../map/paths/mapping.js';
import { isRecord, type UnknownRecord } from '../../primitives/json.js';
import { isAbsent } from '../../primitives/text.js';
import { parseSettings, settingsSchema } from '../../settings/settings.js';
import { SettingsError } from '../../settings/settings-error.js';

/** A Config without mistakes, compiled. */
export interface ReadyConfig {
	/** The same for Configs with the same settings. */
	readonly key: string;
	readonly settings: DeliverySettings;
	readonly mapping: Mapping;
	readonly problem?: never;
}

/** What is wrong with a Config, for the person who wrote it. */
export interface FaultyConfig {
	readonly settings?: never;
	readonly problem: string;
}

/** How many compiled Configs are kept, and how many characters they may have in all. Our choice. */
const MAX_CONFIGS = 200;
const MAX_CHARACTERS = 20_000_000;

const configs = new LRUCache<string, ReadyConfig | FaultyConfig>({
	max: MAX_CONFIGS,
	maxSize: MAX_CHARACTERS,
	sizeCalculation: (_config, key) => key.length,
});

const OUR_KEYS = Object.keys(settingsSchema.shape);

/**
 * Compiles a Config. Settings have the same names as everywhere; all other keys are RudderStack's and ignored.
 * Never throws.
 */
export function readConfig(config: unknown): ReadyConfig | FaultyConfig {
	const key = encodeOurs(config);
	if (key === undefined) return { problem: 'destination.Config: expected an object of JSON values.' };
	const known = configs.get(key);
	if (known !== undefined) return known;
	const read = compile(key);
	configs.set(key, read);
	return read;
}

/** JSON of the settings that are ours, in our order. */
function encodeOurs(config: unknown): string | undefined {
	try {
		if (!isRecord(config)) return undefined;
		const ours: Record<string, unknown> = {};
		for (const name of OUR_KEYS) if (Object.hasOwn(config, name)) ours[name] = config[name];
		ours['idFrom'] = withFallback(ours['idFrom']);
		return JSON.stringify(ours, (_name, value: unknown) => withoutBlanks(value)) ?? '{}';
	} catch {
		return undefined;
	}
}

/** A field that was cleared in RudderStack's form is not set; a blank row is no row. */
function withoutBlanks(value: unknown): unknown {
	if (isBlank(value)) return undefined;
	if (!Array.isArray(value) || !value.some(isBlank)) return value;
	const filled = value.filter((member) => !isBlank(member));
	return filled.length === 0 ? undefined : filled;
}

/** A cleared row of `idFrom` leaves that place to the default: without it, an event that has no such field would have no id. */
function withFallback(idFrom: unknown): unknown {
	return Array.isArray(idFrom) && idFrom.some(isAbsent) ? [...new Set([...idFrom, 'messageId'])] : idFrom;
}

function isBlank(value: unknown): boolean {
	if (isAbsent(value)) return true;
	if (!isRecord(value)) return false;
	const fields = Object.values(value);
	return fields.length > 0 && fields.every(isAbsent);
}

/** RudderStack's own name in a row of `eventMapping`, and ours. Where the path leads nowhere, it sends the messageId. */
function withOurNames(settings: UnknownRecord): UnknownRecord {
	const { eventMapping } = settings;
	if (!Array.isArray(eventMapping)) return settings;
	return { ...settings, eventMapping: eventMapping.map((row: unknown) => (isRecord(row) ? withIdFrom(row) : row)) };
}

function withIdFrom(row: UnknownRecord): UnknownRecord {
	const { deduplicationKey, ...rest } = row;
	if (typeof deduplicationKey !== 'string' || row['idFrom'] !== undefined) return row;
	return { idFrom: [deduplicationKey, 'messageId'], ...rest };
}

function compile(key: string): ReadyConfig | FaultyConfig {
	try {
		// Compiled from the JSON, so that later changes to the caller's object cannot reach it.
		const settings = requireCredentials(parseSettings(withOurNames(JSON.parse(key))));
		return { key, settings, mapping: compileMapping(settings) };
	} catch (error) {
		return {
			problem:
				error instanceof SettingsError ? inWordsOfConfig(error) : 'destination.Config: expected readable settings.',
		};
	}
}

function inWordsOfConfig({ problems }: SettingsError): string {
	return problems.map((problem) => problem.replace(/^settings\b/, 'destination.Config')).join(' ');
}
