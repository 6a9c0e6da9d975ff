/** What a small shop sends in a day: browser and server, buyers with and without a click, crawlers, refusals, names that nothing maps. */

const DAY_MS = 24 * 3_600_000;
const CHROME = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36';
const CRAWLER = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)';

type Properties = Readonly<Record<string, unknown>>;

/** Every n-th visitor of `of` is one of the first `share`. */
const isOf = (n: number, share: number, of = 10) => (n * 7) % of < share;

/** @param nowMs Unix milliseconds; nothing else in them changes from call to call */
export function theEventsOfAShop(nowMs: number): readonly object[] {
	return [
		...times(180, (n) => fromBrowser(`page-${n}`, n, 'page')),
		...times(60, (n) => fromBrowser(`view-${n}`, n, 'Product Viewed', { ...SHOE, currency: 'EUR' })),
		...times(32, (n) => fromBrowser(`cart-${n}`, n, 'Product Added', { ...SHOE, currency: 'EUR' })),
		...times(24, (n) => fromBrowser(`checkout-${n}`, n, 'Checkout Started', ORDER)),
		...times(70, (n) => fromBrowser(`list-${n}`, n, 'Product List Viewed')),
		...times(24, (n) => fromBrowser(`cart-view-${n}`, n, 'Cart Viewed')),
		...times(14, (n) => fromServer(`placed-${n}`, n, 'Order Placed', ORDER)),
		...times(55, (n) => ({ ...fromServer(`identify-${n}`, n, ''), type: 'identify', event: undefined })),
		...times(12, (n) => fromServer(`signup-${n}`, n, 'Signed Up')),
		...times(20, (n) => crawled(`crawl-${n}`, n)),
		...times(18, (n) => withoutConsent(fromBrowser(`declined-${n}`, 500 + n, 'page'))),
		...times(60, (n) => fromServer(`order-${n}`, n, 'Order Completed', { ...ORDER, order_id: `${1002 + n}` })),
		...times(7, (n) => withoutCurrency(fromServer(`plain-${n}`, n, 'Order Completed', { order_id: `${1070 + n}` }))),
		...times(3, (n) => ({
			...fromServer(`late-${n}`, n, 'Order Completed', { ...ORDER, order_id: `0${985 + n}` }),
			timestamp: new Date(nowMs - 8.2 * DAY_MS).toISOString(),
		})),
	];
}

/** The order that somebody will ask for: e-mail and id, no click, a phone number without its country. */
export function order1001(): object {
	return fromServer('message-1001', 1001, 'Order Completed', { ...ORDER, order_id: '1001', coupon: 'WELCOME' });
}

const SHOE = { product_id: 'shoe-41', name: 'Running Shoe', price: 129.99, quantity: 1 };
const ORDER = { total: 129.99, currency: 'EUR', products: [SHOE] };

function fromBrowser(messageId: string, n: number, event: string, properties: Properties = {}): object {
	const url = `https://shop.example/${event === 'page' ? 'shoes' : 'shop'}`;
	return {
		type: event === 'page' ? 'page' : 'track',
		...(event === 'page' ? {} : { event }),
		messageId,
		anonymousId: `visitor-${n}`,
		...(isOf(n, 3) ? { userId: `customer-${n}` } : {}),
		properties,
		context: {
			library: { name: 'analytics.js' },
			page: { url },
			ip: `198.51.100.${n % 250}`,
			userAgent: CHROME,
			...(isOf(n, 6) ? { providers: { openAI: { oppref: `click-of-visitor-${n}`.padEnd(40, 'x') } } } : {}),
		},
	};
}

function fromServer(messageId: string, n: number, event: string, properties: Properties = {}): object {
	const traits = {
		email: `buyer${n}@shop.example`,
		phone: n < 100 && isOf(n, 7) ? `+49301234${100 + n}` : `030 1234${100 + n}`,
	};
	return {
		type: 'track',
		event,
		messageId,
		userId: `customer-${n}`,
		properties,
		context: { library: { name: 'analytics-node' }, traits },
	};
}

function crawled(messageId: string, n: number): object {
	const event = fromBrowser(messageId, n, 'page') as { context: object };
	return { ...event, context: { ...event.context, userAgent: CRAWLER } };
}

function withoutConsent(event: object): object {
	const { context } = event as { context: object };
	return { ...event, context: { ...context, consent: { categoryPreferences: { C0004: false } } } };
}

function withoutCurrency(event: object): object {
	const { properties } = event as { properties: object };
	return { ...event, properties: { ...properties, total: 49.5 } };
}

function times(n: number, make: (n: number) => object): readonly object[] {
	return Array.from({ length: n }, (_each, at) => make(at));
}
