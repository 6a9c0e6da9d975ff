/** One entry of `pixels`, and write keys as the configuration file has them. */

import * as z from 'zod';
import { pixelHoldSchema } from './hold-schema.js';

const text = z.string().min(1);
const path = text.describe('File that holds it. It is read again when it changes.');

/** What a write key is for: `server` keys may send everything; `browser` keys are public and restricted. */
export type KeyKind = 'server' | 'browser';

/** A write key: its text alone is a server's. */
export const writeKeySchema = z.union([
	text,
	z.strictObject({
		label: text.max(64).optional().describe('Name of the sender, for logs and metrics.'),
		key: text.optional().describe('The key itself; or `keyFile`.'),
		keyFile: path.optional(),
		kind: z.enum(['server', 'browser']).default('server').describe('A `browser` key is public, and restricted.'),
	}),
]);

/** Names of pixels stand in metrics, log lines and commands. */
export const pixelNameSchema = z
	.string()
	.regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/, 'expected letters, digits, `_` and `-`, 63 at most');

/** What a pixel has of its own. @param destination settings that may be overridden */
export function createPixelSchema<T extends z.core.$ZodType>(destination: T) {
	return z.strictObject({
		pixelId: text.describe('The pixel ID, which Ads Manager shows under the name of the data source.'),
		apiKey: text.optional().describe('Conversions API key of this pixel; `destination.apiKey` unless set.'),
		apiKeyFile: path.optional(),
		writeKeys: z
			.array(writeKeySchema)
			.default([])
			.describe('Whoever sends with one of these keys sends to this pixel. Several pixels may share a key.'),
		webhooks: z
			.array(z.enum(['segment', 'rudderstack']))
			.default([])
			.describe(
				'Webhooks whose events go to this pixel. If no pixel names one, they go to the only pixel, or to the one called `default`.',
			),
		destination: z
			.optional(destination)
			.describe('What is different for this pixel; each setting replaces that of `destination` as a whole.'),
		maxRequestsPerSecond: z
			.number()
			.min(0.01)
			.max(1000)
			.optional()
			.describe('Requests to OpenAI a second, on average; as many as OpenAI takes unless set.'),
		hold: pixelHoldSchema,
		paused: z.boolean().default(false).describe('Keep events, and send none.'),
	});
}
