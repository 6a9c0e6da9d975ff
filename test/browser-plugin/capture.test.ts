/** How a click gets from a URL into an event: unchanged, and the newest one. */

import { expect } from 'chai';
import fc from 'fast-check';
import { openAIAds } from '../../src/browser-plugin/index.js';
import { runs } from '../runs.js';
import { useBrowser } from './a-page.js';
import { anEvent, opprefOf } from './an-event.js';

const HOUR_MS = 3_600_000;

describe('openAIAds, capturing', () => {
	const browser = useBrowser();

	for (const raw of ['gAAAAAB_x-9', 'click%3D1+=', 'a%253Db', '100%', 'a;b', 'ä%C3%A4', 'x'.repeat(2048)]) {
		it(`keeps the bytes of ${raw.slice(0, 20)}`, () => {
			const search = `?utm_source=x&oppref=${raw}&z=1`;
			browser().open('https://www.shop.test/');

			const oppref = opprefOf(openAIAds(), anEvent({ context: { page: { search } } }));

			expect(oppref).to.equal(raw);
		});
	}

	it('keeps any bytes that a URL can hold, from page to page', () => {
		const text = fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 300 }).filter((raw) => !/[&#\s]/.test(raw));
		fc.assert(
			fc.property(text, (raw) => {
				const url = new URL(`https://www.shop.test/?oppref=${raw}`);
				fc.pre(url.search.startsWith('?oppref=') && url.search.length > 8 && url.hash === '');
				browser().open(url.href);
				openAIAds();
				browser().dispatch('pagehide');
				browser().open('https://pay.shop.test/');

				expect(opprefOf(openAIAds())).to.equal(url.search.slice(8));
				openAIAds().withdraw();
				browser().stored('https://www.shop.test').clear();
			}),
			{ numRuns: runs(100) },
		);
	});

	it('refuses a reference of more than 2048 characters instead of cutting it', () => {
		browser().open(`https://www.shop.test/?oppref=${'x'.repeat(2049)}`);

		expect(opprefOf(openAIAds())).to.equal(undefined);
	});

	it('ignores other parameters', () => {
		browser().open('https://www.shop.test/?xoppref=a&oppref=&oppref2=b#oppref-c');

		expect(opprefOf(openAIAds())).to.equal(undefined);
	});

	it('reads hash routes', () => {
		browser().open('https://www.shop.test/#/sale?oppref=abc&x=1');

		expect(opprefOf(openAIAds())).to.equal('abc');
	});

	it('remembers the URL at creation, though a router strips it before the first event', () => {
		browser().open('https://www.shop.test/?oppref=abc');
		const plugin = openAIAds();
		browser().replaceState('https://www.shop.test/checkout');

		expect(opprefOf(plugin)).to.equal('abc');
	});

	it('reads the search of a call that was buffered before the URL was replaced', () => {
		browser().open('https://www.shop.test/checkout');
		const page = { url: 'https://www.shop.test/canonical', search: '?oppref=abc' };

		expect(opprefOf(openAIAds(), anEvent({ context: { page } }))).to.equal('abc');
	});

	it("reads RudderStack's tab_url, though the canonical URL hides the query", () => {
		browser().open('https://www.shop.test/');
		const page = { url: 'https://www.shop.test/', search: '', tab_url: 'https://www.shop.test/?oppref=abc' };

		expect(opprefOf(openAIAds(), anEvent({ context: { page } }))).to.equal('abc');
	});

	it("uses the bytes of the pixel's cookie if they are this click, decoded once", () => {
		browser().open('https://www.shop.test/?oppref=a%253D%3D');
		browser().addCookie('__oppref=a%3D=');

		expect(opprefOf(openAIAds())).to.equal('a%3D=');
	});

	it("keeps its own bytes when the pixel's cookie is another click, or cannot be compared", () => {
		browser().open('https://www.shop.test/?oppref=100%');
		browser().addCookie('__oppref=other');

		expect(opprefOf(openAIAds())).to.equal('100%');
	});

	it("falls back to the pixel's cookie, then to MetaRouter's", () => {
		browser().open('https://www.shop.test/');
		browser().addCookie('_meta_openAI_oppref=meta%3D');
		expect(opprefOf(openAIAds())).to.equal('meta%3D');

		browser().addCookie('__oppref=pixel%3D');

		expect(opprefOf(openAIAds())).to.equal('pixel%3D');
	});
});

describe('openAIAds, choosing between clicks', () => {
	const browser = useBrowser();

	function land(search: string): string | undefined {
		browser().nowMs += HOUR_MS;
		browser().open(`https://www.shop.test/${search}`);
		return opprefOf(openAIAds());
	}

	it('lets the newest click win', () => {
		land('?oppref=one');

		expect(land('?oppref=two')).to.equal('two');
		expect(land('')).to.equal('two');
	});

	it('does not let an older URL, reloaded or reached by the back button, replace a newer click', () => {
		land('?oppref=one');
		land('?oppref=two');
		land('?oppref=three');

		expect(land('?oppref=one')).to.equal('three');
		expect(land('?oppref=two')).to.equal('three');
		expect(land('?oppref=three')).to.equal('three');
	});

	it('does not let another tab, still open on an older URL, replace a newer click', () => {
		browser().open('https://www.shop.test/?oppref=one');
		const older = openAIAds();
		opprefOf(older);
		land('?oppref=two');

		expect(opprefOf(older, anEvent({ context: { page: { search: '?oppref=one' } } }))).to.equal('two');
	});

	it('recognises the 15 previous clicks', () => {
		for (let click = 0; click < 16; click++) land(`?oppref=click-${click}`);

		expect(land('?oppref=click-0')).to.equal('click-15');
	});

	it('accepts a click again after it has expired', () => {
		land('?oppref=one');
		land('?oppref=two');
		browser().nowMs += 31 * 24 * HOUR_MS;

		expect(land('?oppref=one')).to.equal('one');
	});
});
