/** Orders as real SDKs and backends write them, whole and right: what is broken is changed in them. */

import { NOW_MS } from '../../builders.js';

type Fields = Readonly<Record<string, unknown>>;

const AT = new Date(NOW_MS - 60_000).toISOString();
/** Of no length to which databases cut. */
export const A_CLICK = `gAAAAABn${'x7Q2-_'.repeat(22)}`;
export const CHROME =
	'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36';
const PRODUCTS = [{ product_id: 'p1', sku: 'a', name: 'Mug', price: 27.5, quantity: 1 }];
const ORDER = { order_id: '1001', total: 27.5, currency: 'USD', products: PRODUCTS };

/** What differs from a right order; `undefined` takes a field away. */
export interface Changes {
	readonly properties?: Fields;
	readonly context?: Fields;
	readonly top?: Fields;
}

/** As Segment's analytics.js sends it, with the browser plugin. */
export function aWebOrder({ properties, context, top }: Changes = {}): Fields {
	return {
		type: 'track',
		event: 'Order Completed',
		messageId: 'ajs-next-1',
		anonymousId: 'anon-77',
		userId: 'u-1',
		timestamp: AT,
		receivedAt: AT,
		integrations: {},
		context: {
			library: { name: 'analytics.js', version: 'npm:next-1.70.0' },
			page: { url: 'https://shop.example/thanks', path: '/thanks', search: '', title: 'Thanks' },
			userAgent: CHROME,
			ip: '203.0.114.9',
			traits: { email: 'jane@example.com' },
			providers: { openAI: { oppref: A_CLICK } },
			...context,
		},
		properties: { ...ORDER, ...properties },
		...top,
	};
}

/** As a backend sends it with analytics-node. */
export function aServerOrder({ properties, context, top }: Changes = {}): Fields {
	return {
		type: 'track',
		event: 'Order Completed',
		messageId: 'node-next-1',
		userId: 'u-1',
		timestamp: AT,
		integrations: {},
		context: {
			library: { name: '@segment/analytics-node', version: '2.3.0' },
			traits: { email: 'jane@example.com' },
			providers: { openAI: { oppref: A_CLICK } },
			...context,
		},
		properties: { ...ORDER, ...properties },
		...top,
	};
}
