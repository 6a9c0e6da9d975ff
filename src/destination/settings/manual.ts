/** The manual of the settings, which `openai-ads settings` and docs/settings.md show. A room of its own: small builds leave it out. */

import * as z from 'zod/mini';

const MANUAL = {
	'eventMapping.from':
		'Name of the event or page, or `page` / `screen` for the call. Case and outer space do not matter.',
	'eventMapping.to': 'OpenAI event type, `custom`, or `skip` to switch the event off.',
	'eventMapping.customEventName':
		'Required with `to: "custom"`: 1 to 64 letters, digits, `_` or `-`; sent in lower case.',
	'eventMapping.idFrom': 'Paths of the id for this event only, replacing the setting `idFrom`.',
	apiKey: 'Conversions API key (not an Advertiser API key). Required by `createDestination`.',
	pixelId: 'Pixel ID of the data source, sent as `pid`. Required by `createDestination`.',
	endpoint: 'Where events are sent. Change it for a sandbox or a proxy; plain http only to loopback.',
	apiVersion: 'Generation of the user fields: `2026-09` lists (current), `2026-06` singular keys.',
	eventMapping: 'Rows over the default table. One row per `from`.',
	unmappedEvents: 'What becomes of events in no table: left out, or sent as a custom event named after the event.',
	idFrom:
		'First present path is the event id. Use `["properties.order_id", "messageId"]` when the pixel reports the same orders, or they count twice.',
	fieldMapping:
		'Output field to input path or paths, replacing its defaults. `[]` switches the field off (how not to send IP, phone, city).',
	defaultCurrency:
		'ISO 4217 code used when an event names no currency. Without it such amounts are left out (Product Added assumes USD).',
	amountFrom: 'Properties tried for the order amount; `products` sums price times quantity. First valid one wins.',
	externalIdFrom: 'Paths tried for the external id; the first one present is hashed.',
	defaultActionSource:
		'Where conversions happen if the event does not say. With `web`, events from phones without a page go as `mobile_app`.',
	sourceUrl: 'How `source_url` is made. By default origin and path only.',
	'sourceUrl.keepQuery': 'Query parameters that stay in `source_url`; all others are cut.',
	'sourceUrl.canonicalOrigin': 'Origin that relative URLs are resolved against.',
	'sourceUrl.fallback': 'URL for events that have none, such as backend orders.',
	defaultCallingCode:
		'Country calling code for phone numbers in national form, digits only. Without it such numbers are left out.',
	integrationName: 'Key looked up in the `integrations` object of events.',
	consent: 'Consent categories that must all be granted in the event. Denied or missing means skipped.',
	optOut: 'When to set `opt_out`. It limits personalization; it is not consent.',
	'optOut.gpc': 'Opt out when `context.privacy.gpc` is true.',
	'optOut.adTracking': 'Opt out when `context.device.adTrackingEnabled` is false.',
	'optOut.path': 'Path or paths whose true value opts the event out.',
	'optOut.stripUser': 'Leave all hashed identifiers out of opted-out events.',
	requireIdentifier:
		'Skip events that OpenAI could not attribute: all, or those of the listed types. Recommended: `["page_viewed"]`.',
	flushAt: 'Events per request. OpenAI accepts at most 1000.',
	flushInterval: 'Longest time an event waits for its batch to fill, in milliseconds.',
	maxBatchBytes: 'Largest request body, in bytes. OpenAI documents no limit.',
	maxInFlight: 'Requests under way at the same time.',
	maxQueued: 'Events that may wait for their batch; more are `failed: queue_full`.',
	maxRetries: 'Resends of a request that met 408, 429, 5xx or a broken connection.',
	requestTimeout: 'Longest time for one request and its answer, in milliseconds.',
	maxIsolationRequests: 'Requests that may be spent to find the bad event of one refused batch.',
	validateOnly: 'Let OpenAI check every event and store none.',
	testEvents: 'Events whose path is present (or equals the value) are sent as validate-only while the rest is live.',
	integrationSource: 'Name of this integration, sent with every request as OpenAI asks.',
} as const;

/** Adds its manual to the schema of a setting. */
export function explained<Schema extends z.ZodMiniType>(name: keyof typeof MANUAL, schema: Schema): Schema {
	z.globalRegistry.add(schema, { description: MANUAL[name] });
	return schema;
}
