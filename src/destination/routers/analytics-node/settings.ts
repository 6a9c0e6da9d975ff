/** The plugin's options: the settings of `createDestination`, and callbacks. */

import type { EventResult } from '../../event-result.js';
import { isRecord } from '../../primitives/json.js';
import { parseSettings, type SettingsInput } from '../../settings/settings.js';
import { SettingsError } from '../../settings/settings-error.js';

/** The settings of `createDestination`, and whom to tell. */
export interface OpenAIAdsPluginOptions extends SettingsInput {
	/** Called once for every event's result. Errors thrown here are ignored. */
	readonly onResult?: (result: EventResult) => void;
	/**
	 * Called after `onResult` for every event that OpenAI did not get: `discarded` (fix the event or the mapping) and
	 * `failed` (the event is fine and can be sent again); and for one that was sent without its amount, a match key or the
	 * like, with any outcome: `notes` say which and why. The SDK's own `error` event is about Segment only.
	 * Errors thrown here are ignored.
	 */
	readonly onError?: (result: EventResult) => void;
}

/** The options, with the settings apart. */
export interface ReadOptions {
	readonly settings: SettingsInput;
	readonly onResult: OpenAIAdsPluginOptions['onResult'];
	readonly onError: OpenAIAdsPluginOptions['onError'];
}

/**
 * Separates the settings from the callbacks.
 *
 * @throws SettingsError when the options are not an object, or a callback is not a function
 */
export function readOptions(options: OpenAIAdsPluginOptions): ReadOptions {
	if (!isRecord(options)) parseSettings(options); // Throws, and says what came instead.
	const { onResult, onError, ...settings } = options;
	requireFunctions({ onResult, onError });
	return { settings, onResult, onError };
}

function requireFunctions(callbacks: Readonly<Record<string, unknown>>): void {
	const problems = Object.entries(callbacks)
		.filter(([, callback]) => callback !== undefined && typeof callback !== 'function')
		.map(
			([name, callback]) =>
				`settings.${name}: expected a function, got ${callback === null ? 'null' : typeof callback}.`,
		);
	if (problems.length > 0) throw new SettingsError(problems);
}
