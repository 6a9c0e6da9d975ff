/** Differences that are there for a reason. The table is also the documentation: docs/compare.md is made from it. */

import { hash } from 'node:crypto';
import { exponentOf, isRecord, ownField, slugify, type UnknownRecord } from 'openai-ads-destination/internal';

/** One field of one event, made by both. `undefined` where one has none. */
export interface FieldPair {
	readonly path: string;
	readonly ours: unknown;
	readonly theirs: unknown;
	/** The analytics event. */
	readonly event: UnknownRecord;
	/** What was left out of ours, by the path of the field. */
	readonly notes: readonly { readonly path: string; readonly message: string }[];
	/** Of our event. */
	readonly currency: string | undefined;
}

interface Row {
	readonly code: string;
	/** Which fields it is about, for people. */
	readonly field: string;
	readonly reason: string;
	is(pair: FieldPair): boolean;
}

const sha256 = (text: string) => hash('sha256', text, 'hex');
const text = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : undefined);
const list = (value: unknown): readonly unknown[] => [value ?? []].flat();
const field = (event: UnknownRecord, ...names: string[]) =>
	names.reduce<unknown>((value, name) => (isRecord(value) ? ownField(value, name) : undefined), event);
const traitsOf = (event: UnknownRecord) => [
	field(event, 'traits'),
	field(event, 'context', 'traits'),
	field(event, 'properties'),
];
const lower = (value: unknown) => JSON.stringify(value)?.toLowerCase();

/** What the other made of a trait: one of its values is this of it. */
function isMade({ theirs, event }: FieldPair, names: readonly string[], make: (raw: string) => string): boolean {
	const raws = traitsOf(event).flatMap((traits) =>
		names.flatMap((name) => text(field({ traits }, 'traits', name)) ?? []),
	);
	return raws.some((raw) => list(theirs).includes(make(raw)));
}

