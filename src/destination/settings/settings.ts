/** Settings of the destination: one zod schema, its defaults, and the only error this package throws. */

import * as z from 'zod/mini';
import { ACTION_SOURCES, EVENT_TYPES } from '../contract/event-types.js';
import { EVENTS_ENDPOINT, INTEGRATION_SOURCE, MAX_EVENTS_PER_REQUEST } from '../contract/limits.js';
import { findConflicts } from './conflicts.js';
import { isEndpoint } from './endpoint.js';
import { explained } from './manual.js';
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

const eventMappingRow = z.strictObject({
	from: explained(
		'eventMapping.from',
		z.string().check(z.trim(), z.minLength(1, 'expected string to have >=1 characters')),
	),
	to: explained('eventMapping.to', z.enum([...EVENT_TYPES, 'skip'])),
	customEventName: explained('eventMapping.customEventName', z.optional(z.string())),
	idFrom: explained('eventMapping.idFrom', z.optional(paths)),
});

/**
 * Every setting with its default; settings-manual.ts says what each is for. Durations are milliseconds, sizes bytes.
 * Paths are lodash paths from the root of the analytics event, such as `properties.order_id`.
 * Written with zod/mini, like the contract, so that the same file fits where size matters.
 */
export const settingsSchema = z
	.strictObject({
		apiKey: explained(
			// It travels in a header, which takes nothing else.
			'apiKey',
			z.optional(z.string().check(z.trim(), z.regex(/^[!-~]+$/, 'expected a key of visible ASCII characters'))),
		),
		pixelId: explained('pixelId', z.optional(text)),
		endpoint: explained(
			'endpoint',
			z._default(
				z
					.string()
					.check(z.refine(isEndpoint, 'expected an https URL, or http to a loopback host, without a user or password')),
				EVENTS_ENDPOINT,
			),
		),
		apiVersion: explained('apiVersion', z._default(z.enum(['2026-09', '2026-06']), '2026-09')),
		eventMapping: explained('eventMapping', z._default(z.array(eventMappingRow), [])),
		unmappedEvents: explained('unmappedEvents', z._default(z.enum(['skip', 'custom']), 'skip')),
		idFrom: explained('idFrom', z._default(z.array(path).check(oneOrMore), ['messageId'])),
		fieldMapping: explained('fieldMapping', z._default(z.record(z.string(), paths), {})),
		defaultCurrency: explained('defaultCurrency', z.optional(z.string().check(z.trim(), z.toUpperCase()))),
		amountFrom: explained('amountFrom', z._default(z.array(text), ['total', 'revenue', 'value', 'products'])),
		externalIdFrom: explained('externalIdFrom', z._default(z.array(path), ['userId', 'anonymousId'])),
		defaultActionSource: explained('defaultActionSource', z._default(z.enum(ACTION_SOURCES), 'web')),
		sourceUrl: explained(
			'sourceUrl',
			z.prefault(
				z.strictObject({
					keepQuery: explained('sourceUrl.keepQuery', z._default(z.array(text), [])),
					canonicalOrigin: explained('sourceUrl.canonicalOrigin', z.optional(z.string())),
					fallback: explained('sourceUrl.fallback', z.optional(z.string())),
				}),
				{},
			),
		),
		defaultCallingCode: explained(
			'defaultCallingCode',
			z.optional(z.string().check(z.regex(/^[1-9]\d{0,2}$/, 'expected 1 to 3 digits such as "44"'))),
		),
		integrationName: explained('integrationName', z._default(text, 'OpenAI Ads')),
		consent: explained('consent', z.optional(z.strictObject({ requireCategories: z.array(text).check(oneOrMore) }))),
		optOut: explained(
			'optOut',
			z.prefault(
				z.strictObject({
					gpc: explained('optOut.gpc', z._default(z.boolean(), true)),
					adTracking: explained('optOut.adTracking', z._default(z.boolean(), true)),
					path: explained('optOut.path', z.optional(paths)),
					stripUser: explained('optOut.stripUser', z._default(z.boolean(), false)),
				}),
				{},
			),
		),
		requireIdentifier: explained(
			'requireIdentifier',
			z._default(
				z.union([z.boolean(), z.array(z.enum(EVENT_TYPES))], 'expected true, false or a list of OpenAI event types'),
				false,
			),
		),
		flushAt: explained('flushAt', z._default(integer(1, MAX_EVENTS_PER_REQUEST), 10)),
		flushInterval: explained('flushInterval', z._default(integer(0, 3_600_000), 1000)),
		maxBatchBytes: explained('maxBatchBytes', z._default(integer(1024, 100_000_000), 4_000_000)),
		maxInFlight: explained('maxInFlight', z._default(integer(1, 100), 4)),
		maxQueued: explained('maxQueued', z._default(integer(1), 10_000)),
		maxRetries: explained('maxRetries', z._default(integer(0, 100), 8)),
		requestTimeout: explained('requestTimeout', z._default(integer(1, 300_000), 10_000)),
		maxIsolationRequests: explained('maxIsolationRequests', z._default(integer(1), 64)),
		validateOnly: explained('validateOnly', z._default(z.boolean(), false)),
		testEvents: explained(
			'testEvents',
			z.optional(
				z.strictObject({
					path,
					equals: z.optional(z.union([z.string(), z.number(), z.boolean()], 'expected a text, a number or a boolean')),
				}),
			),
		),
		integrationSource: explained(
			'integrationSource',
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
		),
	})
	.check(
		z.superRefine((settings, context) => {
			for (const { path, message } of findConflicts(settings)) {
				context.addIssue({ code: 'custom', path: [...path], message });
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
