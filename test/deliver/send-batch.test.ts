import { expect } from 'chai';
import nock from 'nock';
import type { BatchItem } from '../../src/destination/batch/batch-item.js';
import { createSend } from '../../src/destination/deliver/send-batch.js';
import type { SendOutcome } from '../../src/destination/deliver/send-outcome.js';
import { VERSION } from '../../src/destination/primitives/version.js';
import { API_KEY, anItem, deliverySettings, ENDPOINT, items, NOW_MS } from './delivery-builders.js';

const { origin } = new URL(ENDPOINT);

describe('createSend', () => {
	beforeEach(() => nock.disableNetConnect());
	afterEach(() => {
		nock.cleanAll();
		nock.enableNetConnect();
	});

	it('posts exactly the items and the source, with the key as bearer, the pixel as pid and its own name', async () => {
		let body = '';
		const scope = nock(origin, {
			reqheaders: {
				authorization: `Bearer ${API_KEY}`,
				'content-type': 'application/json',
				'user-agent': `openai-ads-destination/${VERSION}`,
			},
		})
			.post('/v1/events', (sent) => {
				body = JSON.stringify(sent);
				return true;
			})
			.query({ pid: 'pixel' })
			.reply(200, { accepted_events: 2 }, { 'x-request-id': 'req_1' });
		const batch = items(2);

		const outcome = await send(batch);

		const events = batch.map(({ json }) => json).join();
		expect(body).to.equal(`{"events":[${events}],"integration_source":"openai-ads-destination"}`);
		expect(outcome).to.include({ status: 'accepted', isConfirmed: true, requestId: 'req_1', attempts: 1 });
		scope.done();
	});

	it('passes the bytes to fetch unchanged and follows no redirect', async () => {
		const calls: RequestInit[] = [];
		const fetch = async (_url: string, init: RequestInit) => {
			calls.push(init);
			return Response.json({ accepted_events: 1 });
		};
		const item = anItem('m1', { oppref: 'a\u2028"<é😀' });

		await createSend(deliverySettings(), { fetch, nowMs: () => NOW_MS })([item]);

		expect(calls[0]).to.deep.include({
			method: 'POST',
			redirect: 'manual',
			body: `{"events":[${item.json}],"integration_source":"openai-ads-destination"}`,
		});
	});

	it('asks only for validation and names another source', async () => {
		const expected = { events: [JSON.parse(anItem().json)], validate_only: true, integration_source: 'acme.shop' };
		const scope = nock(origin).post('/v1/events', expected).query(true).reply(200, {});

		const outcome = await send([anItem('m1', {}, { validateOnly: true })], { integrationSource: 'Acme.Shop' });

		expect(outcome).to.include({ status: 'accepted', isConfirmed: false });
		scope.done();
	});

	const urls: readonly (readonly [pixelId: string, endpoint: string, url: string])[] = [
		['pixel', ENDPOINT, `${ENDPOINT}?pid=pixel`],
		['a b&c=d/é', ENDPOINT, `${ENDPOINT}?pid=a%20b%26c%3Dd%2F%C3%A9`],
		['\ud800', ENDPOINT, `${ENDPOINT}?pid=%EF%BF%BD`],
		['pixel', 'https://proxy.example/?to=openai', 'https://proxy.example/?to=openai&pid=pixel'],
	];
	for (const [pixelId, endpoint, url] of urls) {
		it(`posts to ${url}`, async () => {
			const asked: string[] = [];
			const fetch = async (to: string) => {
				asked.push(to);
				return Response.json({});
			};

			await createSend(deliverySettings({ pixelId, endpoint }), { fetch, nowMs: () => NOW_MS })([anItem()]);

			expect(asked).to.deep.equal([url]);
		});
	}

	const errors: readonly (readonly [claim: string, error: unknown, detail: string])[] = [
		['its code', Object.assign(new Error('x'), { code: 'ECONNRESET' }), 'ECONNRESET'],
		["its cause's code", new TypeError('fetch failed', { cause: { code: 'ENOTFOUND' } }), 'ENOTFOUND'],
		['its name', new DOMException('x', 'TimeoutError'), 'TimeoutError'],
		['its name, when the code is a sentence', Object.assign(new Error('x'), { code: `Bearer ${API_KEY}` }), 'Error'],
		['nothing, when it is no error', `Bearer ${API_KEY}`, 'unknown error'],
	];
	for (const [claim, error, detail] of errors) {
		it(`names a failure by ${claim}`, async () => {
			const fetch = () => Promise.reject(error);

			const outcome = await createSend(deliverySettings(), { fetch, nowMs: () => NOW_MS })([anItem()]);

			expect(outcome).to.deep.equal({
				status: 'retryable',
				detail: `No answer from OpenAI (${detail}).`,
				attempts: 1,
			});
		});
	}

	it('treats a fetch that throws at once, or returns no response, as no answer', async () => {
		const thrower = () => {
			throw new Error('no network');
		};
		const noResponse = async () => undefined as unknown as Response;

		const outcomes = await Promise.all(
			[thrower, noResponse].map((fetch) => createSend(deliverySettings(), { fetch, nowMs: () => NOW_MS })([anItem()])),
		);

		expect(outcomes.map(({ status }) => status)).to.deep.equal(['retryable', 'retryable']);
	});

	it('keeps an accepted answer accepted when the clock is broken', async () => {
		const nowMs = () => {
			throw new Error('no clock');
		};
		const fetch = async () => Response.json({ accepted_events: 1 });

		const outcome = await createSend(deliverySettings(), { fetch, nowMs })([anItem()]);

		expect(outcome.status).to.equal('accepted');
	});

	function send(batch: readonly BatchItem[], settings: { integrationSource?: string } = {}): Promise<SendOutcome> {
		return createSend(deliverySettings(settings), { fetch: globalThis.fetch, nowMs: () => NOW_MS })(batch);
	}
});
