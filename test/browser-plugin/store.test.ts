/** Where a click is stored, for how long, and what happens where nothing can be stored. */

import { expect } from 'chai';
import { openAIAds } from '../../src/browser-plugin/index.js';
import { type Browser, type PageRules, useBrowser } from './a-page.js';
import { anEvent, opprefOf, run } from './an-event.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SHOP = 'https://www.shop.test';

describe('openAIAds, storing', () => {
	const browser = useBrowser();

	function visit(href: string, rules?: PageRules): string | undefined {
		browser().open(href, rules);
		return opprefOf(openAIAds());
	}

	for (const [host, domain] of [
		['www.shop.test', '.shop.test'],
		['a.b.shop.co.uk', '.shop.co.uk'],
		['shop.test', '.shop.test'],
		['localhost', 'localhost'],
		['127.0.0.1', '127.0.0.1'],
	]) {
		it(`leaves one cookie on ${domain} when the page is on ${host}`, () => {
			visit(`http://${host}:8080/?oppref=abc`);

			expect(domainsOf(browser())).to.deep.equal([domain]);
		});
	}

	it('writes a cookie for the whole site, for 30 days, SameSite=Lax, Secure only on https', () => {
		visit('http://www.shop.test/?oppref=abc');
		expect(browser().written[0]).to.match(/;path=\/;max-age=2592000;samesite=lax$/);

		visit(`${SHOP}/?oppref=abcd`);

		expect(browser().written.at(-1)).to.match(/;samesite=lax;secure$/);
	});

	it('stores version, times and value in a text that cannot be mistaken for a number', () => {
		visit(`${SHOP}/?oppref=12345678901234567890`);

		const text = browser().stored(SHOP).get('_oaiads') ?? '';
		expect(JSON.parse(decodeURIComponent(text)).slice(0, 4)).to.deep.equal([
			'v1',
			browser().nowMs,
			browser().nowMs,
			'12345678901234567890',
		]);
		expect(Number(text)).to.be.NaN;
		expect(browser().cookiesNamed('_oaiads')).to.deep.equal([`${text}@.shop.test`]);
	});

	it('carries the click to sibling sub-domains', () => {
		visit(`${SHOP}/?oppref=abc`);

		expect(visit('https://pay.shop.test/')).to.equal('abc');
	});

	it("lets the domain's newer cookie beat a stale localStorage of a sub-domain", () => {
		visit('https://store.shop.test/?oppref=old');
		browser().nowMs += DAY_MS;
		visit(`${SHOP}/?oppref=new`);

		expect(visit('https://store.shop.test/')).to.equal('new');
	});

	it('lets a newer localStorage beat a stale cookie', () => {
		visit(`${SHOP}/?oppref=old`);
		browser().nowMs += DAY_MS;
		visit(`${SHOP}/?oppref=new`, { cookies: 'blocked' });

		expect(visit(`${SHOP}/`)).to.equal('new');
	});

	it('keeps a click that is too long for a cookie in localStorage, and leaves no older cookie behind', () => {
		const raw = '%'.repeat(2048);
		visit(`${SHOP}/?oppref=old`);
		visit(`${SHOP}/?oppref=${raw}`);

		expect(visit(`${SHOP}/`)).to.equal(raw);
		expect(visit('https://pay.shop.test/')).to.equal(undefined);
	});

	it('forgets a click after lifetimeDays, even if the browser still has it', () => {
		browser().open(`${SHOP}/?oppref=abc`);
		opprefOf(openAIAds({ lifetimeDays: 400 }));
		browser().nowMs += 7 * DAY_MS;

		browser().open(`${SHOP}/`);
		expect(opprefOf(openAIAds({ lifetimeDays: 8 }))).to.equal('abc');
		expect(opprefOf(openAIAds({ lifetimeDays: 6 }))).to.equal(undefined);
	});

	it('stores nothing with lifetimeDays 0, and keeps the click until the page is left', () => {
		browser().open(`${SHOP}/?oppref=abc`);
		const plugin = openAIAds({ lifetimeDays: 0 });
		const onLanding = opprefOf(plugin);
		browser().replaceState(`${SHOP}/checkout`);

		expect([onLanding, opprefOf(plugin)]).to.deep.equal(['abc', 'abc']);
		expect([...browser().cookiesNamed('_oaiads'), browser().stored(SHOP).has('_oaiads')]).to.deep.equal([false]);

		browser().open(`${SHOP}/`);
		expect(opprefOf(openAIAds({ lifetimeDays: 0 }))).to.equal(undefined);
	});

	it('does not use an earlier click with lifetimeDays 0', () => {
		visit(`${SHOP}/?oppref=abc`);

		browser().open(`${SHOP}/`);

		expect(opprefOf(openAIAds({ lifetimeDays: 0 }))).to.equal(undefined);
	});

	it('restarts the lifetime when the URL is seen again', () => {
		visit(`${SHOP}/?oppref=abc`);
		browser().nowMs += 29 * DAY_MS;
		visit(`${SHOP}/?oppref=abc`);
		browser().nowMs += 29 * DAY_MS;

		expect(visit(`${SHOP}/`)).to.equal('abc');
	});

	it('renews a click at most hourly', () => {
		visit(`${SHOP}/?oppref=abc`);
		const written = browser().written.length;
		browser().nowMs += HOUR_MS - 1;
		visit(`${SHOP}/?oppref=abc`);
		expect(browser().written.length).to.equal(written);

		browser().nowMs += 1;
		visit(`${SHOP}/?oppref=abc`);

		expect(browser().written.length).to.be.greaterThan(written);
	});

	it('does not keep a click from a wrong clock in the future forever', () => {
		const right = browser().nowMs;
		browser().nowMs += 3650 * DAY_MS;
		visit(`${SHOP}/?oppref=abc`);
		browser().nowMs = right;

		expect(visit(`${SHOP}/`)).to.equal(undefined);
	});

	it('reads cookies once per event, twice when it stores', () => {
		browser().open(`${SHOP}/`);
		const plugin = openAIAds({ alsoWrite: ['properties.oppref'] });
		const event = anEvent({ context: { page: { search: '?oppref=abc' } } });

		run(plugin, event);
		expect(browser().cookieReads).to.equal(2);
		run(plugin, event);

		expect(browser().cookieReads).to.equal(3);
	});

	it('never writes the cookies of the pixel and of MetaRouter', () => {
		visit(`${SHOP}/?oppref=abc`);
		openAIAds().withdraw();

		expect(browser().written.filter((text) => !text.startsWith('_oaiads='))).to.deep.equal([]);
	});

	it('ignores a damaged record', () => {
		for (const text of ['v1', '1', 'null', '%', '%7B%7D', '[]', encodeURIComponent('["v2",1,1,"x"]')]) {
			browser().stored(SHOP).set('_oaiads', text);

			expect(visit(`${SHOP}/`), text).to.equal(undefined);
			expect(visit(`${SHOP}/?oppref=abc`), text).to.equal('abc');
			openAIAds().withdraw();
		}
	});
});

