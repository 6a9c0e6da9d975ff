/** Analytics events that nobody should send: any value in every place that is read. */

import fc from 'fast-check';
import { NOW_MS } from '../builders.js';
import {
	cycle,
	DEEP,
	DEEP_LIST,
	IDS,
	PEOPLE,
	PLACES,
	POLLUTION,
	PRICES,
	TEXTS,
	TIMES,
	thrower,
	trap,
	URLS,
	WORDS,
} from './hostile-values.js';

const inProcessOnly = fc.oneof(
	fc.constantFrom<unknown>(Symbol('s'), () => 1, 10n, new Date(Number.NaN), new Date(NOW_MS), new Map([['a', 1]])),
	fc.constant(null).map(cycle),
	fc.constant(null).map(thrower),
	fc.constant(null).map(trap),
	fc.constant(null).map(() => ({ toString: 5, valueOf: 5, toJSON: () => ({ a: 1n }) })),
);

const odd = fc.oneof(
	{
		weight: 8,
		arbitrary: fc.constantFrom<unknown>(...PRICES, ...TEXTS, ...IDS, ...PEOPLE, ...PLACES, ...URLS, ...TIMES, ...WORDS),
	},
	{
		weight: 3,
		arbitrary: fc.constantFrom<unknown>(null, undefined, true, false, [], {}, [[]], [null], DEEP, DEEP_LIST),
	},
	{
		weight: 1,
		arbitrary: fc.constantFrom<unknown>(
			'x'.repeat(200_000),
			Array(20_000).fill({ price: 1 }),
			Array(9).fill('é'.repeat(999)),
		),
	},
	{ weight: 1, arbitrary: fc.constant(POLLUTION).map((json) => JSON.parse(json)) },
	{ weight: 3, arbitrary: fc.jsonValue() },
	{ weight: 2, arbitrary: fc.string({ unit: 'binary' }) },
	{ weight: 1, arbitrary: inProcessOnly },
);

/** An object with some of these keys, each with a fitting or an odd value. */
function some(keys: readonly string[], fitting: fc.Arbitrary<unknown> = odd): fc.Arbitrary<Record<string, unknown>> {
	const member = fc.oneof(fitting, odd);
	return fc.dictionary(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...keys) }, fc.string()), member, {
		maxKeys: 8,
	});
}

const ADDRESS_KEYS = ['city', 'state', 'postalCode', 'zip', 'country'];
const TRAIT_KEYS = [
	'email',
	'emails',
	'phone',
	'firstName',
	'last_name',
	'city',
	'country',
	'address',
	'obref',
	'postal_codes',
];
const traits = some(TRAIT_KEYS, fc.oneof(some(ADDRESS_KEYS), fc.array(odd, { maxLength: 5 })));
const ITEM_KEYS = [
	'product_id',
	'sku',
	'id',
	'name',
	'price',
	'quantity',
	'currency',
	'variant_dict',
	'group_id',
	'content_type',
];
const item = some(ITEM_KEYS, some(['size', 'color', '__proto__']));
const PROPERTY_KEYS = [
	...['total', 'revenue', 'value', 'currency', 'products', 'contents', 'email', 'phone', 'url', 'source_url', 'title'],
	...['action_source', 'oppref', 'obref', 'plan', 'plan_id', 'order_id', 'note', 'optOut', ...ITEM_KEYS],
];
const properties = some(PROPERTY_KEYS, fc.oneof(fc.array(fc.oneof(item, odd), { maxLength: 6 }), item));
const references = fc.record({ openAI: some(['oppref', 'obref']) });
const integrations = some(['OpenAI Ads', 'All'], some(['oppref', 'obref']));
const CONTEXT_PARTS: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
	page: some(['url', 'search', 'tab_url', 'title']),
	traits,
	providers: references,
	integrations,
	device: some(['type', 'advertisingId', 'adTrackingEnabled']),
	os: some(['name']),
	privacy: some(['gpc']),
	consent: some(['categoryPreferences'], some(['ads'])),
	ip: odd,
	userAgent: odd,
};
const context = fc.record(
	Object.fromEntries(
		Object.entries(CONTEXT_PARTS).map(([key, part]) => [key, fc.oneof({ weight: 4, arbitrary: part }, odd)]),
	),
	{ requiredKeys: [] },
);

const EVENT_NAMES = [
	'Order Completed',
	'Product Viewed',
	'Product Added',
	'Signed Up',
	'Trial Started',
	'Application Opened',
	'Cart Viewed',
	'lead_created',
];
const mostly = (good: fc.Arbitrary<unknown>) =>
	fc.oneof({ weight: 12, arbitrary: good }, { weight: 1, arbitrary: odd });

const whole = fc.record(
	{
		type: mostly(fc.constantFrom('track', 'track', 'track', 'page', 'screen')),
		event: mostly(fc.constantFrom(...EVENT_NAMES)),
		name: odd,
		messageId: mostly(fc.constant('m1')),
		timestamp: mostly(fc.constant('2026-11-22T11:59:00.000Z')),
		originalTimestamp: odd,
		userId: odd,
		anonymousId: odd,
		channel: fc.oneof(fc.constant('web'), odd),
		request_ip: odd,
		properties: mostly(properties),
		traits: fc.oneof(traits, odd),
		context: mostly(context),
		integrations: fc.oneof(integrations, odd),
	},
	{ requiredKeys: ['type', 'event', 'messageId', 'timestamp', 'properties', 'context'] },
);

/** Nine of ten are nearly events, the tenth is any value. */
export const hostileEvent: fc.Arbitrary<unknown> = fc.oneof(
	{ weight: 9, arbitrary: whole },
	{ weight: 1, arbitrary: odd },
);
