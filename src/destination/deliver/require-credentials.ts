/** Checks for the two settings that mapping can do without and a request cannot. */

import type { Settings } from '../settings/settings.js';
import { SettingsError } from '../settings/settings-error.js';
import type { DeliverySettings } from './create-delivery.js';

/**
 * Makes sure that the settings have a key and a pixel ID.
 *
 * @throws SettingsError naming what is missing
 */
export function requireCredentials(settings: Settings): DeliverySettings {
	const { apiKey, pixelId } = settings;
	const problems = [
		...(apiKey === undefined
			? ['settings.apiKey: required. Create a Conversions API key under Tools, Conversions.']
			: []),
		...(pixelId === undefined ? ['settings.pixelId: required. Find it below the name of your data source.'] : []),
	];
	if (apiKey === undefined || pixelId === undefined) throw new SettingsError(problems);
	return { ...settings, apiKey, pixelId };
}
