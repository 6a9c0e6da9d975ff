/** The bench's order: an Order Completed with 3 products, e-mail, phone, names and address; fresh people in every round. */

const AGENT = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36';

/** JSON of one event, as a router sends it. Each `n` has its own person, order and click; all may have the same user agent. */
export function orderEventJson(n: number, timestamp: string, userAgent = AGENT): string {
	return JSON.stringify({
		type: 'track',
		event: 'Order Completed',
		messageId: `node-next-${n}-57c5769b-198e-4166-a4c7-a78d5455bc13`,
		timestamp,
		userId: `user-${n}`,
		anonymousId: `5b7f2f0e-4a58-4b0e-9d6e-${String(n).padStart(12, '0')}`,
		properties: {
			order_id: `order-${n}`,
			total: 129.99,
			revenue: 119.99,
			shipping: 10,
			currency: 'USD',
			products: [
				{ product_id: 'sku-1', name: 'Shirt', category: 'Apparel', brand: 'Acme', price: 24.995, quantity: 2 },
				{ product_id: 'sku-2', name: 'Trousers', category: 'Apparel', brand: 'Acme', price: 50, quantity: 1 },
				{ product_id: 'sku-3', name: 'Socks', category: 'Apparel', brand: 'Acme', price: '20.00', quantity: 1 },
			],
		},
		context: {
			ip: '203.0.113.7',
			userAgent,
			locale: 'en-US',
			page: { url: `https://shop.example/checkout/thanks?order=${n}`, path: '/checkout/thanks', title: 'Thanks' },
			providers: { openAI: { oppref: `gAAAAABp6Js_${n}_aZ4kPq` } },
			traits: {
				email: `Jane.Doe+${n}@Example.com`,
				phone: `+1 (415) 555-${String(n % 10000).padStart(4, '0')}`,
				firstName: 'Jane',
				lastName: `Doe-${n}`,
				address: { city: 'San Francisco', state: 'CA', postalCode: '94107', country: 'US' },
			},
			library: { name: '@segment/analytics-node', version: '3.1.0' },
		},
		integrations: {},
		_metadata: { nodeVersion: 'v20.20.2', jsRuntime: 'node' },
	});
}
