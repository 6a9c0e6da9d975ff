import { expect } from 'chai';
import { aShop } from './a-shop.js';
import { barePage, npmPage, toHtml } from './pages.js';
import { contextOf, opprefOf } from './sent-event.js';

const PAGE_CALL = `window.plugin = OpenAIAds.openAIAds(); const analytics = AnalyticsBrowser.load({ ...settings, plugins: [plugin] }); analytics.page();`;

describe('the store of the browser plugin', () => {
	const shop = aShop();
	beforeEach(() => {
		shop.serve('/', npmPage({ script: PAGE_CALL }));
	});

	it('carries a click to every sub-domain', async () => {
		const visitor = await shop.visitor();

		await visitor.open(shop.url('/?oppref=the-click', 'www.shop.test'));
		await shop.events(1);
		await visitor.open(shop.url('/', 'checkout.shop.test'));
		await shop.events(2);
		await visitor.open(shop.url('/', 'shop.test'));

		expect((await shop.events(3)).map(opprefOf)).to.deep.equal(['the-click', 'the-click', 'the-click']);
		expect((await visitor.cookieNames()).filter((name) => name === '_oaiads')).to.have.length(1);
	});

	it('prefers a newer click to a stale one that another sub-domain stored', async () => {
		const visitor = await shop.visitor();

		await visitor.open(shop.url('/?oppref=old', 'store.shop.test'));
		await shop.events(1);
		await visitor.open(shop.url('/?oppref=new', 'www.shop.test'));
		await shop.events(2);
		await visitor.open(shop.url('/', 'store.shop.test'));

		expect((await shop.events(3)).map(opprefOf)).to.deep.equal(['old', 'new', 'new']);
	});

	it('shares a captured click between tabs', async () => {
		const visitor = await shop.visitor();
		const first = await visitor.open(shop.url('/?oppref=old'));
		await shop.events(1);

		await visitor.open(shop.url('/?oppref=new'));
		await shop.events(2);
		await first.evaluate(`history.replaceState({}, '', '/cart'); analytics.track('Cart Viewed'); 0`);

		expect((await shop.events(3)).map(opprefOf)).to.deep.equal(['old', 'new', 'new']);
	});

	it('does not let a reload of an older landing page replace a newer click', async () => {
		const visitor = await shop.visitor();
		const first = await visitor.open(shop.url('/?oppref=old'));
		await shop.events(1);
		await visitor.open(shop.url('/?oppref=new'));
		await shop.events(2);

		await first.reload();

		expect((await shop.events(3)).map(opprefOf)).to.deep.equal(['old', 'new', 'new']);
	});

	it('does not let the back button to an older landing page replace a newer click', async () => {
		const visitor = await shop.visitor();
		const tab = await visitor.open(shop.url('/?oppref=old'));
		await shop.events(1);
		await tab.goto(shop.url('/?oppref=new'));
		await shop.events(2);

		await tab.goBack();
		await tab.evaluate(`analytics.track('Cart Viewed'); 0`);
		const events = await shop.events(3);

		expect(events.slice(2).map(opprefOf)).to.deep.equal(Array(events.length - 2).fill('new'));
	});

	for (const click of ['12345678901234567890', '1e5', 'true', 'null', '0012', '%7B%22a%22%3A1%7D', 'a%3Db+c==', '%']) {
		it(`returns ${click} byte for byte, on the next visit too`, async () => {
			shop.serve('/', barePage('window.click = clickOf(OpenAIAds.openAIAds());'));
			const visitor = await shop.visitor();

			const landing = await visitor.open(shop.url(`/?x=1&oppref=${click}&y=2`));
			const later = await visitor.open(shop.url('/'));

			expect([await landing.evaluate('click'), await later.evaluate('click')]).to.deep.equal([click, click]);
		});
	}

	it("takes a click from the pixel's cookie, and does not change that cookie", async () => {
		const visitor = await shop.visitor();
		const domain = '.shop.test';
		await visitor.context.addCookies([
			{ name: '__oppref', value: 'of%3Dthe-pixel', domain, path: '/' },
			{ name: '__obref', value: '6f1b0f2e-0d55-4c1e-9a55-3f3f8a1f0c11', domain, path: '/' },
		]);

		await visitor.open(shop.url('/'));
		const [event] = await shop.events(1);

		expect(contextOf(event)['providers']).to.deep.equal({
			openAI: { oppref: 'of%3Dthe-pixel', obref: '6f1b0f2e-0d55-4c1e-9a55-3f3f8a1f0c11' },
		});
		expect(await visitor.cookieNames()).to.include.members(['__oppref', '__obref']);
	});

	it('holds the click in memory where a sandboxed frame has no storage', async () => {
		shop.serve('/frame', barePage('const plugin = OpenAIAds.openAIAds(); clickOf(plugin);'));
		shop.serve('/', toHtml('<iframe sandbox="allow-scripts" src="/frame?oppref=the-click"></iframe>'));
		const visitor = await shop.visitor();

		const tab = await visitor.open(shop.url('/'));
		const frame = tab.frames()[1];

		expect(await frame?.evaluate(`history.replaceState({}, '', '/cart'); clickOf(plugin)`)).to.equal('the-click');
		expect(await visitor.cookieNames()).to.deep.equal([]);
	});

	it('holds the click in memory where the browser blocks all cookies', async () => {
		shop.serve('/', barePage('const plugin = OpenAIAds.openAIAds(); clickOf(plugin);'));
		const visitor = await shop.visitorWithoutCookies();

		const tab = await visitor.open(shop.url('/?oppref=the-click'));

		expect(await tab.evaluate(`history.replaceState({}, '', '/cart'); clickOf(plugin)`)).to.equal('the-click');
		expect(await visitor.cookieNames()).to.deep.equal([]);
	});

	it('works with cookies alone when localStorage is full', async () => {
		const fill = `for (let n = 22; n >= 0; n--) { try { for (let i = 0; ; i++) localStorage.setItem(n + '-' + i, 'x'.repeat(2 ** n)); } catch {} }`;
		shop.serve('/', barePage(`${fill} const plugin = OpenAIAds.openAIAds(); clickOf(plugin);`));
		const visitor = await shop.visitor();
		await visitor.open(shop.url('/?oppref=the-click'));

		const tab = await visitor.open(shop.url('/'));

		expect(await tab.evaluate('clickOf(plugin)')).to.equal('the-click');
		expect(await visitor.cookieNames()).to.deep.equal(['_oaiads']);
	});

	it('works with localStorage alone when cookies are refused', async () => {
		const head = `<script>Object.defineProperty(document, 'cookie', { get: () => '', set: () => {} });</script>`;
		shop.serve('/', npmPage({ script: PAGE_CALL, head }));
		const visitor = await shop.visitor();

		await visitor.open(shop.url('/?oppref=the-click'));
		await shop.events(1);
		await visitor.open(shop.url('/'));

		expect((await shop.events(2)).map(opprefOf)).to.deep.equal(['the-click', 'the-click']);
	});

	it('forgets a click after its lifetime', async () => {
		const visitor = await shop.visitor();
		const tab = await visitor.open(shop.url('/?oppref=the-click'));
		await shop.events(1);
		await tab.close();

		await visitor.context.clock.setSystemTime(Date.now() + 31 * 24 * 60 * 60 * 1000);
		await visitor.open(shop.url('/'));

		expect((await shop.events(2)).map(opprefOf)).to.deep.equal(['the-click', undefined]);
	});

	it('refuses a click of more than 2048 characters', async () => {
		const visitor = await shop.visitor();

		await visitor.open(shop.url(`/?oppref=${'x'.repeat(2049)}`));

		expect((await shop.events(1)).map(opprefOf)).to.deep.equal([undefined]);
	});

	it('writes nothing persistent where the SDK was told not to', async () => {
		const script = `const analytics = AnalyticsBrowser.load({ ...settings, plugins: [OpenAIAds.openAIAds()] }, { disableClientPersistence: true }); analytics.page();`;
		shop.serve('/', npmPage({ script }));
		const visitor = await shop.visitor();

		const tab = await visitor.open(shop.url('/?oppref=the-click'));

		expect((await shop.events(1)).map(opprefOf)).to.deep.equal(['the-click']);
		expect(await visitor.cookieNames()).not.to.include('_oaiads');
		expect(await tab.evaluate(`localStorage.getItem('_oaiads')`)).to.equal(null);
	});
});
