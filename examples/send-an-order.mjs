/**
 * Sends one order. With OPENAI_CONVERSIONS_API_KEY and OPENAI_ADS_PIXEL_ID it goes to OpenAI, without them to a sandbox on this machine.
 *
 *   node examples/send-an-order.mjs
 */

import { createDestination } from 'openai-ads-destination';
import { createSandbox } from 'openai-ads-destination/sandbox';

const { OPENAI_CONVERSIONS_API_KEY: apiKey, OPENAI_ADS_PIXEL_ID: pixelId } = process.env;
const isLive = apiKey !== undefined && pixelId !== undefined;
const sandbox = isLive ? undefined : await createSandbox();
const destination = createDestination(
	sandbox === undefined ? { apiKey, pixelId } : { apiKey: 'any', pixelId: 'any', endpoint: sandbox.endpoint },
);

const result = await destination.track({
	type: 'track',
	event: 'Order Completed',
	messageId: `order-${Date.now()}`,
	timestamp: new Date(),
	userId: 'user-42',
	properties: {
		order_id: '1001',
		total: 129.99,
		currency: 'USD',
		products: [{ product_id: 'sku-1', name: 'Starter bundle', price: 129.99, quantity: 1 }],
	},
	context: {
		page: { url: 'https://shop.example/checkout/thanks?session=not-sent' },
		traits: { email: 'jane@shop.example', firstName: 'Jane' },
		providers: { openAI: { oppref: 'the-click-reference' } },
	},
});

console.log('fate of the event:', result.outcome, result.reason ?? '', `(${result.attribution})`);
console.log('amount in cents:', sandbox?.events()[0]?.data.amount ?? 'sent to OpenAI');
await destination.close();
await sandbox?.close();
process.exitCode = result.outcome === 'accepted' ? 0 : 1;
