/** The configuration file: all settings of destination, pixels and gateway, with defaults and manual. */

import { settingsSchema } from 'openai-ads-destination/pipeline';
import * as z from 'zod';
import { alertsSchema } from './alerts-schema.js';
import { holdSchema } from './hold-schema.js';
import { listenerFields } from './listener-fields.js';
import { createPixelSchema, pixelNameSchema, writeKeySchema } from './pixel-schema.js';
import { isPlainUrl } from './plain-url.js';
import { isReadableUrl } from './postgres-url.js';

const key = z.string().min(1);
const port = z.int().min(0).max(65_535);

/** The gateway's own settings. Unknown keys are refused. */
export const gatewaySchema = z.strictObject({
	host: z
		.string()
		.min(1)
		.default('127.0.0.1')
		.describe('Address to listen on. Other hosts than loopback need writeKeys or webhookSecrets.'),
	port: port.default(8787).describe('Port to listen on; 0 takes any that is free.'),
	data: z
		.string()
		.min(1)
		.default('./openai-ads-data')
		.describe('Folder of the queue. One gateway at a time; back it with a disk that survives restarts.'),
	queue: z
		.string()
		.regex(/^(file:.|postgres(ql)?:\/\/.)/, 'expected file:DIR or postgres://USER:PASSWORD@HOST/DATABASE')
		.refine(isReadableUrl, 'expected a URL: encode what is not a letter or a digit in its password as %XX')
		.optional()
		.describe(
			'Where the queue lives: `file:DIR`, the same as `data`, or `postgres://USER:PASSWORD@HOST/DATABASE`, which several gateways can share. The URL holds a password: put it into OPENAI_ADS_QUEUE, or into a file that OPENAI_ADS_QUEUE_FILE names.',
		),
	writeKeys: z
		.array(writeKeySchema)
		.default([])
		.describe(
			'Keys of the only pixel, or of the one called `default`: a text is the key of a server. Without any, a loopback host accepts every key; any other host answers SDKs with 401, and refuses to start without webhookSecrets, upstream or transformer.',
		),
	browserWriteKeys: z
		.array(key)
		.default([])
		.describe(
			'Public keys for web pages: taken from corsOrigins only, rate-limited, without orders if there are `writeKeys`.',
		),
	webhookSecrets: z
		.strictObject({
			segment: key.optional().describe('The shared secret of a Segment webhook. Opens `/webhook/segment`.'),
			rudderstack: z
				.string()
				.regex(/^[\x21-\x7e]+$/, 'expected printable ASCII without spaces, which a header can carry')
				.optional()
				.describe(
					'What a RudderStack or Jitsu webhook sends as `Authorization: Bearer`. Opens `/webhook/rudderstack`.',
				),
		})
		.default({})
		.describe('Secrets of webhooks. A route without one answers 404.'),
	segmentBatches: z
		.boolean()
		.default(false)
		.describe(
			'Take lists at `/webhook/segment`. Segment signs only the first event of a list: docs/webhooks.md says what that lets strangers do.',
		),
	corsOrigins: z
		.array(z.string().regex(/^https?:\/\/[^/?#\s]+$/, 'expected an origin such as https://shop.example'))
		.default([])
		.describe('Origins of the web pages that may send events, such as `https://shop.example`.'),
	upstream: z
		.string()
		.refine(isPlainUrl, 'expected a URL such as http://transformer:9090')
		.optional()
		.describe(
			"URL of RudderStack's own transformer, such as `http://transformer:9090`. Calls for other destinations are forwarded there.",
		),
	transformer: z
		.boolean()
		.optional()
		.describe(
			"Answer RudderStack's transformer calls, which carry no key, on a port of their own. By default only with `upstream` or `transformerPort`.",
		),
	...listenerFields,
	trustProxy: z
		.union([z.boolean(), z.string().min(1)])
		.default(false)
		.describe(
			'Believe `X-Forwarded-For`: addresses or ranges of your proxies separated by commas, or true for any sender. Wrong values let browsers invent their address.',
		),
	allowBrowserOrders: z
		.boolean()
		.default(false)
		.describe(
			'Take Order Completed with a browser write key although there are `writeKeys`. Anyone can read such a key and claim the next order numbers with it; a server whose order has the same id goes first.',
		),
	browserRequestsPerMinute: z
		.int()
		.min(1)
		.default(600)
		.describe('Requests with browser write keys that one address may send in a minute.'),
	maxQueued: z
		.int()
		.min(1)
		.default(1_000_000)
		.describe(
			'Events of a pixel that wait at most; more are answered 429. About 2 kB of disk each. Senders with less than half of what waits have a tenth more, browsers half: whoever sends most does not fill the queue for the others.',
		),
	maxQueuedMb: z
		.number()
		.positive()
		.default(10_000)
		.describe('The same in megabytes of the events themselves, which take two to three times as much disk.'),
	minFreeDiskMb: z
		.number()
		.min(0)
		.default(200)
		.describe(
			'Megabytes that stay free on the disk of the data folder: with less, events are answered 429. On a small disk a twentieth of it. 0 is off.',
		),
	maxKnownIds: z
		.int()
		.min(100_000)
		.default(20_000_000)
		.describe(
			'How many event ids are remembered for eight days, so that a resend is not sent twice. Beyond that, the oldest are forgotten earlier. About 30 bytes of disk and 2 of memory each.',
		),
	deadLetterDays: z
		.number()
		.positive()
		.max(400)
		.default(30)
		.describe('Days that dead letters are kept for: events that will not be delivered.'),
	hold: holdSchema,
	alerts: alertsSchema,
	clickLifetimeDays: z
		.number()
		.positive()
		.max(400)
		.default(30)
		.describe('Days that `/id-sync` keeps a click alive for; the same as `lifetimeDays` of the browser plugin.'),
});

export type GatewaySettings = z.output<typeof gatewaySchema>;

/** The whole file. */
export const configurationSchema = z.strictObject({
	$schema: z.string().optional().describe('Where editors find the schema that `openai-ads settings` prints.'),
	destination: z.prefault(settingsSchema, {}).describe('How events are mapped and delivered.'),
	pixels: z
		.record(pixelNameSchema, createPixelSchema(settingsSchema))
		.default({})
		.describe('The pixels by name, if there are several. `destination` holds what they have in common.'),
	gateway: gatewaySchema.prefault({}).describe('How events are received and kept.'),
});
