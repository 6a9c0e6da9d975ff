import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { aGateway } from './a-gateway.js';
import { aShop, type Visitor } from './a-shop.js';
import { barePage, toHtml } from './pages.js';

const DAY_S = 24 * 60 * 60;
const PAGE = readFileSync(resolve(import.meta.dirname, '../../docs/id-sync.md'), 'utf8');
const LINE = /<script>\n(.*)\n<\/script>/.exec(PAGE)?.[1] ?? '';

describe('GET /id-sync in a browser', () => {
	const shop = aShop({ isWhole: true });
	const gateway = aGateway(() => [shop.origin]);
	beforeEach(() => {
		shop.serve('/', barePage('window.plugin = OpenAIAds.openAIAds(); clickOf(plugin);'));
	});

	/** Runs the line from docs/id-sync.md. */
	async function sync(tab: Page): Promise<void> {
		await tab.evaluate(LINE.replace('https://events.shop.example', gateway.url).replace(/;$/, '.then(() => 0);'));
	}

	/** Shortens our cookie's lifetime, as Safari does. */
	async function cap(tab: Page): Promise<void> {
		await tab.evaluate(
			`document.cookie = document.cookie.match(/_oaiads=[^;]+/)[0] + ';path=/;domain=shop.test;max-age=${7 * DAY_S}'`,
		);
	}

	async function ourCookies({ context }: Visitor) {
		const cookies = (await context.cookies()).filter(({ name }) => name === '_oaiads');
		return cookies.map(({ domain, value, expires, sameSite }) => {
			return { domain, value, days: Math.round((expires - Date.now() / 1000) / DAY_S), sameSite };
		});
	}

	it("renews the lifetime of the plugin's cookie, and makes no second one", async () => {
		const visitor = await shop.visitor();
		const tab = await visitor.open(shop.url('/?oppref=the%3Dclick'));
		await cap(tab);
		const [capped] = await ourCookies(visitor);

		await sync(tab);

		expect(capped?.days).to.equal(7);
		expect(await ourCookies(visitor)).to.deep.equal([{ ...capped, days: 30 }]);
	});

	it('leaves a cookie that every sub-domain can read and withdrawal erases', async () => {
		const visitor = await shop.visitor();
		await sync(await visitor.open(shop.url('/?oppref=the-click')));

		const tab = await visitor.open(shop.url('/', 'checkout.shop.test'));
		const click = await tab.evaluate('clickOf(plugin)');
		await tab.evaluate('plugin.withdraw()');

		expect(click).to.equal('the-click');
		expect(await ourCookies(visitor)).to.deep.equal([]);
	});

	it('makes no cookie if there was none before', async () => {
		const visitor = await shop.visitor();

		await sync(await visitor.open(shop.url('/')));

		expect(await visitor.cookieNames()).to.deep.equal([]);
	});

	it('does nothing for a page of another site', async () => {
		shop.serve('/other', toHtml('Another site'));
		const visitor = await shop.visitor();
		const tab = await visitor.open(shop.url('/?oppref=the-click'));
		await cap(tab);

		await sync(await visitor.open(shop.url('/other', 'www.other.test')));

		expect((await ourCookies(visitor)).map(({ days }) => days)).to.deep.equal([7]);
	});
});
