import { expect } from 'chai';
import { aShop } from './a-shop.js';
import { rudderStackPage, rudderStackSnippetPage } from './pages.js';
import { clicksByName, contextOf, EACH_WITH_CLICK, EACH_WITH_DENIAL, openAIByName, opprefOf } from './sent-event.js';

const EVERY_CALL = `sdk.page(); sdk.track('Product Viewed'); sdk.identify('user-1'); sdk.group('group-1'); sdk.alias('user-2');`;
const PLUGIN = 'window.plugin = OpenAIAds.openAIAdsForRudderStack(sdk);';

/** SDKs before 3.32 have no custom context: no methods for it, and no option of `load`. */
const SDKS = {
	'with setCustomContext': '',
	'before 3.32': `for (const name of ['setCustomContext', 'getCustomContext', 'clearCustomContext']) sdk[name] = undefined;
		const loadSdk = sdk.load; sdk.load = (key, url, { context, ...options } = {}) => loadSdk(key, url, options);`,
};

for (const [age, prepare] of Object.entries(SDKS)) {
	describe(`the RudderStack SDK ${age}, with openAIAdsForRudderStack()`, () => {
		const shop = aShop();

		it('sends the click with every call', async () => {
			shop.serve('/landing', rudderStackPage({ script: `${prepare} ${PLUGIN} load(); ${EVERY_CALL}` }));
			const visitor = await shop.visitor();

			await visitor.open(shop.url('/landing?oppref=the-click'));

			expect(clicksByName(await shop.events(5))).to.deep.equal(EACH_WITH_CLICK);
		});

		it('sends the click with calls that waited for load', async () => {
			shop.serve('/landing', rudderStackPage({ script: `${prepare} ${PLUGIN} ${EVERY_CALL} load();` }));
			const visitor = await shop.visitor();

			await visitor.open(shop.url('/landing?oppref=the-click'));

			expect(clicksByName(await shop.events(5))).to.deep.equal(EACH_WITH_CLICK);
		});

		it('understands every form of a call', async () => {
			const script = `${prepare} ${PLUGIN} load();
				const context = { providers: { acme: { id: 7 } } };
				sdk.page('Shop', 'Cart', { a: 1 }, { context }, () => {});
				sdk.track('Bare', () => {}); sdk.track('With Options', { a: 1 }, { context });
				sdk.identify('user-1', { plan: 'x' }, { context }); sdk.identify({ plan: 'y' });
				sdk.group('group-1', { a: 1 }, { context }); sdk.alias('to', 'from', { context });`;
			shop.serve('/landing', rudderStackPage({ script }));
			const visitor = await shop.visitor();

			await visitor.open(shop.url('/landing?oppref=the-click'));
			const events = await shop.events(7);

			expect(events.map(opprefOf)).to.deep.equal(Array(7).fill('the-click'));
			const withOptions = events.find(({ event }) => event === 'With Options');
			expect(withOptions).to.deep.include({ properties: { a: 1 } });
			expect(contextOf(withOptions)['providers']).to.deep.include({ acme: { id: 7 } });
		});

		it('picks up a click that arrives through navigation in a single-page shop', async () => {
			shop.serve('/', rudderStackPage({ script: `${prepare} ${PLUGIN} load(); sdk.page();` }));
			const visitor = await shop.visitor();
			const tab = await visitor.open(shop.url('/'));
			await shop.events(1);

			await tab.evaluate(`history.pushState({}, '', '/sale?oppref=the-click'); sdk.page('Sale');
				history.pushState({}, '', '/cart'); sdk.track('Cart Viewed'); 0`);

			expect((await shop.events(3)).map(opprefOf)).to.deep.equal([undefined, 'the-click', 'the-click']);
		});

		it('keeps the click for the next visit, and after reset()', async () => {
			shop.serve('/', rudderStackPage({ script: `${prepare} ${PLUGIN} load(); sdk.reset(); sdk.page();` }));
			const visitor = await shop.visitor();
			const landing = await visitor.open(shop.url('/?oppref=the-click'));
			await shop.events(1);
			await landing.close();

			await visitor.open(shop.url('/'));

			expect((await shop.events(2)).map(opprefOf)).to.deep.equal(['the-click', 'the-click']);
		});

		it('says with every call that the visitor refused, and no longer after a grant', async () => {
			shop.serve(
				'/landing',
				rudderStackPage({ script: `${prepare} ${PLUGIN} load(); plugin.withdraw(); ${EVERY_CALL}` }),
			);
			const visitor = await shop.visitor();
			const tab = await visitor.open(shop.url('/landing?oppref=the-click'));
			const refused = openAIByName(await shop.events(5));

			await tab.evaluate(`plugin.grant(); sdk.track('Cart Viewed'); 0`);

			expect(refused).to.deep.equal(EACH_WITH_DENIAL);
			expect(openAIByName((await shop.events(6)).slice(5))).to.deep.equal({
				'track Cart Viewed': { oppref: 'the-click' },
			});
		});

		it('sends no click after withdrawal', async () => {
			shop.serve('/landing', rudderStackPage({ script: `${prepare} ${PLUGIN} load(); sdk.page();` }));
			const visitor = await shop.visitor();
			const tab = await visitor.open(shop.url('/landing?oppref=the-click'));
			await shop.events(1);

			await tab.evaluate(`plugin.withdraw(); sdk.track('Product Viewed'); 0`);

			expect(clicksByName(await shop.events(2))).to.deep.equal({
				page: 'the-click',
				'track Product Viewed': undefined,
			});
			expect(await visitor.cookieNames()).not.to.include('_oaiads');
		});
	});
}

describe('the RudderStack snippet, with openAIAdsForRudderStack()', () => {
	const shop = aShop();
	const calls = EVERY_CALL.replaceAll('sdk.', 'rudderanalytics.');

	for (const [order, script] of Object.entries({
		'made after the plugin': `OpenAIAds.openAIAdsForRudderStack(rudderanalytics); ${calls}`,
		'made before the plugin': `${calls} OpenAIAds.openAIAdsForRudderStack(rudderanalytics);`,
	})) {
		it(`sends the click with calls ${order}, while the SDK is loading`, async () => {
			shop.serve('/landing', rudderStackSnippetPage({ script }));
			const visitor = await shop.visitor();

			await visitor.open(shop.url('/landing?oppref=the-click'));

			expect(clicksByName(await shop.events(5))).to.deep.equal(EACH_WITH_CLICK);
		});
	}

	it('sends the click with calls made once the SDK is loaded, and no click after withdrawal', async () => {
		const script = 'window.plugin = OpenAIAds.openAIAdsForRudderStack(rudderanalytics); rudderanalytics.page();';
		shop.serve('/landing', rudderStackSnippetPage({ script }));
		const visitor = await shop.visitor();
		const tab = await visitor.open(shop.url('/landing?oppref=the-click'));
		await shop.events(1);

		await tab.evaluate(
			`rudderanalytics.track('Product Viewed'); plugin.withdraw(); rudderanalytics.track('Cart Viewed'); 0`,
		);

		expect(clicksByName(await shop.events(3))).to.deep.equal({
			page: 'the-click',
			'track Product Viewed': 'the-click',
			'track Cart Viewed': undefined,
		});
	});
});
