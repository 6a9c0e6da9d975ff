/** Good conversion events, and for each field the values that are easy to misjudge. */

export const NOW_MS = 1_795_348_800_000;
const DAY_MS = 86_400_000;
const HASH = 'b4c9a289323b21a01c3e940f150eb9b8c542587f1abfd8f0e1cc1ffc5e475514';
const URL = 'https://shop.example/thanks';

const ITEM = { id: 'sku', group_id: 'g', name: 'Tee', content_type: 'product', quantity: 1, amount: 100 };
const CONTENTS = [
	{ ...ITEM, variant_dict: { size: 'L' } },
	{ currency: 'JPY', amount: 5 },
];
const USER = {
	...{ emails_sha256: [HASH], phone_numbers_sha256: [HASH, HASH], regions: ['CA'], cities: ['Berlin'] },
	...{ postal_codes: ['SW1A 1AA'], countries: ['US'], android_advertising_id: '38400000-8cf0-11bd-b23e-10b96e40000d' },
	...{ obref: 'o', ip_address: '203.0.113.1', user_agent: 'Mozilla/5.0' },
};
const SINGULAR_USER = { email_sha256: HASH, country: 'us', city: 'Berlin', zip_code: '10115', obref: 'o' };
const MONEY = { amount: 2599, currency: 'usd' };

/** One of each event type, with all the fields it may have. */
export const GOOD_EVENTS: readonly object[] = [
	...['page_viewed', 'contents_viewed', 'items_added', 'checkout_started', 'order_created'].map((type) => {
		return { type, data: { type: 'contents', ...MONEY, contents: CONTENTS }, user: USER };
	}),
	...['lead_created', 'registration_completed', 'appointment_scheduled', 'app_installed', 'app_opened'].map((type) => {
		return { type, action_source: 'mobile_app', data: { type: 'customer_action', ...MONEY }, user: SINGULAR_USER };
	}),
	...['subscription_created', 'trial_started'].map((type) => {
		return { type, data: { type: 'plan_enrollment', ...MONEY, contents: CONTENTS, plan_id: 'pro' }, opt_out: true };
	}),
	{
		type: 'custom',
		custom_event_name: 'Quote-1_x',
		data: { type: 'custom', ...MONEY, contents: CONTENTS, seats: null },
	},
	{ type: 'order_created', data: { type: 'contents' } },
].map((event) => ({ id: 'o1', timestamp_ms: NOW_MS, action_source: 'web', source_url: URL, oppref: 'x', ...event }));

const NUMBERS = [0, -0, -1, 1.5, 2 ** 53, 2 ** 53 - 1, Number.NaN, Number.POSITIVE_INFINITY, '1', null];
const TEXTS = ['', ' ', 'x', '\n', '\u0000', '\ud800', 'é', 5, null];
const CURRENCY_VALUES = [
	'EUR',
	'jpy',
	'XXX',
	'XCG',
	'XAD',
	'ANG',
	'BGN',
	'CUC',
	'ZZZ',
	'US',
	'USD ',
	'$',
	'',
	840,
	null,
];
const HASHES = [HASH, HASH.toUpperCase(), HASH.slice(1), `${HASH}0`, `${HASH}\n`, 'bob', '', null, 1];
const PLACES = ['x', ' x ', ' ', '', 'x'.repeat(128), 'x'.repeat(129), ` ${'x'.repeat(128)} `, '東京', null, 1];
const COUNTRIES = ['DE', 'de', 'ZZ', 'DEU', 'D', 'Dé', 'D1', '', null];
const POSTAL_CODES = ['1', '-', 'x'.repeat(32), 'x'.repeat(33), 'é', '94107#1', '', '1\n', null];
const URLS = [
	...['https://h', 'HTTP://h/', 'app://open', 'https://u:p@h:80/x', 'https://h?x', 'https://h#x', 'https://[::1]:80/'],
	...[
		'',
		'/x',
		'h/x',
		'//h',
		'https:///x',
		'https://',
		'https://:80',
		'https://u@',
		'mailto:a@b',
		'1a://h',
		'https://a b',
	],
	...['https://h:x', 'https://a@b@c', 'https://[::1', ' https://h', 'https://h\n', 'https://é.example/ü', null, 5],
];
const IP_ADDRESSES = [
	...['1.2.3.4', '01.2.3.4', '1.2.3', '256.1.1.1', '::', '::1', '2001:DB8::1', '1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7::'],
	...['1::2::3', '::1/64', 'fe80::1%eth0', '[::1]', '1.2.3.4:80', '1.2.3.4\n', '12345::', '1.2.3.4, 5.6.7.8', '', null],
];
const UUID = '38400000-8CF0-11bd-b23e-10b96e40000d';
const UUIDS = [
	UUID,
	'00000000-0000-0000-0000-000000000000',
	UUID.replaceAll('-', ''),
	`{${UUID}}`,
	UUID.slice(1),
	'',
	null,
];
const CUSTOM_NAMES = [
	...['a', '1', 'A-b_C', 'x'.repeat(64), 'x'.repeat(65), '_a', 'a_', '-', 'a b', 'a.b', 'é', '', 'a\n', null, 1],
	...['order_created', 'Order_Created', 'custom', 'Custom'],
];
const SHAPES = ['contents', 'customer_action', 'plan_enrollment', 'custom', 'order', 'Contents', '', null, 1];
const TYPES = [
	'order_created',
	'lead_created',
	'trial_started',
	'custom',
	'app_opened',
	'ORDER_CREATED',
	'refund',
	'',
	null,
];
const TIMES = [
	...[NOW_MS - 7 * DAY_MS, NOW_MS - 7 * DAY_MS - 1, NOW_MS + 600_000, NOW_MS + 600_001, NOW_MS / 1000, NOW_MS + 0.5],
	...[`${NOW_MS}`, '2026-11-22T12:00:00Z', null, 0, -1],
];

