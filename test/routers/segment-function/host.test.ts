/** The replacements in the file for Segment return the same results as the files they replace. */

import { expect } from 'chai';
import * as fc from 'fast-check';
import lodashToPath from 'lodash/toPath.js';
import { findBot as findBotByList } from '../../../src/destination/map/bots/find-bot.js';
import { isEndpoint } from '../../../src/destination/routers/segment-function/host/endpoint.js';
import { findBot } from '../../../src/destination/routers/segment-function/host/find-bot.js';
import toPath from '../../../src/destination/routers/segment-function/host/to-path.js';
import { isEndpoint as isEndpointByUrl } from '../../../src/destination/settings/endpoint.js';
import { runs } from '../../runs.js';

describe('toPath, for Segment', () => {
	const piece = fc.constantFrom(
		'a',
		'b c',
		'0',
		'-1',
		'1.5',
		'.',
		'[',
		']',
		'[]',
		'"',
		"'",
		'\\',
		'[0]',
		'["a.b"]',
		"['x\\'y']",
		'\n',
		'__proto__',
	);
	const path = fc.oneof(
		fc.array(piece, { maxLength: 10 }).map((pieces) => pieces.join('')),
		fc.string(),
	);

	it("splits every path as lodash's does", () => {
		fc.assert(
			fc.property(path, (text) => {
				expect(toPath(text), text).to.deep.equal(lodashToPath(text));
			}),
			{ numRuns: runs(4000) },
		);
	});
});

describe('isEndpoint, for Segment', () => {
	for (const endpoint of [
		...[
			'https://bzr.openai.com/v1/events',
			'https://proxy.example:8443',
			'https://proxy.example/?to=openai',
			'https://10.0.0.1/x',
		],
		...['http://localhost:8788/v1/events', 'http://127.0.0.1:8788', 'http://[::1]:8788/x', 'HTTPS://PROXY.EXAMPLE/'],
	]) {
		it(`accepts ${endpoint}, as the check by URL does`, () => {
			expect([isEndpoint(endpoint), isEndpointByUrl(endpoint)]).to.deep.equal([true, true]);
		});
	}

	it('accepts nothing that the check by URL refuses', () => {
		const piece = fc.constantFrom(
			...[
				'https://',
				'http://',
				'localhost',
				'127.0.0.1',
				'127.1',
				'[::1]',
				'evil.example',
				'10.0.0.1',
				'256.1.1.1',
				'1',
			],
			...['.', ':', ':80', ':65536', '@', '/', '?', '#', '\\', '%2e', ' ', '\t', 'x', '-', '0x7f', 'é'],
		);
		const endpoint = fc.tuple(fc.constantFrom('https://', 'http://', ''), fc.array(piece, { maxLength: 6 }));
		fc.assert(
			fc.property(endpoint, ([scheme, pieces]) => {
				const text = scheme + pieces.join('');
				if (isEndpoint(text)) expect(isEndpointByUrl(text), text).to.equal(true);
			}),
			{ numRuns: runs(4000) },
		);
	});
});

describe('findBot, for Segment', () => {
	const page = { url: 'https://shop.example/' };
	const agents: readonly (readonly [userAgent: unknown, isBot: boolean])[] = [
		['Mozilla/5.0 (compatible; OAI-AdsBot/1.0; +https://openai.com/adsbot)', true],
		['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', true],
		['meta-externalagent/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)', true],
		[
			'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/143.0.0.0 Safari/537.36',
			true,
		],
		[
			'Mozilla/5.0 (Linux; Android 14; CUBOT X90) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile',
			false,
		],
		['MyBot/1.0 okhttp/4.12.0', false],
		['Mozilla/5.0', false],
		[`${'x '.repeat(256)}Googlebot`, false],
		[['Googlebot'], false],
		[undefined, false],
	];
	for (const [userAgent, isBot] of agents) {
		it(`${isBot ? 'finds' : 'does not find'} a crawler in ${String(userAgent).slice(0, 60)}, as the whole list does`, () => {
			const event = { context: { page, userAgent } };

			expect([findBot(event) !== undefined, findBotByList(event) !== undefined]).to.deep.equal([isBot, isBot]);
		});
	}

	it('takes an app for a person, whatever its agent', () => {
		expect(findBot({ context: { device: { type: 'ios' }, userAgent: 'Googlebot/2.1' } })).to.equal(undefined);
	});

	it('leaves libraries alone, which the whole list finds when they visit a page', () => {
		const event = { context: { page, userAgent: 'axios/1.13.2' } };

		expect([findBot(event), findBotByList(event)]).to.deep.equal([undefined, 'an HTTP library or a tool']);
	});
});
