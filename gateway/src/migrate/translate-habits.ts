/** What RudderStack's destination does without being asked, in our settings where there is one. A table. */

import type { Translation, Verdict } from './verdict.js';

/** From its sources and tests. (rudder-transformer v1.153, read 2026-11-22) */
const KEPT: readonly (readonly [what: string, why: string, settings: Readonly<Record<string, unknown>>])[] = [
	[
		'amount',
		'There it is the first of `amount`, `value` and `revenue`; here `total` and the sum of the products are read too, unless `amountFrom` says otherwise.',
		{ amountFrom: ['amount', 'value', 'revenue'] },
	],
	[
		'opt_out',
		'There `properties.optOut` and `opt_out` are read; here `optOut.path` says so.',
		{
			optOut: { path: ['properties.optOut', 'properties.opt_out'] },
		},
	],
	[
		'contents',
		"There an item's `id` goes before its `product_id`, and some names are in camel case. Here rows of `fieldMapping` say so.",
		{
			fieldMapping: {
				'data.contents': ['properties.contents', 'properties.products'],
				'data.contents[].id': ['id', 'content_id', 'contentId', 'item_id', 'itemId', 'product_id', 'productId', 'sku'],
				'data.contents[].amount': ['amount', 'value', 'price'],
				'data.contents[].group_id': ['group_id', 'groupId'],
				'data.contents[].variant_dict': ['variant_dict', 'variantDict'],
			},
		},
	],
	['requests', 'There a request holds up to 1000 events; here 10 unless `flushAt` says more.', { flushAt: 1000 }],
];

const TOLD: readonly Verdict[] = [
	{
		what: 'id',
		fate: 'same',
		why: 'The messageId, unless a row names another path. This is what keeps one order from counting twice.',
	},
	{
		what: 'timestamp_ms',
		fate: 'same',
		why: '`timestamp`, then `originalTimestamp`, `sentAt`, `receivedAt`. A value that is no time is passed over here; there the event is lost.',
	},
	{
		what: 'action_source',
		fate: 'not',
		why: 'Without `defaultActionSource` it is left out there; here it is `web`, or what the event shows.',
	},
	{
		what: 'source_url',
		fate: 'not',
		why: 'There it is sent with its query and fragment; here without, since they may name people. `sourceUrl.keepQuery` keeps what you name.',
	},
	{
		what: 'user.external_ids',
		fate: 'not',
		why: 'There the id is put in lower case; here it is not, as OpenAI asks. An id with capitals gets another digest.',
	},
	{
		what: 'user names',
		fate: 'not',
		why: 'There names beyond ASCII are hashed as Latin-1; here as UTF-8, as OpenAI asks. Spaces inside are removed.',
	},
	{
		what: 'user fields',
		fate: 'not',
		why: 'A digest, a phone number of fewer than 8 digits or a country that is no code costs the event or is sent there; here a digest is taken as one, the others are left out.',
	},
	{
		what: 'bad amounts',
		fate: 'not',
		why: 'There an amount, quantity or currency that is none costs the event; here it costs the field. Negative ones are sent there, and left out here.',
	},
	{
		what: 'data of custom events',
		fate: 'not',
		why: 'There all properties are sent; here none but the known ones, since they may name people. A row of `fieldMapping` sends one: `"data.plan": "properties.plan"`.',
	},
	{
		what: 'content_type',
		fate: 'not',
		why: 'There it is the category of the item; here `product`, which OpenAI knows.',
	},
	{
		what: 'item currency',
		fate: 'not',
		why: "There each item has one; here only an item whose currency is not the event's.",
	},
	{ what: 'plan_id', fate: 'not', why: 'There it is sent with custom events; here with plans too, also from `plan`.' },
	{
		what: 'consent',
		fate: 'not',
		why: 'There only rudder-server looks at it; here an event whose own consent says no is not sent. `consent: false` turns that off.',
	},
	{ what: 'bots', fate: 'not', why: 'There their events are sent; here they are skipped. `bots: "send"` sends them.' },
	{ what: 'identify', fate: 'not', why: 'There it is refused; here it teaches the match keys of later events.' },
];

export const HABITS: Translation = {
	settings: Object.assign({}, ...KEPT.map(([, , settings]) => settings)),
	verdicts: [...KEPT.map(([what, why]) => ({ what, fate: 'kept' as const, why })), ...TOLD],
};
