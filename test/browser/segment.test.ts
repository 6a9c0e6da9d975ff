import { expect } from 'chai';
import { aShop } from './a-shop.js';
import { npmPage, snippetPage } from './pages.js';
import { clicksByName, contextOf, EACH_WITH_CLICK, EACH_WITH_DENIAL, openAIByName, opprefOf } from './sent-event.js';

const EVERY_CALL = `analytics.page(); analytics.track('Product Viewed'); analytics.identify('user-1'); analytics.group('group-1');
	analytics.alias('user-2'); analytics.screen('Cart');`;
const ALL_WITH_CLICK = { ...EACH_WITH_CLICK, screen: 'the-click' };

/** The two ways a site gets analytics.js: from npm, in its bundle, and by Segment's snippet. */
const STYLES = {
	'from npm': {
		page: npmPage,
		create: 'const analytics = new AnalyticsBrowser();',
		load: 'analytics.load(settings);',
	},
	'by snippet': {
		page: snippetPage,
		create: '',
		load: `analytics.load('write-key');`,
	},
};

for (const [style, { page, create, load }] of Object.entries(STYLES)) {
	describe(`analytics.js ${style}, with openAIAds()`, () => {
		const shop = aShop();
		const aPageView = `${create} analytics.register(OpenAIAds.openAIAds()); ${load} analytics.page();`;

		it('sends the click with every call', async () => {
			const script = `${create} analytics.register(OpenAIAds.openAIAds()); ${load} ${EVERY_CALL}`;
			shop.serve('/landing', page({ script }));
			const visitor = await shop.visitor();

			await visitor.open(shop.url('/landing?utm_source=chatgpt&oppref=the-click'));

			expect(clicksByName(await shop.events(6))).to.deep.equal(ALL_WITH_CLICK);
		});

		it('sends the click with calls that waited for the SDK', async () => {
			const script = `${create} ${EVERY_CALL} analytics.register(OpenAIAds.openAIAds()); ${load}`;
			shop.serve('/landing', page({ script }));
			const visitor = await shop.visitor();

			await visitor.open(shop.url('/landing?oppref=the-click'));

			expect(clicksByName(await shop.events(6))).to.deep.equal(ALL_WITH_CLICK);
		});

		it('says with every call that the visitor refused, and no longer after a grant', async () => {
			const script = `window.plugin = OpenAIAds.openAIAds(); ${create} analytics.register(plugin); ${load}
				plugin.withdraw(); ${EVERY_CALL}`;
			shop.serve('/landing', page({ script }));
			const visitor = await shop.visitor();
			const tab = await visitor.open(shop.url('/landing?oppref=the-click'));
			const refused = openAIByName(await shop.events(6));

			await tab.evaluate(`plugin.grant(); analytics.track('Cart Viewed'); 0`);

			expect(refused).to.deep.equal({ ...EACH_WITH_DENIAL, screen: { consent: 'denied' } });
			expect(openAIByName((await shop.events(7)).slice(6))).to.deep.equal({
				'track Cart Viewed': { oppref: 'the-click' },
			});
		});

		it('keeps the click during navigation in a single-page shop, and for the next visit', async () => {
			shop.serve('/', page({ script: aPageView }));
			const visitor = await shop.visitor();
			const tab = await visitor.open(shop.url('/?oppref=the-click'));
			await shop.events(1);

			await tab.evaluate(`history.pushState({}, '', '/cart'); analytics.track('Cart Viewed');
				history.pushState({}, '', '/checkout'); analytics.track('Checkout Started'); 0`);
			await shop.events(3);
			await tab.close();
			await visitor.open(shop.url('/'));

			expect((await shop.events(4)).map(opprefOf)).to.deep.equal(['the-click', 'the-click', 'the-click', 'the-click']);
		});

		it('finds the click of a page call made before a router rewrote the address', async () => {
			const script = `${create} analytics.page(); history.replaceState({}, '', '/home');
				analytics.register(OpenAIAds.openAIAds()); ${load} analytics.track('Product Viewed');`;
			shop.serve('/landing', page({ script }));
			const visitor = await shop.visitor();

			const tab = await visitor.open(shop.url('/landing?oppref=the-click'));

			expect(clicksByName(await shop.events(2))).to.deep.equal({
				page: 'the-click',
				'track Product Viewed': 'the-click',
			});
			expect(tab.url()).to.equal(shop.url('/home'));
		});

		it('finds the click on a page with a canonical link', async () => {
			shop.serve(
				'/landing',
				page({ script: aPageView, head: '<link rel="canonical" href="https://shop.example/landing">' }),
			);
			const visitor = await shop.visitor();

			await visitor.open(shop.url('/landing?oppref=the-click'));

			expect((await shop.events(1)).map(opprefOf)).to.deep.equal(['the-click']);
		});

		it('finds the click in a hash route', async () => {
			shop.serve('/', page({ script: aPageView }));
			const visitor = await shop.visitor();

			await visitor.open(shop.url('/#/landing?oppref=the-click&x=1'));

			expect((await shop.events(1)).map(opprefOf)).to.deep.equal(['the-click']);
		});

		it('does not change events without a click', async () => {
			shop.serve('/', page({ script: aPageView }));
			const visitor = await shop.visitor();

			await visitor.open(shop.url('/?utm_source=news'));

			expect(JSON.stringify(await shop.events(1))).not.to.include('openAI');
			expect(await visitor.cookieNames()).not.to.include('_oaiads');
		});

		it("keeps the other values of a call, and does not change the caller's objects", async () => {
			const script = `${create} analytics.register(OpenAIAds.openAIAds()); ${load}
				window.mine = { providers: Object.freeze({ acme: Object.freeze({ id: 7 }) }) };
				window.options = { context: mine };
				analytics.track('Product Viewed', { price: 5 }, options);`;
			shop.serve('/landing', page({ script }));
			const visitor = await shop.visitor();

			const tab = await visitor.open(shop.url('/landing?oppref=the-click'));
			const [event] = await shop.events(1);

			expect(contextOf(event)['providers']).to.deep.equal({
				acme: { id: 7 },
				openAI: { oppref: 'the-click' },
			});
			expect(await tab.evaluate('mine.providers')).to.deep.equal({ acme: { id: 7 } });
		});
	});
}

describe('analytics.js with openAIAds() as an ES module', () => {
	const shop = aShop();

	it('accepts the plugin in the list of plugins', async () => {
		const script = `import('/dist/browser-plugin/index.js').then(({ openAIAds }) => {
				const analytics = AnalyticsBrowser.load({ ...settings, plugins: [openAIAds()] }); ${EVERY_CALL} });`;
		shop.serve('/landing', npmPage({ script }));
		const visitor = await shop.visitor();

		await visitor.open(shop.url('/landing?oppref=the-click'));

		expect(clicksByName(await shop.events(6))).to.deep.equal(ALL_WITH_CLICK);
	});
});

describe('analytics.js with openAIAdsMiddleware()', () => {
	const shop = aShop();

	it('sends the click with every call', async () => {
		const script = `analytics.addSourceMiddleware(OpenAIAds.openAIAdsMiddleware()); analytics.load('write-key'); ${EVERY_CALL}`;
		shop.serve('/landing', snippetPage({ script }));
		const visitor = await shop.visitor();

		await visitor.open(shop.url('/landing?oppref=the-click'));

		expect(clicksByName(await shop.events(6))).to.deep.equal(ALL_WITH_CLICK);
	});
});
