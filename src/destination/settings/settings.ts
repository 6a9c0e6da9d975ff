/** Settings of the destination: one zod schema, its defaults, and the only error this package throws. */

import * as z from 'zod/mini';
import { ACTION_SOURCES, EVENT_TYPES } from '../contract/event-types.js';
import { EVENTS_ENDPOINT, INTEGRATION_SOURCE, MAX_EVENTS_PER_REQUEST } from '../contract/limits.js';
import { OPPREF_PARAM } from '../contract/oppref.js';
import { findConflicts } from './conflicts.js';
import { isEndpoint } from './endpoint.js';
import { findOversize, MAX_PATH_LENGTH } from './oversize.js';
import { describeIssue, SettingsError, type Suggest } from './settings-error.js';
import { suggestName } from './suggest-name.js';
import { withManual } from './with-manual.js';

// Functions, since the manual is added to each setting's own schema.
const path = () =>
	z.string().check(
		z.minLength(1, 'expected a path that is not empty'),
		z.refine(({ length }) => length <= MAX_PATH_LENGTH, `expected a path of at most ${MAX_PATH_LENGTH} characters`),
	);
const paths = () => z.union([path(), z.array(path())], 'expected a path or a list of paths');
const text = () => z.string().check(z.minLength(1, 'expected string to have >=1 characters'));
const oneOrMore = z.minLength(1, 'expected array to have >=1 items');

function integer(min: number, max: number = Number.MAX_SAFE_INTEGER) {
	const message =
		max === Number.MAX_SAFE_INTEGER
			? `expected an integer of at least ${min}`
			: `expected an integer from ${min} to ${max}`;
	return z.int(message).check(z.minimum(min, message), z.maximum(max, message));
}

const eventMappingRow = z.strictObject({
	from: z.string().check(z.trim(), z.minLength(1, 'expected string to have >=1 characters')),
	to: z.enum([...EVENT_TYPES, 'skip']),
	customEventName: z.optional(z.string()),
	idFrom: z.optional(paths()),
	deduplicationKey: z.optional(paths()),
});

/** The setting `amountFrom`, unless it is set. */
export const DEFAULT_AMOUNT_FROM: readonly string[] = ['total', 'revenue', 'value', 'subtotal', 'amount', 'products'];

/**
 * Every setting with its default; `SettingsInput` says what each is for, and same-settings.ts holds the two together.
 * Durations are milliseconds, sizes bytes. Paths are lodash paths from the root of the analytics event, such as
 * `properties.order_id`.
 * Written with zod/mini, like the contract, so that the same file fits where size matters.
 */
const everySetting = z.strictObject({
	// It travels in a header, which takes nothing else.
	apiKey: z.optional(z.string().check(z.trim(), z.regex(/^[!-~]+$/, 'expected a key of visible ASCII characters'))),
	pixelId: z.optional(z.string().check(z.trim(), z.minLength(1, 'expected string to have >=1 characters'))),
	endpoint: z._default(
		z
			.string()
			.check(z.refine(isEndpoint, 'expected an https URL, or http to a loopback host, without a user or password')),
		EVENTS_ENDPOINT,
	),
	apiVersion: z._default(z.enum(['2026-09', '2026-06']), '2026-09'),
	eventMapping: z._default(z.array(eventMappingRow), []),
	unmappedEvents: z._default(z.enum(['skip', 'custom']), 'skip'),
	idFrom: z._default(z.array(path()).check(oneOrMore), ['messageId']),
	// Not z.record(): that alone would make the file for Segment 2 kB larger.
	fieldMapping: z._default(z.catchall(z.object({}), paths()), {}),
	defaultCurrency: z.optional(z.string().check(z.trim(), z.toUpperCase())),
	amountFrom: z._default(z.array(text()), [...DEFAULT_AMOUNT_FROM]),
	moneyGuard: z._default(z.enum(['warn', 'block']), 'warn'),
	externalIdFrom: z._default(z.array(path()), ['userId', 'anonymousId']),
	defaultActionSource: z._default(z.enum(ACTION_SOURCES), 'web'),
	sourceUrl: z.prefault(
		z.strictObject({
			keepQuery: z._default(z.array(text()), []),
			canonicalOrigin: z.optional(z.string()),
			fallback: z.optional(z.string()),
		}),
		{},
	),
	defaultCallingCode: z.optional(z.string().check(z.regex(/^[1-9]\d{0,2}$/, 'expected 1 to 3 digits such as "44"'))),
	clickParams: z._default(
		z
			.array(z.string().check(z.regex(/^[\w.~-]{1,64}$/, 'expected the name of a URL parameter')))
			.check(z.refine(({ length }) => length <= 10, 'expected at most 10 names')),
		[OPPREF_PARAM],
	),
	personalData: z._default(z.enum(['remove', 'send']), 'remove'),
	integrationName: z._default(text(), 'OpenAI Ads'),
	consent: z._default(
		z.union(
			[z.literal(['obey', false]), z.strictObject({ requireCategories: z.array(text()).check(oneOrMore) })],
			'expected "obey", false or { requireCategories: [...] }',
		),
		'obey',
	),
	bots: z._default(z.enum(['skip', 'send']), 'skip'),
	optOut: z.prefault(
		z.strictObject({
			gpc: z._default(z.boolean(), true),
			adTracking: z._default(z.boolean(), true),
			path: z.optional(paths()),
			stripUser: z._default(z.boolean(), false),
		}),
		{},
	),
	requireIdentifier: z._default(
		z.union([z.boolean(), z.array(z.enum(EVENT_TYPES))], 'expected true, false or a list of OpenAI event types'),
		false,
	),
	flushAt: z._default(integer(1, MAX_EVENTS_PER_REQUEST), 10),
	flushInterval: z._default(integer(0, 3_600_000), 1000),
	maxBatchBytes: z._default(integer(1024, 100_000_000), 4_000_000),
	maxInFlight: z._default(integer(1, 100), 4),
	maxQueued: z._default(integer(1), 10_000),
	maxRetries: z._default(integer(0, 100), 8),
	requestTimeout: z._default(integer(1, 300_000), 10_000),
	maxIsolationRequests: z._default(integer(1), 64),
	validateOnly: z._default(z.boolean(), false),
	testEvents: z.optional(
		z.strictObject({
			path: path(),
			equals: z.optional(z.union([z.string(), z.number(), z.boolean()], 'expected a text, a number or a boolean')),
		}),
	),
	shadow: z._default(z.boolean(), false),
	integrationSource: z._default(
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
});

/** The schema of the settings: each for itself, and the rules between them. */
export const settingsSchema = withManual(
	everySetting.check(
		z.superRefine((settings, context) => {
			for (const { path, message } of findConflicts(settings)) {
				context.addIssue({ code: 'custom', path: [...path], message });
			}
		}),
	),
);

export type { SettingsInput } from './settings-input.js';
/** Settings with every default filled in. */
export type Settings = z.output<typeof settingsSchema>;
export type EventMappingRow = Settings['eventMapping'][number];

/**
 * Reads settings and fills in the defaults.
 *
 * @throws SettingsError naming every unknown key and wrong value at once
 */
export function parseSettings(input: unknown): Settings {
	const oversize = findOversize(input);
	if (oversize.length > 0) throw new SettingsError(oversize);
	const parsed = settingsSchema.safeParse(input);
	// A copy, since V8 is slow to read an object that zod has built field by field.
	if (parsed.success) return { ...parsed.data };
	const suggest: Suggest = (path, name) => suggestName(settingsSchema, path, name);
	throw new SettingsError(parsed.error.issues.flatMap((issue) => describeIssue(issue, input, suggest)));
}
