/** Why other fields than those of the user differ by design. */

import { exponentOf, ownField, slugify, type UnknownRecord } from 'openai-ads-destination/internal';
import { type Reason, readField, toList, toLower } from './field-pair.js';

export const EVENT_REASONS: readonly Reason[] = [
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
				toList(ours).length === toList(theirs).length &&
				toList(ours).every((our, index) => isMajor(our, toList(theirs)[index]))
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
			readField(event, 'properties', 'currency') === undefined,
	},
	{
		code: 'case_of_currency',
		field: 'data.currency',
		reason: 'Currencies are ISO 4217 codes in upper case.',
		is: ({ path, ours, theirs }) => /currency$/.test(path) && ours !== undefined && toLower(ours) === toLower(theirs),
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
			toList(ours).every((value) => value === 'product'),
	},
	{
		code: 'custom_property',
		field: 'data.*',
		reason: 'Properties of a custom event go out only if fieldMapping names them: any of them may be personal data.',
		is: ({ path, ours, theirs, event }) => {
			const property = readField(event, 'properties', path.slice('data.'.length));
			return (
				path.startsWith('data.') &&
				ours === undefined &&
				property !== undefined &&
				toLower(property) === toLower(theirs)
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
	const products = readField(event, 'properties', 'products');
	const exponent = exponentOf(currency ?? '');
	if (!Array.isArray(products) || products.length === 0 || exponent === undefined) return undefined;
	const sum = products.reduce<number>((total, line) => {
		const [price, quantity] = [ownField(line, 'price'), ownField(line, 'quantity') ?? 1];
		return total + Number(price) * Number(quantity);
	}, 0);
	return Number.isFinite(sum) ? Math.round(sum * 10 ** exponent) : undefined;
}
