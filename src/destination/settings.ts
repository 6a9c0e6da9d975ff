/** Settings of the destination: one zod schema, its defaults, and the only error this package throws. */

import * as z from 'zod';
import { ACTION_SOURCES, EVENT_TYPES } from './contract/event-types.js';
import { EVENTS_ENDPOINT, INTEGRATION_SOURCE, MAX_EVENTS_PER_REQUEST } from './contract/limits.js';
import { findConflicts } from './settings-conflicts.js';
import { describeIssue, SettingsError } from './settings-error.js';

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

// https anywhere; plain http would carry the key in the clear, so only to this machine. The host is read the way `fetch`
// reads it: `http://localhost:80@evil.example` goes to evil.example. `fetch` refuses URLs with a user or password.
function isEndpoint(endpoint: string): boolean {
	if (!URL.canParse(endpoint)) return false;
	const { protocol, hostname, username, password } = new URL(endpoint);
	if (username !== '' || password !== '') return false;
	return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
}

const path = z.string().min(1, 'expected a path that is not empty');
const paths = z.union([path, z.array(path)], 'expected a path or a list of paths');

function integer(min: number, max: number = Number.MAX_SAFE_INTEGER) {
	const message =
		max === Number.MAX_SAFE_INTEGER
			? `expected an integer of at least ${min}`
			: `expected an integer from ${min} to ${max}`;
	return z.int(message).min(min, message).max(max, message);
}

const eventMappingRow = z.strictObject({
	from: z
		.string()
		.trim()
		.min(1)
		.describe('Name of the event or page, or `page` / `screen` for the call. Case and outer space do not matter.'),
	to: z.enum([...EVENT_TYPES, 'skip']).describe('OpenAI event type, `custom`, or `skip` to switch the event off.'),
	customEventName: z
		.string()
		.optional()
		.describe('Required with `to: "custom"`: 1 to 64 letters, digits, `_` or `-`; sent in lower case.'),
	idFrom: paths.optional().describe('Paths of the id for this event only, replacing the setting `idFrom`.'),
});

/**
 * Every setting with its default and its manual. Durations are milliseconds, sizes bytes.
 * Paths are lodash paths from the root of the analytics event, such as `properties.order_id`.
 */
