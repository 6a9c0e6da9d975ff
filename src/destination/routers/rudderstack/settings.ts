/** Reads our settings out of `destination.Config`, once for each content. */

import { LRUCache } from 'lru-cache';
import type { DeliverySettings } from '../../deliver/create-delivery.js';
import { requireCredentials } from '../../deliver/require-credentials.js';
import { compileMapping } from '../../map/compile-mapping.js';
import type { Mapping } from '../../map/paths/mapping.js';
import { isRecord } from '../../primitives/json.js';
import { parseSettings, settingsSchema } from '../../settings/settings.js';
import { SettingsError } from '../../settings/settings-error.js';

/** A Config that can be worked with. */
export interface ReadyConfig {
	/** The same for Configs of the same content. */
	readonly key: string;
	readonly settings: DeliverySettings;
	readonly mapping: Mapping;
	readonly problem?: never;
}

/** A Config with a mistake in it, and a message for whoever wrote it. */
export interface FaultyConfig {
	readonly problem: string;
}

/** Destinations of one transformer that are kept compiled, and how long their Configs may be together. Our choice. */
const MAX_CONFIGS = 200;
const MAX_CHARACTERS = 20_000_000;

const configs = new LRUCache<string, ReadyConfig | FaultyConfig>({
	max: MAX_CONFIGS,
	maxSize: MAX_CHARACTERS,
	sizeCalculation: (_config, key) => key.length,
});

const OUR_KEYS = Object.keys(settingsSchema.shape);

/**
 * Compiles a Config. Settings have the same names as everywhere; keys that are not ours are RudderStack's and ignored.
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
		// A form of RudderStack's leaves an empty text where somebody has cleared a field.
		return JSON.stringify(ours, (_name, value: unknown) => (value === '' ? undefined : value));
	} catch {
		return undefined;
	}
}

function compile(key: string): ReadyConfig | FaultyConfig {
	try {
		// What is compiled is the content itself: later changes of the caller's object can't reach it.
		const settings = requireCredentials(parseSettings(JSON.parse(key)));
		return { key, settings, mapping: compileMapping(settings) };
	} catch (error) {
		return { problem: error instanceof SettingsError ? inTheirWords(error) : 'destination.Config: it cannot be read.' };
	}
}

function inTheirWords({ problems }: SettingsError): string {
	return problems.map((problem) => problem.replace(/^settings\b/, 'destination.Config')).join(' ');
}
