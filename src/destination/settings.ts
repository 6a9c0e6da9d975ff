/** Settings of the destination: one zod schema, its defaults, and the only error this package throws. */

import * as z from 'zod/mini';
import { ACTION_SOURCES, EVENT_TYPES } from './contract/event-types.js';
import { EVENTS_ENDPOINT, INTEGRATION_SOURCE, MAX_EVENTS_PER_REQUEST } from './contract/limits.js';
import { isEndpoint } from './endpoint.js';
import { findConflicts } from './settings-conflicts.js';
import { describeIssue, SettingsError } from './settings-error.js';

const path = z.string().check(z.minLength(1, 'expected a path that is not empty'));
const paths = z.union([path, z.array(path)], 'expected a path or a list of paths');
const text = z.string().check(z.minLength(1, 'expected string to have >=1 characters'));
const oneOrMore = z.minLength(1, 'expected array to have >=1 items');

function integer(min: number, max: number = Number.MAX_SAFE_INTEGER) {
	const message =
		max === Number.MAX_SAFE_INTEGER
			? `expected an integer of at least ${min}`
			: `expected an integer from ${min} to ${max}`;
	return z.int(message).check(z.minimum(min, message), z.maximum(max, message));
}

/** Adds the manual of a setting, which `openai-ads settings` and docs/settings.md show. */
function explained<Schema extends z.ZodMiniType>(schema: Schema, manual: string): Schema {
	z.globalRegistry.add(schema, { description: manual });
	return schema;
}

const eventMappingRow = z.strictObject({
	from: explained(
		z.string().check(z.trim(), z.minLength(1, 'expected string to have >=1 characters')),
		'Name of the event or page, or `page` / `screen` for the call. Case and outer space do not matter.',
	),
	to: explained(z.enum([...EVENT_TYPES, 'skip']), 'OpenAI event type, `custom`, or `skip` to switch the event off.'),
	customEventName: explained(
		z.optional(z.string()),
		'Required with `to: "custom"`: 1 to 64 letters, digits, `_` or `-`; sent in lower case.',
	),
	idFrom: explained(z.optional(paths), 'Paths of the id for this event only, replacing the setting `idFrom`.'),
});

/**
 * Every setting with its default and its manual. Durations are milliseconds, sizes bytes.
 * Paths are lodash paths from the root of the analytics event, such as `properties.order_id`.
 * Written with zod/mini, like the contract, so that the same file fits where size matters.
 */
