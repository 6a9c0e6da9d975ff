/** From the landing page to OpenAI: real browser, real SDKs with the gateway's settings, real gateway, sandbox. */

import { expect } from 'chai';
import { until } from '../../gateway/test/process/gateway-process.js';
import { aGateway } from './a-gateway.js';
import { aShop } from './a-shop.js';
import { barePage, npmPage, rudderStackPage, snippetPage } from './pages.js';

/** As they are written in the address. */
const CLICKS: Readonly<Record<string, string>> = {
	'a token': 'gAAAAABpIhtW_0x-Zy1kQ2',
	'with an encoded equals sign at its end': 'gAAAAABpIhtW_0x%3D%3D',
	'with plus, equals and percent signs': 'a+b=c%2Bd%25e%3D=',
	'of 2 kB': `${'aB3-_'.repeat(408)}%3D+==`,
};
const ORDER = `'Order Completed', { order_id: 'order-1', total: 129.99, currency: 'USD' }`;

describe('a click, from the landing page to OpenAI', function () {
	this.timeout(40_000);
	const shop = aShop();
	const gateway = aGateway(() => [shop.origin]);

	const PAGES = {
		'analytics.js from npm': () =>
			npmPage({
				api: gateway.url,
				script: `const analytics = AnalyticsBrowser.load({ ...settings, plugins: [OpenAIAds.openAIAds()] }); analytics.track(${ORDER});`,
			}),
		'the RudderStack SDK': () =>
			rudderStackPage({
				api: gateway.url,
				script: `OpenAIAds.openAIAdsForRudderStack(sdk); load(); sdk.track(${ORDER});`,
			}),
	};

	for (const [sdk, page] of Object.entries(PAGES)) {
		for (const [form, click] of Object.entries(CLICKS)) {
			it(`${form} arrives byte for byte through ${sdk}, on a later visit`, async () => {
				shop.serve('/landing', barePage('clickOf(OpenAIAds.openAIAds());'));
				shop.serve('/thanks', page());
				const visitor = await shop.visitor();

				await visitor.open(shop.url(`/landing?oppref=${click}`));
				await visitor.open(shop.url('/thanks'));
				await until('the order has arrived', () => gateway.sandbox.events().length > 0);

				expect(gateway.sandbox.events().map(({ type, oppref }) => [type, oppref])).to.deep.equal([
					['order_created', click],
				]);
			});
		}
	}

	it('arrives through the snippet too, with the gateway as its apiHost', async () => {
		const { host } = new URL(gateway.url);
		const script = `analytics.register(OpenAIAds.openAIAds());
			analytics.load('write-key', { integrations: { 'Segment.io': { apiHost: '${host}/v1', protocol: 'http' } } });
			analytics.track(${ORDER});`;
		shop.serve('/landing', snippetPage({ script }));
		const visitor = await shop.visitor();

		await visitor.open(shop.url('/landing?oppref=the-click'));
		await until('the order has arrived', () => gateway.sandbox.events().length > 0);

		expect(gateway.sandbox.events().map(({ type, oppref }) => [type, oppref])).to.deep.equal([
			['order_created', 'the-click'],
		]);
	});
});
