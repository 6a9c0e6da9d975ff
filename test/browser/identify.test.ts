/** The usual page of thanks: `identify`, then the order. The SDKs send both at once, so the network may bring them in any order. */

import { expect } from 'chai';
import type { BrowserContext } from 'playwright-core';
import { until } from '../../gateway/test/process/gateway-process.js';
import { digestOf } from '../builders.js';
import { aGateway } from './a-gateway.js';
import { aShop } from './a-shop.js';
import { npmPage, rudderStackPage, snippetPage } from './pages.js';

const CALLS = (buyer: number) => `identify('buyer-${buyer}', { email: 'buyer-${buyer}@shop.example' });`;
const ORDER = (buyer: number) =>
	`track('Order Completed', { order_id: 'order-${buyer}', total: 20, currency: 'USD' });`;

describe('an order just after `identify`', function () {
	this.timeout(60_000);
	const shop = aShop();
	const gateway = aGateway(() => [shop.origin], { isPatient: true });

	const PAGES: readonly (readonly [sdk: string, orders: number, page: (buyer: number) => string])[] = [
		[
			'analytics.js from npm',
			20,
			(buyer) =>
				npmPage({
					api: gateway.url,
					script: `const analytics = AnalyticsBrowser.load({ ...settings, plugins: [OpenAIAds.openAIAds()] });
					analytics.${CALLS(buyer)} analytics.${ORDER(buyer)}`,
				}),
		],
		[
			'the snippet',
			5,
			(buyer) =>
				snippetPage({
					script: `analytics.register(OpenAIAds.openAIAds());
					analytics.load('write-key', { integrations: { 'Segment.io': { apiHost: '${new URL(gateway.url).host}/v1', protocol: 'http' } } });
					analytics.${CALLS(buyer)} analytics.${ORDER(buyer)}`,
				}),
		],
		[
			'the RudderStack SDK',
			5,
			(buyer) =>
				rudderStackPage({
					api: gateway.url,
					script: `OpenAIAds.openAIAdsForRudderStack(sdk); load(); sdk.${CALLS(buyer)} sdk.${ORDER(buyer)}`,
				}),
		],
	];

	for (const [sdk, orders, page] of PAGES) {
		it(`has the buyer's e-mail, ${orders} of ${orders} times, through ${sdk}`, async () => {
			const buyers = Array.from({ length: orders }, (_, index) => index + 1);
			for (const buyer of buyers) shop.serve(`/thanks-${buyer}`, page(buyer));

			for (const buyer of buyers) {
				const visitor = await shop.visitor();
				await bringIdentifyLast(visitor.context);
				await visitor.open(shop.url(`/thanks-${buyer}`));
			}
			await until('all orders have arrived', () => gateway.sandbox.events().length >= orders, 20_000);

			const emails = gateway.sandbox.events().map(({ user }) => user?.emails_sha256?.[0]);
			expect(emails).to.have.members(buyers.map((buyer) => digestOf(`buyer-${buyer}@shop.example`)));
		});
	}
});

/** Holds an `identify` call back until the gateway has answered for the order. */
async function bringIdentifyLast(context: BrowserContext): Promise<void> {
	const isAnswered = new Promise<void>((resolve) => {
		context.on('response', (response) => {
			if (/\/v1\/t(rack)?$/.test(response.url()) && response.request().method() === 'POST') resolve();
		});
	});
	await context.route(/\/v1\/i(dentify)?$/, async (route) => {
		if (route.request().method() === 'POST') await isAnswered;
		await route.continue();
	});
}