describe('openAIAds, without storage', () => {
	const browser = useBrowser();

	const rules: readonly PageRules[] = [
		{ cookies: 'blocked', storage: 'throwing' },
		{ cookies: 'throwing', storage: 'throwing' },
		{ cookies: 'blocked', storage: 'full' },
	];
	for (const rule of rules) {
		it(`keeps the click in memory with cookies ${rule.cookies} and localStorage ${rule.storage}`, () => {
			browser().open(`${SHOP}/?oppref=abc`, rule);
			const plugin = openAIAds();
			opprefOf(plugin);
			browser().replaceState(`${SHOP}/checkout`);

			expect(opprefOf(plugin)).to.equal('abc');
			plugin.withdraw();
			expect(opprefOf(plugin)).to.equal(undefined);
		});
	}

	it('stores nothing when Segment is told not to persist (disableClientPersistence)', async () => {
		browser().open(`${SHOP}/?oppref=abc`);
		const plugin = openAIAds();

		await plugin.load({}, { options: { disableClientPersistence: true } });

		expect(opprefOf(plugin)).to.equal('abc');
		expect(browser().written).to.deep.equal([]);
		expect(browser().stored(SHOP).size).to.equal(0);
	});
});

function domainsOf(browser: Browser): string[] {
	return browser.cookiesNamed('_oaiads').map((cookie) => cookie.slice(cookie.indexOf('@') + 1));
}
