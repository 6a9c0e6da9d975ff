import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { aShop } from './a-shop.js';
import { barePage, npmPage } from './pages.js';
import { clicksByName, contextOf, opprefOf } from './sent-event.js';

/** Our entries in the cookies and localStorage of a page. */
async function storedIn(tab: Page): Promise<unknown> {
	return tab.evaluate(`[/(^|; )_oaiads=/.test(document.cookie), localStorage.getItem('_oaiads') !== null]`);
}

describe('consent in the browser plugin', () => {
	const shop = aShop();

	function serve(options: string, more = ''): void {
		const script = `window.plugin = OpenAIAds.openAIAds(${options});
			const analytics = AnalyticsBrowser.load({ ...settings, plugins: [plugin] }); ${more} analytics.page();`;
		shop.serve('/', npmPage({ script }));
	}

	it("obeys a denial stored by OpenAI's pixel", async () => {
		serve('');
		const visitor = await shop.visitor();
		await visitor.context.addCookies([{ name: '__oaiq_consent', value: 'false', domain: '.shop.test', path: '/' }]);

		const tab = await visitor.open(shop.url('/?oppref=the-click'));

		expect((await shop.events(1)).map(opprefOf)).to.deep.equal([undefined]);
		expect(await storedIn(tab)).to.deep.equal([false, false]);
	});

	it('stores and sends nothing before grant(), and the click of the landing page after it', async () => {
		serve(`{ consent: 'required' }`);
		const visitor = await shop.visitor();
		const tab = await visitor.open(shop.url('/?oppref=the-click'));
		await shop.events(1);
		const before = await storedIn(tab);

		await tab.evaluate(`history.pushState({}, '', '/cart'); plugin.grant(); analytics.track('Cart Viewed'); 0`);

		expect(clicksByName(await shop.events(2))).to.deep.equal({ page: undefined, 'track Cart Viewed': 'the-click' });
		expect([before, await storedIn(tab)]).to.deep.equal([
			[false, false],
			[true, true],
		]);
	});

	it('erases the click on every sub-domain when consent is withdrawn', async () => {
		serve('');
		const visitor = await shop.visitor();
		await visitor.open(shop.url('/?oppref=the-click', 'store.shop.test'));
		await shop.events(1);
		const tab = await visitor.open(shop.url('/'));
		await shop.events(2);

		await tab.evaluate(`plugin.withdraw(); analytics.track('Cart Viewed'); 0`);
		await shop.events(3);

		expect((await shop.events(3)).map(opprefOf)).to.deep.equal(['the-click', 'the-click', undefined]);
		expect(await storedIn(tab)).to.deep.equal([false, false]);
		expect(await visitor.cookieNames()).not.to.include('_oaiads');
	});

	for (const [answer, expected, stored] of [
		['() => true', 'the-click', true],
		['() => false', undefined, false],
		['() => undefined', undefined, false],
		['() => Promise.resolve(true)', 'the-click', true],
		['() => { throw new Error("the banner is broken"); }', undefined, false],
		['() => Promise.reject(new Error("the banner is broken"))', undefined, false],
	] as const) {
		it(`${stored ? 'uses' : 'does not use'} the click if the consent function is ${answer}`, async () => {
			shop.serve('/', barePage(`const plugin = OpenAIAds.openAIAds({ consent: ${answer} }); clickOf(plugin);`));
			const visitor = await shop.visitor();
			const tab = await visitor.open(shop.url('/?oppref=the-click'));

			// A promise may resolve after the first event, which does not wait for it.
			const later = await tab.evaluate('clickOf(plugin)');

			expect([later, await storedIn(tab)]).to.deep.equal([expected, [stored, stored]]);
		});
	}

	it('erases the stored click when the consent function says no', async () => {
		serve('');
		const visitor = await shop.visitor();
		await visitor.open(shop.url('/?oppref=the-click'));
		await shop.events(1);
		serve('{ consent: () => false }');

		const tab = await visitor.open(shop.url('/'));

		expect((await shop.events(2)).map(opprefOf)).to.deep.equal(['the-click', undefined]);
		expect(await storedIn(tab)).to.deep.equal([false, false]);
	});

	it("obeys the stamp of Segment's consent wrapper", async () => {
		const stamp = (isAllowed: boolean) => `analytics.addSourceMiddleware(({ payload, next }) => {
			payload.obj.context.consent = { categoryPreferences: { Advertising: ${isAllowed} } }; next(payload); });`;
		serve(`{ consent: { categories: ['Advertising'] } }`, stamp(false));
		const refusing = await shop.visitor();
		await refusing.open(shop.url('/?oppref=the-click'));
		await shop.events(1);
		serve(`{ consent: { categories: ['Advertising'] } }`, stamp(true));
		const agreeing = await shop.visitor();

		await agreeing.open(shop.url('/?oppref=the-click'));

		expect((await shop.events(2)).map(opprefOf)).to.deep.equal([undefined, 'the-click']);
		expect(await refusing.cookieNames()).not.to.include('_oaiads');
	});

	it('reports Global Privacy Control', async () => {
		serve('');
		const visitor = await shop.visitor();
		await visitor.context.addInitScript(
			`Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { value: true });`,
		);

		await visitor.open(shop.url('/?oppref=the-click'));
		const [event] = await shop.events(1);

		expect(contextOf(event)['privacy']).to.deep.equal({ gpc: true });
	});
});