/** Field to its interesting values. */
export const ODD_VALUES: Readonly<Record<string, readonly unknown[]>> = {
	id: TEXTS,
	type: TYPES,
	timestamp_ms: TIMES,
	action_source: ['web', 'mobile_app', 'offline', 'physical_store', 'phone_call', 'email', 'other', 'Web', '', null],
	source_url: URLS,
	custom_event_name: CUSTOM_NAMES,
	oppref: TEXTS,
	opt_out: [true, false, 'true', 1, null],
	user: [{}, [], null, 'x', SINGULAR_USER, USER],
	data: [{}, [], null, 'x', ...SHAPES.map((type) => ({ type }))],
	'data.type': SHAPES,
	'data.amount': NUMBERS,
	'data.currency': CURRENCY_VALUES,
	'data.plan_id': TEXTS,
	'data.contents': [[], {}, null, 'x', [null], ['sku'], [[]], [{}], CONTENTS],
	'data.extra': [1, 'x', null, true, { a: [{ b: null }] }, []],
	'data.contents.0.id': TEXTS,
	'data.contents.0.group_id': TEXTS,
	'data.contents.0.name': TEXTS,
	'data.contents.0.content_type': TEXTS,
	'data.contents.0.quantity': NUMBERS,
	'data.contents.0.amount': NUMBERS,
	'data.contents.0.currency': CURRENCY_VALUES,
	'data.contents.0.variant_dict': [{}, { a: 'b' }, { a: 1 }, { a: null }, [], null, 'x'],
	'data.contents.0.price': [1, null],
	'user.emails_sha256': [[], HASH, {}, null, Array(4).fill(HASH), ...HASHES.map((hash) => [hash])],
	'user.phone_numbers_sha256.0': HASHES,
	'user.external_ids_sha256': HASHES.map((hash) => [hash]),
	'user.first_names_sha256': HASHES.map((hash) => [hash]),
	'user.last_names_sha256': HASHES.map((hash) => [HASH, hash]),
	'user.regions.0': PLACES,
	'user.cities.0': PLACES,
	'user.postal_codes.0': POSTAL_CODES,
	'user.countries.0': COUNTRIES,
	'user.android_advertising_id': UUIDS,
	'user.email_sha256': HASHES,
	'user.external_id_sha256': HASHES,
	'user.country': COUNTRIES,
	'user.city': PLACES,
	'user.zip_code': POSTAL_CODES,
	'user.obref': TEXTS,
	'user.ip_address': IP_ADDRESSES,
	'user.user_agent': TEXTS,
	'user.oppref': ['x'],
	event_id: ['x', null],
	obref: ['x'],
};
