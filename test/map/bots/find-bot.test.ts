/** Real agents of people, backends and crawlers, and what becomes of their events. */

import { expect } from 'chai';
import { anOrderIn, aPageEvent, aTrackEvent, endOf, mapNow, mapped, PAGE_URL } from '../../builders.js';

const page = { url: PAGE_URL };
const BROWSER = { page, library: { name: 'analytics.js', version: 'npm:next-1.84.3' } };
const RUDDER_BROWSER = {
	page,
	library: { name: 'RudderLabs JavaScript SDK', version: '3.34.1' },
	app: { name: 'RudderLabs JavaScript SDK', namespace: 'com.rudderlabs.javascript', version: '3.34.1' },
};
const CHROME =
	'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36';

const endFor = (userAgent: unknown, context: object = BROWSER) => endOf(anOrderIn({ ...context, userAgent }));
const detailFor = (userAgent: string, context: object = BROWSER) => {
	const result = mapNow(anOrderIn({ ...context, userAgent }));
	return result.ok ? undefined : result.detail;
};

describe('findBot, crawlers', () => {
	const crawlers: readonly (readonly [family: string, userAgent: string])[] = [
		[
			'OAI-AdsBot',
			'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; OAI-AdsBot/1.0; +https://openai.com/adsbot)',
		],
		[
			'OAI-SearchBot',
			'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36; compatible; OAI-SearchBot/1.3; +https://openai.com/searchbot',
		],
		[
			'GPTBot',
			'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.3; +https://openai.com/gptbot)',
		],
		[
			'ChatGPT-User',
			'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko); compatible; ChatGPT-User/1.0; +https://openai.com/bot',
		],
		['meta-externalagent', 'meta-externalagent/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)'],
		['facebookexternalhit', 'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)'],
		[
			'Googlebot',
			'Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
		],
		['AdsBot-Google', 'AdsBot-Google (+http://www.google.com/adsbot.html)'],
		[
			'Storebot-Google',
			'Mozilla/5.0 (X11; Linux x86_64; Storebot-Google/1.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/79.0.3945.88 Safari/537.36',
		],
		[
			'bingbot',
			'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/116.0.1938.76 Safari/537.36',
		],
		[
			'Bytespider',
			'Mozilla/5.0 (Linux; Android 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Mobile Safari/537.36 (compatible; Bytespider; spider-feedback@bytedance.com)',
		],
		[
			'Applebot',
			'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/13.1.1 Safari/605.1.15 (Applebot/0.1; +http://www.apple.com/go/applebot)',
		],
		[
			'HeadlessChrome',
			'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/143.0.0.0 Safari/537.36',
		],
		[
			'Chrome-Lighthouse',
			'Mozilla/5.0 (Linux; Android 11; moto g power (2022)) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0 Mobile Safari/537.36 Chrome-Lighthouse',
		],
		['a crawler', 'Mozilla/5.0 (compatible; SomeShopCrawler/0.3; +https://crawler.example)'],
		['a crawler', 'ExampleSpider 2'],
	];
	for (const [family, userAgent] of crawlers) {
		it(`skips events of ${family}: ${userAgent.slice(0, 60)}`, () => {
			const result = mapNow(anOrderIn({ ...BROWSER, userAgent }));

			expect(result).to.deep.equal({
				ok: false,
				outcome: 'skipped',
				reason: 'bot',
				detail: `context.userAgent: ${family}.`,
			});
		});
	}

	it('skips them whatever SDK reports them, with or without a page', () => {
		const [, userAgent] = crawlers[0]!; // There are some.

		for (const context of [RUDDER_BROWSER, { library: { name: '@segment/analytics-node' } }, {}]) {
			expect(endOf(aPageEvent({ context: { ...context, userAgent } }))).to.equal('skipped: bot');
		}
	});

	it('shows nothing of an agent but a name of our own list', () => {
		expect(detailFor('jane@shop.example bot/1.0 +49 170 1234567')).to.equal('context.userAgent: a crawler.');
	});

	it('sends them with bots: send', () => {
		for (const [, userAgent] of crawlers) {
			expect(endOf(anOrderIn({ ...BROWSER, userAgent }), { bots: 'send' })).to.equal('ok');
		}
	});
});

