/** `integrations/rudderstack/schema.json`: what RudderStack's control plane may store as a Config, derived from our settings. */

import * as z from 'zod';
import { NOT_IN_A_CONFIG } from '../../gateway/src/rudderstack/not-in-config.js';
import { settingsSchema } from '../../src/destination/settings/settings.js';

/** Settings that a Config may hold, in the order of the manual. */
export const CONFIG_SETTINGS: readonly string[] = Object.keys(settingsSchema.shape).filter(
	(name) => !NOT_IN_A_CONFIG.includes(name),
);

/** The file's text. Keys that are not ours are allowed: RudderStack adds its own. */
export function generateRudderStackSchema(): string {
	const { properties = {} } = z.toJSONSchema(settingsSchema, { io: 'input', target: 'draft-7' });
	const configSchema = {
		$schema: 'http://json-schema.org/draft-07/schema#',
		type: 'object',
		required: ['apiKey', 'pixelId'],
		properties: Object.fromEntries(CONFIG_SETTINGS.map((name) => [name, properties[name]])),
	};
	return `${JSON.stringify({ configSchema }, null, 2)}\n`;
}
