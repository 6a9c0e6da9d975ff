/** Links to other domains of the same shop carry the click. */

import { expect } from 'chai';
import { openAIAds } from '../../src/browser-plugin/index.js';
import { useBrowser } from './a-page.js';

describe('decorate', () => {
	const browser = useBrowser();

	function decorate(url: string, raw = 'a%3D+b=='): string {
		browser().open(`https://www.shop.test/?oppref=${raw}`);
		return openAIAds({ domains: ['pay.test'] }).decorate(url);
	}

	const rows: [url: string, decorated: string][] = [
		['https://pay.test/', 'https://pay.test/?oppref=a%3D+b=='],
		['https://pay.test', 'https://pay.test/?oppref=a%3D+b=='],
		['http://eu.pay.test:8080/cart?id=1&x=%20#top', 'http://eu.pay.test:8080/cart?id=1&x=%20&oppref=a%3D+b==#top'],
		['https://PAY.test/?', 'https://pay.test/?oppref=a%3D+b=='],
		['//pay.test/cart', 'https://pay.test/cart?oppref=a%3D+b=='],
		['https://pay.test/#/route?x=1', 'https://pay.test/?oppref=a%3D+b==#/route?x=1'],
	];
	for (const [url, decorated] of rows) {
		it(`makes ${decorated} of ${url}`, () => {
			expect(decorate(url)).to.equal(decorated);
		});
	}

	for (const url of [
		'https://evil.test/',
		'https://notpay.test/',
		'https://pay.test.evil.test/',
		'https://pay.test@evil.test/',
		'https://evil.test\\.pay.test/',
		'https://pay.test/?oppref=other',
		'ftp://pay.test/',
		'mailto:me@pay.test',
		'javascript:alert("pay.test")',
		'/cart',
		'not a url',
		'https://',
		'',
	]) {
		it(`leaves ${JSON.stringify(url)} alone`, () => {
			expect(decorate(url)).to.equal(url);
		});
	}

	it('leaves links alone without a click, without consent and without domains', () => {
		browser().open('https://www.shop.test/');
		expect(openAIAds({ domains: ['pay.test'] }).decorate('https://pay.test/')).to.equal('https://pay.test/');

		browser().open('https://www.shop.test/?oppref=abc');
		const silent = openAIAds({ domains: ['pay.test'], consent: 'required' });

		expect(silent.decorate('https://pay.test/')).to.equal('https://pay.test/');
		expect(openAIAds().decorate('https://pay.test/')).to.equal('https://pay.test/');
	});

	it("carries the URL's bytes, not those of the pixel's cookie", () => {
		browser().open('https://www.shop.test/?oppref=a%3D');
		browser().addCookie('__oppref=a=');

		expect(openAIAds({ domains: ['pay.test'] }).decorate('https://pay.test/')).to.equal(
			'https://pay.test/?oppref=a%3D',
		);
	});
});