describe('findBot, people', () => {
	const people = [
		CHROME,
		'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
		'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:145.0) Gecko/20100101 Firefox/145.0',
		'Mozilla/5.0 (Linux; Android 14; CUBOT X90) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36',
		'Mozilla/5.0 (Linux; Android 11; CUBOT_X18_Plus) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/90.0.4430.210 Mobile Safari/537.36',
		'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/22G86 Instagram 400.0.0.30 (iPhone15,2; iOS 18_6; de_DE; de; scale=3.00; 1179x2556)',
		'Mozilla/5.0 (Linux; Android 15; SM-S938B; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/142.0.0.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/530.0.0.48;IABMV/1;]',
		'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) GSA/390.0 Mobile/15E148 Safari/604.1',
		'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36',
		'Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36 OPR/124.0.0.0',
		'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) ChatGPT/1.2025.300 Chrome/142.0.0.0 Electron/39.0.0 Safari/537.36',
		'okhttp/4.12.0',
		'Dalvik/2.1.0 (Linux; U; Android 15; Pixel 9 Build/AP4A.250205.002)',
		'MyShop/812 CFNetwork/3826.500.131 Darwin/24.5.0',
		'MyShop/4.2.0 (iPhone; iOS 18.6; Scale/3.00)',
		'MyShop/4.2',
		'Mozilla/5.0',
		'Opera/9.80',
		'',
		' ',
	];
	for (const userAgent of people) {
		it(`sends events of ${userAgent.slice(0, 100) || 'an empty agent'}`, () => {
			expect([endFor(userAgent), endFor(userAgent, RUDDER_BROWSER), endFor(userAgent, { page })]).to.deep.equal([
				'ok',
				'ok',
				'ok',
			]);
		});
	}

	for (const [claim, userAgent] of [
		['none', undefined],
		['a number', 5],
		['an object', { toString: 'Googlebot' }],
		['a list', ['Googlebot']],
	] as const) {
		it(`sends events whose agent is ${claim}`, () => {
			expect(endFor(userAgent)).to.equal('ok');
		});
	}

	it('sends events of an app, whatever its agent', () => {
		const apps = [{ device: { type: 'android' } }, { device: {}, page }, { app: { name: 'My Shop' } }];

		for (const context of apps) {
			for (const userAgent of ['Googlebot/2.1', 'axios/1.13.2', 'MyShopBot/2']) {
				expect(endOf(aTrackEvent({ context: { ...context, userAgent } }))).to.equal('ok');
			}
		}
	});
});

describe('findBot, backends that report the orders of people', () => {
	const libraries = [
		'axios/1.13.2',
		'Java/21.0.5',
		'undici',
		'GuzzleHttp/7',
		'analytics-node/3.1.0',
		'curl/8.14.1',
		'node-fetch/1.0 (+https://github.com/bitinn/node-fetch)',
		'python-requests/2.32.5',
		'Go-http-client/2.0',
		'Apache-HttpClient/5.5 (Java/21.0.5)',
		'Faraday v2.14.0',
		'Ruby',
		'PHP/8.4.1',
		'Symfony HttpClient (Curl)',
		'WordPress/6.8; https://shop.example',
		'RestSharp/112.1.0',
		'http.rb/5.2.0',
		'PostmanRuntime/7.49.0',
		'Amazon CloudFront',
	];

	for (const userAgent of libraries) {
		it(`sends orders with the agent ${userAgent}, without it, unless it visited a page`, () => {
			const fromServers = [
				aTrackEvent({ context: { userAgent } }),
				aTrackEvent({ context: { userAgent, page, library: { name: '@segment/analytics-node' } } }),
				aTrackEvent({ context: { userAgent, page, library: { name: 'analytics-python' } } }),
				aTrackEvent({ channel: 'server', context: { userAgent, page } }),
			];

			expect(fromServers.map((event) => endOf(event))).to.deep.equal(['ok', 'ok', 'ok', 'ok']);
			expect(mapped(fromServers[0]).user).to.equal(undefined);
			expect([endFor(userAgent), endFor(userAgent, RUDDER_BROWSER), endFor(userAgent, { page })]).to.deep.equal(
				Array(3).fill('skipped: bot'),
			);
			expect(detailFor(userAgent)).to.equal('context.userAgent: an HTTP library or a tool.');
		});
	}

	it('says in a note that the agent was left out', () => {
		const result = mapNow(aTrackEvent({ context: { userAgent: 'axios/1.13.2' } }));

		expect(result.ok && result.notes.map(({ path }) => path)).to.include('user.user_agent');
	});

	it('takes a library without a name, or with one too long to be one, for a browser', () => {
		for (const name of [undefined, 5, 'x'.repeat(101)]) {
			expect(endFor('axios/1.13.2', { page, library: { name } })).to.equal('skipped: bot');
		}
	});
});

describe('findBot, its bounds', () => {
	it('judges the first 512 characters of an agent', () => {
		expect(endFor(`${'x '.repeat(250)}Googlebot`)).to.equal('skipped: bot');
		expect(endFor(`${'x '.repeat(256)}Googlebot`)).to.equal('ok');
	});
});
