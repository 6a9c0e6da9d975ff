/** What happened in a shop, as SDKs report it. */

const AT = '2026-11-20T10:00:05.000Z';
export const AT_MS = Date.parse(AT);
export const PAGE = 'https://shop.example/thanks?utm_source=chatgpt&oppref=a%2Bb';

const base = {
	type: 'track',
	userId: 'U-1',
	anonymousId: '5f7f2c1e-0d9b-4a8e-9c43-1f2e3d4c5b6a',
	timestamp: AT,
	context: {
		ip: '203.0.113.7',
		userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/145.0',
		page: { url: PAGE },
		traits: {
			email: 'Jane@Shop.example',
			phone: '+1 (415) 555-2671',
			address: { country: 'US', city: 'Springfield', postalCode: '62704' },
		},
	},
};

/** An order with a total that its lines do not add up to. */
export const anOrder = (id: string) => ({
	...base,
	event: 'Order Completed',
	messageId: `m-order-${id}`,
	properties: {
		order_id: `o-${id}`,
		total: '54.90',
		currency: 'USD',
		products: [
			{ product_id: 'p-1', name: 'Mug', price: '19.95', quantity: 2 },
			{ product_id: 'p-2', name: 'Vase', price: '10.00', quantity: 1 },
		],
	},
});

/** Events with the names of Segment's spec. */
export const EVENTS = [
	anOrder('1'),
	anOrder('2'),
	{
		...base,
		event: 'Product Added',
		messageId: 'm-added',
		properties: { product_id: 'p-1', name: 'Mug', price: '19.95', quantity: 1, currency: 'USD' },
	},
	{ ...base, event: 'Signed Up', messageId: 'm-signed', properties: {} },
];

const items = [{ item_id: 'p-1', item_name: 'Mug', price: 19.95, quantity: 2 }];
const { ip: _ip, userAgent: _agent, ...ofTheBrowser } = base.context;
const context = { ...ofTheBrowser, traits: { email: base.context.traits.email } };

/** Events with Google Analytics 4's names, each with the id that the page gives to pixel and tag. */
export const STAPE_EVENTS = [
	{
		...base,
		context,
		event: 'purchase',
		messageId: 'm-1',
		properties: { event_id: 'e-1', transaction_id: 't-1', value: 39.9, currency: 'USD', items },
	},
	{
		...base,
		context,
		event: 'add_to_cart',
		messageId: 'm-2',
		properties: { event_id: 'e-2', value: 39.9, currency: 'USD', items },
	},
	{ ...base, context, event: 'quiz_finished', messageId: 'm-3', properties: { event_id: 'e-3' } },
];