/** The first row that fits is the reason. */
export const BY_DESIGN: readonly Row[] = [
	{
		code: 'anonymous_external_id',
		field: 'user.external_ids_sha256',
		reason:
			'The userId goes before the anonymousId, which ties an event to nobody that signs in. Setting: externalIdFrom.',
		is: ({ path, theirs, event }) => {
			const id = text(event['anonymousId']);
			return (
				path === 'user.external_ids_sha256' &&
				id !== undefined &&
				isDigestOf(theirs, id) &&
				event['userId'] !== undefined
			);
		},
	},
	{
		code: 'lower_case_external_id',
		field: 'user.external_ids_sha256',
		reason: 'Ids keep their case, as the pixel sends them; in lower case the two do not match.',
		is: ({ path, theirs, event }) => {
			const ids = [event['userId'], event['anonymousId']].flatMap((id) => text(id) ?? []);
			const isLowered = (id: string) => id !== id.toLowerCase() && isDigestOf(theirs, id.toLowerCase());
			return path === 'user.external_ids_sha256' && ids.some(isLowered);
		},
	},
	{
		code: 'digest_of_digest',
		field: 'user.*_sha256',
		reason: 'A value that is a digest already is not hashed again.',
		is: ({ path, ours, theirs }) =>
			path.endsWith('_sha256') && list(ours).some((digest) => isDigestOf(theirs, String(digest))),
	},
	{
		code: 'raw_email_digest',
		field: 'user.emails_sha256',
		reason: 'An e-mail address is trimmed and put in lower case before it is hashed, as OpenAI asks.',
		is: (pair) => pair.path === 'user.emails_sha256' && isMade(pair, ['email'], sha256),
	},
	{
		code: 'phone_with_sign',
		field: 'user.phone_numbers_sha256',
		reason: 'A phone number is hashed as its digits alone, with the country code and without +, as OpenAI asks.',
		is: (pair) =>
			pair.path === 'user.phone_numbers_sha256' &&
			[(raw: string) => sha256(raw), (raw: string) => sha256(`+${raw.replace(/\D/g, '')}`)].some((make) =>
				isMade(pair, ['phone'], make),
			),
	},
	{
		code: 'more_values',
		field: 'user lists',
		reason: 'OpenAI takes up to three values of a key: those of the event and those that are known of the person.',
		is: ({ path, ours, theirs }) =>
			path.startsWith('user.') && list(theirs).length > 0 && list(theirs).every((value) => list(ours).includes(value)),
	},
	{
		code: 'case_of_places',
		field: 'user.countries, cities, regions, postal_codes',
		reason: 'OpenAI trims places and puts them in lower case itself; they go as they are.',
		is: ({ path, ours, theirs }) =>
			/^user\.(countries|cities|regions|postal_codes)$/.test(path) &&
			ours !== undefined &&
			lower(ours) === lower(theirs),
	},
	{
		code: 'minted_obref',
		field: 'user.obref',
		reason: "The pixel's browser id is never made up: only one that the pixel set can match.",
		is: ({ path, ours, theirs, event }) =>
			path === 'user.obref' && ours === undefined && !JSON.stringify(event).includes(JSON.stringify(theirs)),
	},
	{
		code: 'query_cut',
		field: 'source_url',
		reason: 'Query and fragment are cut, since they may hold personal data. Setting: sourceUrl.keepQuery.',
		is: ({ path, ours, theirs }) =>
			path === 'source_url' &&
			typeof ours === 'string' &&
			typeof theirs === 'string' &&
			theirs.split(/[?#]/, 1)[0] === ours,
	},
	{
		code: 'time_of_sending',
		field: 'timestamp_ms',
		reason: 'The time of the event, to the millisecond; not the time at which it was sent on.',
		is: ({ path, ours, theirs }) =>
			path === 'timestamp_ms' &&
			typeof ours === 'number' &&
			typeof theirs === 'number' &&
			(theirs > ours || Math.floor(ours / 1000) * 1000 === theirs),
	},
	{
		code: 'major_units',
		field: 'data.amount, data.contents[].amount',
		reason: "OpenAI reads amounts in the currency's minor unit: 129.99 USD is 12999.",
		is: ({ path, ours, theirs, currency }) => {
			const exponent = exponentOf(currency ?? '') ?? 0;
			const isMajor = (our: unknown, their: unknown) =>
				typeof our === 'number' && our !== their && Math.abs(Number(their) * 10 ** exponent - our) < 0.5;
			return (
				/amount$/.test(path) &&
				exponent > 0 &&
				list(ours).length === list(theirs).length &&
				list(ours).every((our, index) => isMajor(our, list(theirs)[index]))
			);
		},
	},
	{
		code: 'sum_of_lines',
		field: 'data.amount',
		reason:
			"The order's own total goes before the sum of its lines, which knows no discount, tax or shipping. Setting: amountFrom.",
		is: ({ path, ours, theirs, event, currency }) =>
			path === 'data.amount' && ours !== undefined && sumLines(event, currency) === theirs,
	},
	{
		code: 'invented_currency',
		field: 'data.currency, data.amount',
		reason: 'Without a currency in the event there is no amount; none is made up. Setting: defaultCurrency.',
		is: ({ path, ours, event }) =>
			/^data\.(amount|currency)$/.test(path) &&
			ours === undefined &&
			field(event, 'properties', 'currency') === undefined,
	},
	{
		code: 'case_of_currency',
		field: 'data.currency',
		reason: 'Currencies are ISO 4217 codes in upper case.',
		is: ({ path, ours, theirs }) => /currency$/.test(path) && ours !== undefined && lower(ours) === lower(theirs),
	},
	{
		code: 'slug',
		field: 'custom_event_name',
		reason: 'OpenAI takes names of letters, digits, `_` and `-`: others are written so.',
		is: ({ path, ours, theirs }) =>
			path === 'custom_event_name' &&
			typeof ours === 'string' &&
			typeof theirs === 'string' &&
			ours === slugify(theirs),
	},
	{
		code: 'false_is_absent',
		field: 'opt_out',
		reason: 'What is not opted out carries no opt_out.',
		is: ({ path, ours, theirs }) => path === 'opt_out' && ours === undefined && theirs === false,
	},
	{
		code: 'content_type',
		field: 'data.contents[].content_type',
		reason: 'Items of product events are products, unless the event says otherwise.',
		is: ({ path, ours, theirs }) =>
			path === 'data.contents[].content_type' &&
			theirs === undefined &&
			list(ours).every((value) => value === 'product'),
	},
	{
		code: 'custom_property',
		field: 'data.*',
		reason: 'Properties of a custom event go out only if fieldMapping names them: any of them may be personal data.',
		is: ({ path, ours, theirs, event }) => {
			const property = field(event, 'properties', path.slice('data.'.length));
			return (
				path.startsWith('data.') && ours === undefined && property !== undefined && lower(property) === lower(theirs)
			);
		},
	},
	{
		code: 'name_of_integration',
		field: 'integration_source',
		reason: 'Each integration names itself.',
		is: ({ path }) => path === 'integration_source',
	},
	{
		code: 'left_out',
		field: 'any',
		reason:
			'The value can not be used, and `openai-ads explain` says why: a private address, a server library, no e-mail address.',
		is: ({ path, ours, notes }) => ours === undefined && notes.some((note) => isNoteOf(note.path, path)),
	},
];

/** Their user fields have the names that OpenAI's documentation had before; the values are compared all the same. */
export const SINGULAR_KEYS = {
	code: 'singular_keys',
	field: 'user.*',
	reason: 'User keys are lists since September 2026. Setting: apiVersion.',
} as const;

/** `undefined` if nothing explains it. */
export function findReason(pair: FieldPair): string | undefined {
	return BY_DESIGN.find((row) => row.is(pair))?.code;
}

function isDigestOf(theirs: unknown, raw: string): boolean {
	return list(theirs).includes(sha256(raw));
}

/** Notes name settings' fields: `user.email`, `user.user_agent`, `data.amount`. */
function isNoteOf(note: string, path: string): boolean {
	const plain = path
		.replace(/s?_sha256$/, '')
		.replace(/ies$/, 'y')
		.replace('phone_number', 'phone')
		.replace(/codes$/, 'code')
		.replace(/regions$/, 'region');
	return note === path || note === plain || note.replace(/\[\d+\]/g, '[]') === path;
}

/** In minor units; `undefined` if a line has no price. */
function sumLines(event: UnknownRecord, currency: string | undefined): number | undefined {
	const products = field(event, 'properties', 'products');
	const exponent = exponentOf(currency ?? '');
	if (!Array.isArray(products) || products.length === 0 || exponent === undefined) return undefined;
	const sum = products.reduce<number>((total, line) => {
		const [price, quantity] = [ownField(line, 'price'), ownField(line, 'quantity') ?? 1];
		return total + Number(price) * Number(quantity);
	}, 0);
	return Number.isFinite(sum) ? Math.round(sum * 10 ** exponent) : undefined;
}
