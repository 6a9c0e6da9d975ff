import { expect } from 'chai';
import { findCookieDomain } from '../../../src/protocols/sdk/id-sync-route.js';
import { NOW } from '../../a-batch-item.js';
import { aServer } from '../../http/a-server.js';

const DAY_MS = 24 * 60 * 60 * 1000;

/** A cookie as the plugin writes it, seen so many days ago. */
function aClick({ days = 0, click = 'gAAAA%3D_-=' } = {}): string {
	const seenMs = NOW - days * DAY_MS;
	return encodeURIComponent(JSON.stringify(['v1', seenMs, seenMs, click, 7]));
}

interface Request {
	readonly cookie?: string;
	readonly site?: string | undefined;
	readonly host?: string;
	readonly headers?: Readonly<Record<string, string>>;
}

describe('GET /id-sync', () => {
	async function callIdSync(
		{ cookie, site = 'same-site', host = 'events.shop.example', headers = {} }: Request,
		settings = {},
	) {
		const { app } = await aServer(settings);
		return app.inject({
			url: '/id-sync',
			headers: {
				host,
				...(cookie === undefined ? {} : { cookie }),
				...(site === '' ? {} : { 'sec-fetch-site': site }),
				...headers,
			},
		});
	}

	it('sets the same bytes again, with the domain and lifetime that the plugin would use', async () => {
		const answer = await callIdSync({ cookie: `a=1; _oaiads=${aClick()}; _oaiadsx=2` });

		expect([answer.statusCode, answer.body]).to.deep.equal([204, '']);
		expect(answer.headers['set-cookie']).to.equal(
			`_oaiads=${aClick()}; Max-Age=2592000; Path=/; Domain=shop.example; SameSite=Lax`,
		);
		expect(answer.headers['cache-control']).to.equal('no-store');
	});

	it('gives an older click the rest of its lifetime', async () => {
		const answer = await callIdSync({ cookie: `_oaiads=${aClick({ days: 20 })}` });

		expect(answer.headers['set-cookie']).to.include('; Max-Age=864000;');
	});

	it('uses clickLifetimeDays', async () => {
		const answer = await callIdSync({ cookie: `_oaiads=${aClick({ days: 60 })}` }, { clickLifetimeDays: 90 });

		expect(answer.headers['set-cookie']).to.include('; Max-Age=2592000;');
	});

	it('sets the newest of several, whatever their order', async () => {
		const [older, newer] = [aClick({ days: 2 }), aClick({ days: 1 })];

		for (const cookie of [`_oaiads=${older}; _oaiads=${newer}`, `_oaiads=${newer}; _oaiads=${older}`]) {
			expect((await callIdSync({ cookie })).headers['set-cookie']).to.include(newer);
		}
	});

	it('sets a secure cookie behind a trusted proxy with https, on the host that it names', async () => {
		const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'events.shop.example' };
		const request = { cookie: `_oaiads=${aClick()}`, host: '10.0.0.7:8787', headers };

		const trusting = await callIdSync(request, { trustProxy: true });
		const wary = await callIdSync(request);

		expect(trusting.headers['set-cookie']).to.match(/Domain=shop\.example; SameSite=Lax; Secure$/);
		expect(wary.headers['set-cookie']).to.match(/Path=\/; SameSite=Lax$/);
	});

	for (const site of ['cross-site', 'none', 'same-site, cross-site', '']) {
		it(`answers 204 without a cookie if Sec-Fetch-Site is ${site || 'absent'}`, async () => {
			const answer = await callIdSync({ cookie: `_oaiads=${aClick()}`, site });

			expect(answer.statusCode).to.equal(204);
			expect(answer.headers).not.to.have.property('set-cookie');
		});
	}

	for (const [what, cookie] of Object.entries({
		'no cookie': undefined,
		'an empty one': '_oaiads=',
		'one that the plugin did not write': '_oaiads=gAAAA',
		'one with a line break in it': `_oaiads=${aClick({ click: 'a%0d%0a' })}\u00e9`,
		'an expired one': `_oaiads=${aClick({ days: 30 })}`,
		'one from next week': `_oaiads=${aClick({ days: -7 })}`,
		'one over 4 kB': `_oaiads=${aClick({ click: 'x'.repeat(4100) })}`,
		"only the pixel's": '__oppref=gAAAA; __obref=x',
	})) {
		it(`answers 204 without a cookie for ${what}`, async () => {
			const answer = await callIdSync(cookie === undefined ? {} : { cookie });

			expect(answer.statusCode).to.equal(204);
			expect(answer.headers).not.to.have.property('set-cookie');
		});
	}

	it('ignores every parameter', async () => {
		const { app } = await aServer();

		const answer = await app.inject({
			url: `/id-sync?_oaiads=${aClick()}&domain=evil.example`,
			headers: { host: 'events.shop.example', 'sec-fetch-site': 'same-site' },
		});

		expect([answer.statusCode, answer.headers['set-cookie']]).to.deep.equal([204, undefined]);
	});
});

describe('findCookieDomain', () => {
	for (const [host, domain] of [
		['events.shop.example', 'shop.example'],
		['shop.example:8787', 'shop.example'],
		['a.b.shop.co.uk', 'shop.co.uk'],
		['events.me.github.io', 'me.github.io'],
		['store.myshopify.com', 'store.myshopify.com'],
		['localhost:8787', undefined],
		['127.0.0.1:8787', undefined],
		['[::1]:8787', undefined],
		['github.io', undefined],
		['a b; Domain=evil.example', undefined],
	] as const) {
		it(`finds ${domain ?? 'none'} for ${host}`, () => {
			expect(findCookieDomain(host)).to.equal(domain);
		});
	}
});
