/**
 * OUT: the one description of a conversion event as OpenAI's Conversions API takes it, its fields in the order in which the
 * mapper sets them and the encoder writes them. Wire types are inferred here.
 * No clock: validate-event.ts checks the time window. Written with zod/mini, so that the file also fits where size matters.
 */

import * as z from 'zod/mini';
import { isIpAddress } from '../primitives/ip-address.js';
import { findProblems } from './cross-field-rules.js';
import { CURRENCY_CODES } from './currencies.js';
import { isSha256 } from './digest.js';
import { ACTION_SOURCES, EVENT_TYPES } from './event-types.js';
import { isJsonObject, isTextRecord } from './json-value.js';
import { MAX_PLACE_LENGTH, POSTAL_CODE, UUID } from './limits.js';

const nonEmpty = z.string().check(z.minLength(1, 'expected a non-empty string'));
const nonBlank = z.string().check(z.regex(/\S/, 'expected a string that is not blank'));
const integer = z.int('expected an integer within the safe range');
export const sha256 = z
	.string()
	.check(z.refine(isSha256, 'expected a SHA-256 digest: 64 lower-case hexadecimal characters'));
const place = z.string().check(
	z.refine((name) => {
		const { length } = name.trim();
		return length > 0 && length <= MAX_PLACE_LENGTH;
	}, 'expected 1 to 128 characters'),
);
const postalCode = z.string().check(z.regex(POSTAL_CODE, 'expected 1 to 32 letters, digits, spaces or hyphens'));
const country = z.string().check(z.regex(/^[A-Za-z]{2}$/, 'expected a two-letter country code'));
// Upper-casing alone would also turn `ı` and `ſ` into letters of a code.
const ALPHA_3 = /^[A-Za-z]{3}$/;
const currency = z
	.string()
	.check(
		z.refine(
			(code) => CURRENCY_CODES.has(code) || (ALPHA_3.test(code) && CURRENCY_CODES.has(code.toUpperCase())),
			'expected a current ISO 4217 currency code',
		),
	);
const uuid = z.string().check(z.regex(UUID, 'expected a UUID'));

const ipAddress = z.string().check(z.refine(isIpAddress, 'expected one IPv4 or IPv6 address'));

// The documentation asks for a scheme and a host; user info and a port are allowed.
const SCHEME_AND_HOST = /^[a-z][a-z0-9+.-]*:\/\/(?:[^\s/?#@]*@)?(?:\[([^\]]*)\]|[^\s/?#@:[\]\\]+)(?::\d*)?(?:[/?#]|$)/i;
const sourceUrl = z.string().check(z.refine(hasSchemeAndHost, 'expected a URL with a scheme and a host'));

function hasSchemeAndHost(url: string): boolean {
	const match = SCHEME_AND_HOST.exec(url);
	const ipv6 = match?.[1];
	return match !== null && (ipv6 === undefined || (ipv6.includes(':') && isIpAddress(ipv6)));
}

/**
 * Both generations of match keys in one closed object: the current lists, the singular keys of 2026-06, and the keys that
 * both have. A cross-field rule forbids mixing them.
 */
const userSchema = z.strictObject({
	emails_sha256: z.optional(z.array(sha256)),
	phone_numbers_sha256: z.optional(z.array(sha256)),
	first_names_sha256: z.optional(z.array(sha256)),
	last_names_sha256: z.optional(z.array(sha256)),
	external_ids_sha256: z.optional(z.array(sha256)),
	regions: z.optional(z.array(place)),
	cities: z.optional(z.array(place)),
	postal_codes: z.optional(z.array(postalCode)),
	countries: z.optional(z.array(country)),
	android_advertising_id: z.optional(uuid),
	email_sha256: z.optional(sha256),
	external_id_sha256: z.optional(sha256),
	country: z.optional(country),
	city: z.optional(place),
	zip_code: z.optional(postalCode),
	obref: z.optional(nonBlank),
	ip_address: z.optional(ipAddress),
	user_agent: z.optional(nonEmpty),
});

const contentSchema = z.strictObject({
	id: z.optional(z.string()),
	group_id: z.optional(z.string()),
	name: z.optional(z.string()),
	quantity: z.optional(integer),
	amount: z.optional(integer),
	currency: z.optional(currency),
	variant_dict: z.optional(z.custom<Record<string, string>>(isTextRecord, 'expected an object whose values are texts')),
	content_type: z.optional(nonEmpty),
});

const money = { amount: z.optional(integer), currency: z.optional(currency) };
const contents = { contents: z.optional(z.array(contentSchema)) };
const plan = { plan_id: z.optional(z.string()) };

const dataSchema = z.discriminatedUnion('type', [
	z.strictObject({ type: z.enum(['contents']), ...money, ...contents }),
	z.strictObject({ type: z.enum(['customer_action']), ...money }),
	z.strictObject({ type: z.enum(['plan_enrollment']), ...money, ...contents, ...plan }),
	z
		.catchall(z.object({ type: z.enum(['custom']), ...money, ...contents, ...plan }), z.unknown())
		.check(z.refine(isJsonObject, 'expected JSON values only, nested at most 100 deep')),
]);

/** The fields one by one, closed. The rules between fields are in cross-field-rules.ts. */
export const conversionEventFields = z.strictObject({
	id: nonEmpty,
	type: z.enum(EVENT_TYPES, { error: 'expected one of the 13 event types, in lower case' }),
	timestamp_ms: integer,
	action_source: z.optional(z.enum(ACTION_SOURCES, { error: `expected one of ${ACTION_SOURCES.join(', ')}` })),
	source_url: z.optional(sourceUrl),
	custom_event_name: z.optional(z.string()),
	oppref: z.optional(z.string()),
	user: z.optional(userSchema),
	opt_out: z.optional(z.boolean()),
	data: dataSchema,
});

/**
 * One event of `POST https://bzr.openai.com/v1/events`, closed: an undocumented field is an error.
 *
 *   { id: 'order_1', type: 'order_created', timestamp_ms: 1795348740000, action_source: 'web',
 *     source_url: 'https://shop.example/thanks', oppref: '...', data: { type: 'contents', amount: 2599, currency: 'USD' } }
 *
 * Money is an integer in the currency's ISO 4217 minor unit, time is Unix milliseconds.
 *
 * @source https://developers.openai.com/ads/conversions-api and /ads/supported-events (read 2026-11-22)
 */
export const conversionEventSchema = conversionEventFields.check(
	z.superRefine((event, context) => {
		for (const { path, message } of findProblems(event)) {
			context.addIssue({ code: 'custom', path: [...path], message });
		}
	}),
);

/** The mapper builds this. */
export type ConversionEventDraft = z.input<typeof conversionEventSchema>;
export type UserDraft = NonNullable<ConversionEventDraft['user']>;
export type DataDraft = ConversionEventDraft['data'];
export type ContentDraft = z.input<typeof contentSchema>;

declare const valid: unique symbol;
/** A valid draft; only `validateEvent` makes one. */
export type ConversionEvent = z.output<typeof conversionEventSchema> & { readonly [valid]: true };
