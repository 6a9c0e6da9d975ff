/** What a busy gateway would answer: a small shop with three pixels, one of them held if a test wants it. */

import type { Overview, Pixel, Story, Summary } from '../../page/state/shapes.js';

export const AT = '2026-11-26T14:02:07.114Z';
const at = (seconds: number) => new Date(Date.parse(AT) - seconds * 1000).toISOString();

/** @param n which one, counted from the oldest */
export function aSummary(n: number, more: Partial<Summary> = {}): Summary {
	const id = `m-${n}`;
	const usual = { pixel: 'Shop EU', name: 'Order Completed', type: 'order_created', outcome: 'accepted' } as const;
	return {
		key: String(n),
		at: at(3000 - n),
		id,
		messageId: id,
		verdict: 'attributable',
		matchKeys: ['oppref'],
		source: 'analytics-node',
		...usual,
		...more,
	};
}

export const EVENTS: readonly Summary[] = [
	aSummary(1012, { id: '1003', amount: 8400, currency: 'USD' }),
	aSummary(1011, {
		type: 'page_viewed',
		name: 'page',
		verdict: 'weak',
		matchKeys: ['ip_address'],
		pixel: 'Shop US',
		source: 'analytics.js',
	}),
	{
		key: '1010',
		at: at(1990),
		pixel: 'Shop EU',
		name: 'Order Placed',
		id: '',
		messageId: 'b2a9',
		outcome: 'skipped',
		reason: 'event_not_mapped',
		note: 'Order Completed?',
		source: 'analytics.js',
	},
	aSummary(1009, { type: 'items_added', name: 'Product Added', amount: 2499, currency: 'USD' }),
	aSummary(1008, {
		id: '1001',
		verdict: 'matchable',
		matchKeys: ['email', 'external_id'],
		amount: 12999,
		currency: 'USD',
	}),
	{
		key: '1007',
		at: at(1993),
		pixel: 'Shop US',
		name: 'page',
		id: '',
		messageId: '91d0',
		outcome: 'skipped',
		reason: 'bot',
		note: 'Googlebot',
		source: 'analytics.js',
	},
	aSummary(1006, { id: '0987', outcome: 'discarded', reason: 'expired', note: '8.2 days old, OpenAI accepts 7' }),
	aSummary(1005, { type: 'checkout_started', name: 'Checkout Started', id: 'c-2231', outcome: 'waiting' }),
	aSummary(1004, { type: 'page_viewed', name: 'page', verdict: 'none', matchKeys: [] }),
];

const { verdict: _, ...known } = EVENTS[4]!;
export const STORY: Story = {
	...known,
	verdict: 'matchable',
	detail: '',
	steps: [
		{ at: at(0), what: 'received' },
		{ at: at(-0.012), what: 'queued' },
		{ at: at(-1), what: 'retrying', status: 429, until: at(-4) },
		{ at: at(-4.02), what: 'accepted', status: 200, requestId: 'req_8f2cd1' },
	],
	notes: [],
	explanation: {
		fields: [
			{ path: 'id', value: '1001', from: 'properties.order_id', rule: 'the first path of `idFrom` that has a value' },
			{
				path: 'user.emails_sha256[0]',
				value: 'b4c9… digest',
				from: 'context.traits.email',
				rule: 'trimmed, lower case, SHA-256',
			},
			{
				path: 'source_url',
				value: 'https://shop.example/thanks',
				from: 'context.page.url',
				rule: 'origin and path, query cut',
			},
			{ path: 'data.amount', value: '12999 = 129.99 USD', from: 'properties.total', rule: 'in minor units' },
		],
		notRead: ['properties.coupon'],
		notes: [{ path: 'user.phone', message: 'left out: national form. Set `defaultCallingCode`.' }],
		attribution: {
			verdict: 'matchable',
			matchKeys: ['email', 'external_id'],
			reasons: [
				{
					code: 'no_click_server',
					message: 'No oppref: the event has none, and no click of this person was seen.',
					cure: 'Identify the buyer in the browser with the same userId before checkout, or send `context.providers.openAI.oppref`.',
				},
				{ code: 'phone_unusable', message: 'Phone left out: national form.', cure: 'Set `defaultCallingCode`.' },
			],
		},
	},
	requests: [
		{
			line: 'POST /v1/events?pid=sandbox',
			body: { events: [{ id: '1001' }] },
			status: 429,
			answer: { error: { message: 'Rate limit reached.', type: 'requests', param: null, code: 'rate_limit_exceeded' } },
			requestId: 'req_44b72fbf-58b0-42b1-81b3-967b15d3f186',
			events: 3,
		},
		{
			line: 'POST /v1/events?pid=sandbox',
			body: {
				integration_source: 'openai-ads-destination',
				events: [
					{
						id: '1001',
						type: 'order_created',
						user: { emails_sha256: ['b4c9… digest'] },
						data: { amount: 12999, currency: 'USD' },
					},
				],
			},
			status: 200,
			answer: { accepted_events: 1 },
			requestId: 'req_2',
		},
	],
};