export const settingsSchema = z
	.strictObject({
		apiKey: z
			.string()
			.trim()
			// It travels in a header, which takes nothing else.
			.regex(/^[!-~]+$/, 'expected a key of visible ASCII characters')
			.optional()
			.describe('Conversions API key (not an Advertiser API key). Required by `createDestination`.'),
		pixelId: z
			.string()
			.min(1)
			.optional()
			.describe('Pixel ID of the data source, sent as `pid`. Required by `createDestination`.'),
		endpoint: z
			.string()
			.refine(isEndpoint, 'expected an https URL, or http to a loopback host, without a user or password')
			.default(EVENTS_ENDPOINT)
			.describe('Where events are sent. Change it for a sandbox or a proxy; plain http only to loopback.'),
		apiVersion: z
			.enum(['2026-09', '2026-06'])
			.default('2026-09')
			.describe('Generation of the user fields: `2026-09` lists (current), `2026-06` singular keys.'),
		eventMapping: z.array(eventMappingRow).default([]).describe('Rows over the default table. One row per `from`.'),
		unmappedEvents: z
			.enum(['skip', 'custom'])
			.default('skip')
			.describe('What becomes of events in no table: left out, or sent as a custom event named after the event.'),
		idFrom: z
			.array(path)
			.min(1)
			.default(['messageId'])
			.describe(
				'First present path is the event id. Use `["properties.order_id", "messageId"]` when the pixel reports the same orders, or they count twice.',
			),
		fieldMapping: z
			.record(z.string(), paths)
			.default({})
			.describe(
				'Output field to input path or paths, replacing its defaults. `[]` switches the field off (how not to send IP, phone, city).',
			),
		defaultCurrency: z
			.string()
			.transform((code) => code.trim().toUpperCase())
			.optional()
			.describe(
				'ISO 4217 code used when an event names no currency. Without it such amounts are left out (Product Added assumes USD).',
			),
		amountFrom: z
			.array(z.string().min(1))
			.default(['total', 'revenue', 'value', 'products'])
			.describe('Properties tried for the order amount; `products` sums price times quantity. First valid one wins.'),
		externalIdFrom: z
			.array(path)
			.default(['userId', 'anonymousId'])
			.describe('Paths tried for the external id; the first one present is hashed.'),
		defaultActionSource: z
			.enum(ACTION_SOURCES)
			.default('web')
			.describe(
				'Where conversions happen if the event does not say. With `web`, events from phones without a page go as `mobile_app`.',
			),
		sourceUrl: z
			.strictObject({
				keepQuery: z
					.array(z.string().min(1))
					.default([])
					.describe('Query parameters that stay in `source_url`; all others are cut.'),
				canonicalOrigin: z.string().optional().describe('Origin that relative URLs are resolved against.'),
				fallback: z.string().optional().describe('URL for events that have none, such as backend orders.'),
			})
			.prefault({})
			.describe('How `source_url` is made. By default origin and path only.'),
		defaultCallingCode: z
			.string()
			.regex(/^[1-9]\d{0,2}$/, 'expected 1 to 3 digits such as "44"')
			.optional()
			.describe(
				'Country calling code for phone numbers in national form, digits only. Without it such numbers are left out.',
			),
		integrationName: z
			.string()
			.min(1)
			.default('OpenAI Ads')
			.describe('Key looked up in the `integrations` object of events.'),
		consent: z
			.strictObject({ requireCategories: z.array(z.string().min(1)).min(1) })
			.optional()
			.describe('Consent categories that must all be granted in the event. Denied or missing means skipped.'),
		optOut: z
			.strictObject({
				gpc: z.boolean().default(true).describe('Opt out when `context.privacy.gpc` is true.'),
				adTracking: z.boolean().default(true).describe('Opt out when `context.device.adTrackingEnabled` is false.'),
				path: paths.optional().describe('Path or paths whose true value opts the event out.'),
				stripUser: z.boolean().default(false).describe('Leave all hashed identifiers out of opted-out events.'),
			})
			.prefault({})
			.describe('When to set `opt_out`. It limits personalization; it is not consent.'),
		requireIdentifier: z
			.union([z.boolean(), z.array(z.enum(EVENT_TYPES))], 'expected true, false or a list of OpenAI event types')
			.default(false)
			.describe(
				'Skip events that OpenAI could not attribute: all, or those of the listed types. Recommended: `["page_viewed"]`.',
			),
		flushAt: integer(1, MAX_EVENTS_PER_REQUEST)
			.default(10)
			.describe('Events per request. OpenAI accepts at most 1000.'),
		flushInterval: integer(0, 3_600_000)
			.default(1000)
			.describe('Longest time an event waits for its batch to fill, in milliseconds.'),
		maxBatchBytes: integer(1024, 100_000_000)
			.default(4_000_000)
			.describe('Largest request body, in bytes. OpenAI documents no limit.'),
		maxInFlight: integer(1, 100).default(4).describe('Requests under way at the same time.'),
		maxQueued: integer(1)
			.default(10_000)
			.describe('Events that may wait for their batch; more are `failed: queue_full`.'),
		maxRetries: integer(0, 100)
			.default(8)
			.describe('Resends of a request that met 408, 429, 5xx or a broken connection.'),
		requestTimeout: integer(1, 300_000)
			.default(10_000)
			.describe('Longest time for one request and its answer, in milliseconds.'),
		maxIsolationRequests: integer(1)
			.default(64)
			.describe('Requests that may be spent to find the bad event of one refused batch.'),
		validateOnly: z.boolean().default(false).describe('Let OpenAI check every event and store none.'),
		testEvents: z
			.strictObject({
				path,
				equals: z.union([z.string(), z.number(), z.boolean()], 'expected a text, a number or a boolean').optional(),
			})
			.optional()
			.describe('Events whose path is present (or equals the value) are sent as validate-only while the rest is live.'),
		integrationSource: z
			.string()
			.trim()
			.regex(INTEGRATION_SOURCE, 'expected 1 to 64 letters, digits, `.`, `_` or `-`, beginning with a letter or digit')
			.toLowerCase()
			.default('openai-ads-destination')
			.describe('Name of this integration, sent with every request as OpenAI asks.'),
	})
	.superRefine((settings, context) => {
		for (const { at, message } of findConflicts(settings)) context.addIssue({ code: 'custom', path: [...at], message });
	});

/** Settings as a user writes them: everything optional. */
export type SettingsInput = z.input<typeof settingsSchema>;
/** Settings with every default filled in. */
export type Settings = z.output<typeof settingsSchema>;
export type EventMappingRow = Settings['eventMapping'][number];

/**
 * Reads settings and fills in the defaults.
 *
 * @throws SettingsError naming every unknown key and wrong value at once
 */
export function parseSettings(input: unknown): Settings {
	const parsed = settingsSchema.safeParse(input);
	if (parsed.success) return parsed.data;
	throw new SettingsError(parsed.error.issues.flatMap((issue) => describeIssue(issue, input)));
}