export const settingsSchema = z
	.strictObject({
		apiKey: explained(
			// It travels in a header, which takes nothing else.
			z.optional(z.string().check(z.trim(), z.regex(/^[!-~]+$/, 'expected a key of visible ASCII characters'))),
			'Conversions API key (not an Advertiser API key). Required by `createDestination`.',
		),
		pixelId: explained(
			z.optional(text),
			'Pixel ID of the data source, sent as `pid`. Required by `createDestination`.',
		),
		endpoint: explained(
			z._default(
				z
					.string()
					.check(z.refine(isEndpoint, 'expected an https URL, or http to a loopback host, without a user or password')),
				EVENTS_ENDPOINT,
			),
			'Where events are sent. Change it for a sandbox or a proxy; plain http only to loopback.',
		),
		apiVersion: explained(
			z._default(z.enum(['2026-09', '2026-06']), '2026-09'),
			'Generation of the user fields: `2026-09` lists (current), `2026-06` singular keys.',
		),
		eventMapping: explained(
			z._default(z.array(eventMappingRow), []),
			'Rows over the default table. One row per `from`.',
		),
		unmappedEvents: explained(
			z._default(z.enum(['skip', 'custom']), 'skip'),
			'What becomes of events in no table: left out, or sent as a custom event named after the event.',
		),
		idFrom: explained(
			z._default(z.array(path).check(oneOrMore), ['messageId']),
			'First present path is the event id. Use `["properties.order_id", "messageId"]` when the pixel reports the same orders, or they count twice.',
		),
		fieldMapping: explained(
			z._default(z.record(z.string(), paths), {}),
			'Output field to input path or paths, replacing its defaults. `[]` switches the field off (how not to send IP, phone, city).',
		),
		defaultCurrency: explained(
			z.optional(z.string().check(z.trim(), z.toUpperCase())),
			'ISO 4217 code used when an event names no currency. Without it such amounts are left out (Product Added assumes USD).',
		),
		amountFrom: explained(
			z._default(z.array(text), ['total', 'revenue', 'value', 'products']),
			'Properties tried for the order amount; `products` sums price times quantity. First valid one wins.',
		),
		externalIdFrom: explained(
			z._default(z.array(path), ['userId', 'anonymousId']),
			'Paths tried for the external id; the first one present is hashed.',
		),
		defaultActionSource: explained(
			z._default(z.enum(ACTION_SOURCES), 'web'),
			'Where conversions happen if the event does not say. With `web`, events from phones without a page go as `mobile_app`.',
		),
		sourceUrl: explained(
			z.prefault(
				z.strictObject({
					keepQuery: explained(
						z._default(z.array(text), []),
						'Query parameters that stay in `source_url`; all others are cut.',
					),
					canonicalOrigin: explained(z.optional(z.string()), 'Origin that relative URLs are resolved against.'),
					fallback: explained(z.optional(z.string()), 'URL for events that have none, such as backend orders.'),
				}),
				{},
			),
			'How `source_url` is made. By default origin and path only.',
		),
		defaultCallingCode: explained(
			z.optional(z.string().check(z.regex(/^[1-9]\d{0,2}$/, 'expected 1 to 3 digits such as "44"'))),
			'Country calling code for phone numbers in national form, digits only. Without it such numbers are left out.',
		),
		integrationName: explained(z._default(text, 'OpenAI Ads'), 'Key looked up in the `integrations` object of events.'),
		consent: explained(
			z.optional(z.strictObject({ requireCategories: z.array(text).check(oneOrMore) })),
			'Consent categories that must all be granted in the event. Denied or missing means skipped.',
		),
		optOut: explained(
			z.prefault(
				z.strictObject({
					gpc: explained(z._default(z.boolean(), true), 'Opt out when `context.privacy.gpc` is true.'),
					adTracking: explained(
						z._default(z.boolean(), true),
						'Opt out when `context.device.adTrackingEnabled` is false.',
					),
					path: explained(z.optional(paths), 'Path or paths whose true value opts the event out.'),
					stripUser: explained(z._default(z.boolean(), false), 'Leave all hashed identifiers out of opted-out events.'),
				}),
				{},
			),
			'When to set `opt_out`. It limits personalization; it is not consent.',
		),
		requireIdentifier: explained(
			z._default(
				z.union([z.boolean(), z.array(z.enum(EVENT_TYPES))], 'expected true, false or a list of OpenAI event types'),
				false,
			),
			'Skip events that OpenAI could not attribute: all, or those of the listed types. Recommended: `["page_viewed"]`.',
		),
		flushAt: explained(
			z._default(integer(1, MAX_EVENTS_PER_REQUEST), 10),
			'Events per request. OpenAI accepts at most 1000.',
		),
		flushInterval: explained(
			z._default(integer(0, 3_600_000), 1000),
			'Longest time an event waits for its batch to fill, in milliseconds.',
		),
		maxBatchBytes: explained(
			z._default(integer(1024, 100_000_000), 4_000_000),
			'Largest request body, in bytes. OpenAI documents no limit.',
		),
		maxInFlight: explained(z._default(integer(1, 100), 4), 'Requests under way at the same time.'),
		maxQueued: explained(
			z._default(integer(1), 10_000),
			'Events that may wait for their batch; more are `failed: queue_full`.',
		),
		maxRetries: explained(
			z._default(integer(0, 100), 8),
			'Resends of a request that met 408, 429, 5xx or a broken connection.',
		),
		requestTimeout: explained(
			z._default(integer(1, 300_000), 10_000),
			'Longest time for one request and its answer, in milliseconds.',
		),
		maxIsolationRequests: explained(
			z._default(integer(1), 64),
			'Requests that may be spent to find the bad event of one refused batch.',
		),
		validateOnly: explained(z._default(z.boolean(), false), 'Let OpenAI check every event and store none.'),
		testEvents: explained(
			z.optional(
				z.strictObject({
					path,
					equals: z.optional(z.union([z.string(), z.number(), z.boolean()], 'expected a text, a number or a boolean')),
				}),
			),
			'Events whose path is present (or equals the value) are sent as validate-only while the rest is live.',
		),
		integrationSource: explained(
			z._default(
				z
					.string()
					.check(
						z.trim(),
						z.regex(
							INTEGRATION_SOURCE,
							'expected 1 to 64 letters, digits, `.`, `_` or `-`, beginning with a letter or digit',
						),
						z.toLowerCase(),
					),
				'openai-ads-destination',
			),
			'Name of this integration, sent with every request as OpenAI asks.',
		),
	})
	.check(
		z.superRefine((settings, context) => {
			for (const { at, message } of findConflicts(settings)) {
				context.addIssue({ code: 'custom', path: [...at], message });
			}
		}),
	);

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