const group = (
	type: string,
	from: string,
	source: string,
	accepted: number,
	counts: readonly number[],
	keys: readonly number[],
) => ({
	type,
	from,
	source,
	accepted,
	verdicts: { attributable: counts[0]!, matchable: counts[1]!, weak: counts[2]!, none: counts[3]! },
	keys: { oppref: keys[0]!, email: keys[1]!, obref: keys[2]!, phone: keys[3]!, external_id: keys[4]! },
	trend: [6, 3, 2, 4, 7, 8, 6, 9, 8, 7, 9, 11],
});

export const OVERVIEW: Overview = {
	asOf: AT,
	received: 12_480,
	skipped: [
		{
			reason: 'event_not_mapped',
			n: 6512,
			names: [
				{ name: 'Product List Viewed', n: 3960 },
				{ name: 'Cart Viewed', n: 1204 },
				{
					name: 'Order Placed',
					n: 214,
					meant: 'Order Completed',
					row: '{ "from": "Order Placed", "to": "order_created" }',
				},
			],
		},
		{ reason: 'profile_remembered', n: 611, names: [{ name: 'identify', n: 611 }] },
		{
			reason: 'consent_denied',
			n: 447,
			names: [
				{ name: 'page', n: 371 },
				{ name: 'Order Completed', n: 15 },
			],
		},
		{ reason: 'bot', n: 342, names: [{ name: 'page', n: 301 }] },
	],
	discarded: 38,
	waiting: 48,
	accepted: 4482,
	verdicts: { attributable: 2734, matchable: 1165, weak: 448, none: 135 },
	previous: { accepted: 4300, verdicts: { attributable: 2709, matchable: 1591 } },
	trend: [63, 64, 62, 63, 65, 64, 61, 60, 58, 57, 55, 53, 52, 54, 56, 59, 61, 62, 64, 63, 62, 62, 61, 61].map(
		(share, i) => ({ at: at((24 - i) * 3600), accepted: 100, attributable: share }),
	),
	groups: [
		group('order_created', 'Order Completed', 'analytics-node', 117, [44, 70, 3, 0], [44, 113, 3, 87, 113]),
		group('checkout_started', 'Checkout Started', 'analytics.js', 142, [97, 43, 2, 0], [97, 87, 94, 57, 82]),
		group('page_viewed', 'page', 'analytics.js', 3204, [1954, 801, 352, 97], [1954, 256, 1922, 96, 352]),
	],
	diagnostics: [
		{
			code: 'few_clicks',
			affected: 73,
			total: 117,
			key: 'oppref',
			type: 'order_created',
			message: 'No ad click on orders from analytics-node.',
			cure: 'Identify the buyer in the browser with the same userId before checkout.',
			query: 'type=order_created&source=analytics-node',
		},
		{
			code: 'left_out',
			affected: 30,
			total: 117,
			key: 'phone',
			message: 'Phone left out: no country code.',
			cure: 'Set `defaultCallingCode`.',
			query: 'type=order_created',
		},
		{
			code: 'left_out',
			affected: 31,
			total: 117,
			message: 'Amount left out: no currency.',
			cure: 'Set `defaultCurrency`; without an amount there is no return on ad spend.',
			query: 'type=order_created',
		},
	],
};

const pixel = (name: string, pixelId: string, more: Partial<Pixel> = {}): Pixel => ({
	name,
	pixelId,
	state: 'sending',
	waiting: 17,
	oldestSeconds: 4,
	deadLetters: 0,
	...more,
});
export const PIXELS: readonly Pixel[] = [
	pixel('Shop EU', '9fKxaBc', { deadLetters: 30 }),
	pixel('Shop US', '2bQz7Lm'),
	pixel('Old shop', 'c81d0e2', { state: 'draining', waiting: 212, oldestSeconds: 93_600 }),
];
export const HELD: readonly Pixel[] = PIXELS.map((each) =>
	each.name === 'Shop US'
		? {
				...each,
				state: 'holding',
				since: at(1260),
				reason: 'OpenAI refuses its key (401).',
				waiting: 1221,
				oldestSeconds: 1260,
				oldestDeadline: at(-600_000),
			}
		: each,
);

const letter = (n: number, reason: string, detail: string, tooOld: boolean) => ({
	key: `l${n}`,
	pixel: 'Shop EU',
	id: `o-${n}`,
	messageId: `o-${n}`,
	type: 'order_created',
	reason,
	detail,
	notes: [],
	at: AT,
	from: 'server',
	tries: 1,
	tooOld,
	eventKept: true,
});
export const LETTERS = [
	...Array.from({ length: 21 }, (_each, n) => letter(n, 'expired', 'aged out while the key was refused.', true)),
	...Array.from({ length: 9 }, (_each, n) =>
		letter(100 + n, 'rejected', 'missing_event_data_type: events[3].data.type must be a supported data type.', false),
	),
	{ ...letter(200, 'malformed', 'type: expected the kind of an event.', false), eventKept: false },
];
