import { expect } from 'chai';
import type { InjectOptions } from 'fastify';
import { pino } from 'pino';
import { type AdminRules, createAdminApp } from '../../src/inspector/admin-app.js';
import { type Operator, OperatorError } from '../../src/operate/operator.js';
import { A_LETTER, A_PIXEL, anOperator } from '../operate/an-operator.js';
import { anInspector } from './an-inspector.js';

const HEADERS = { host: '127.0.0.1:8789' };

describe('the admin listener', () => {
	function anApp(overrides: Partial<Operator> = {}, rules: Partial<AdminRules> = {}) {
		const lines: string[] = [];
		const { operator, calls } = anOperator(overrides);
		const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) });
		const metrics = { contentType: 'text/plain; version=0.0.4', text: async () => 'up 1\n' };
		const all = { port: 8789, hosts: [], token: undefined, allowsActions: true, ...rules };
		const app = createAdminApp(all, {
			operator,
			metrics,
			...anInspector(),
			log,
			monotonicMs: () => 0,
		});
		const call = async (options: InjectOptions) => {
			const { statusCode, body, headers } = await app.inject({
				...options,
				headers: { ...HEADERS, ...options.headers },
			});
			return { statusCode, headers, body, json: () => JSON.parse(body) };
		};
		const post = (url: string, body: unknown, headers: Record<string, string> = {}) =>
			call({
				method: 'POST',
				url,
				payload: typeof body === 'string' ? body : JSON.stringify(body),
				headers: { 'content-type': 'application/json', 'x-openai-ads-admin': '1', ...headers },
			});
		return { call, get: (url: string) => call({ url }), post, calls, lines };
	}

	describe('routes', () => {
		it('tell metrics, pixels and dead letters', async () => {
			const { get } = anApp();

			expect((await get('/metrics')).body).to.equal('up 1\n');
			expect((await get('/api/pixels')).json()).to.deep.equal([A_PIXEL]);
			expect((await get('/api/dead-letters')).json()).to.deep.equal({ letters: [A_LETTER] });
		});

		it('hand filters on, with a page of at most 100', async () => {
			const { get, calls } = anApp();

			await get(
				'/api/dead-letters?reason=expired&type=order_created&pixel=shop&since=2026-11-22T10:00:00Z&limit=5&before=xyz',
			);
			await get('/api/dead-letters');

			const none = { pixel: undefined, reason: undefined, type: undefined, sinceMs: undefined, keys: undefined };
			expect(calls).to.deep.equal([
				[
					'deadLetters',
					{ ...none, reason: 'expired', type: 'order_created', pixel: 'shop', sinceMs: Date.UTC(2026, 10, 22, 10) },
					{ limit: 5, before: 'xyz' },
				],
				['deadLetters', none, { limit: 100 }],
			]);
		});

		it('pause and resume a pixel, also with an empty body', async () => {
			const { post, calls } = anApp();

			const paused = await post('/api/pixels/shop%20us/pause', '');
			const resumed = await post('/api/pixels/p1/resume', {});

			expect([paused.json().state, resumed.json().state]).to.deep.equal(['paused', 'sending']);
			expect(calls).to.deep.equal([
				['pause', 'shop us'],
				['resume', 'p1'],
			]);
		});

		it('replay at most 10 000, or only count', async () => {
			const { post, calls } = anApp();

			await post('/api/dead-letters/replay', { reason: 'expired', keys: ['1', '2'] });
			await post('/api/dead-letters/replay', { max: 3, dryRun: true });

			expect(calls.map(([, filter, options]) => [(filter as { keys?: unknown }).keys, options])).to.deep.equal([
				[['1', '2'], { max: 10_000, isDryRun: false }],
				[undefined, { max: 3, isDryRun: true }],
			]);
		});

		it('drop everything only if that is said', async () => {
			const { post, calls } = anApp();

			const mistyped = await post('/api/dead-letters/drop', {});
			const named = await post('/api/dead-letters/drop', { reason: 'rejected' });
			const all = await post('/api/dead-letters/drop', { all: true });

			expect([mistyped, named, all].map(({ statusCode }) => statusCode)).to.deep.equal([400, 200, 200]);
			expect(calls).to.have.lengthOf(2);
		});

		it('forget one person or several', async () => {
			const { post, calls } = anApp();

			await post('/api/forget', { userId: 'u1' });
			await post('/api/forget', { people: [{ email: 'a@b.co' }, { anonymousId: 'a1' }] });

			expect(calls).to.deep.equal([
				['forget', [{ userId: 'u1' }]],
				['forget', [{ email: 'a@b.co' }, { anonymousId: 'a1' }]],
			]);
		});
	});

	describe('refuses', () => {
		const many = (n: number) => Array.from({ length: n }, (_, index) => String(index));
		for (const [what, url, body] of [
			['an unknown filter', '/api/dead-letters/replay', { raeson: 'expired' }],
			['a filter that is no text', '/api/dead-letters/replay', { reason: 5 }],
			['a long filter', '/api/dead-letters/replay', { reason: 'x'.repeat(201) }],
			['a time that is none', '/api/dead-letters/replay', { since: 'yesterday' }],
			['more than 10 000', '/api/dead-letters/replay', { max: 10_001 }],
			['fewer than one', '/api/dead-letters/replay', { max: 0 }],
			['too many keys', '/api/dead-letters/replay', { keys: many(10_001) }],
			['keys that are no texts', '/api/dead-letters/replay', { keys: [1] }],
			['a flag that is none', '/api/dead-letters/replay', { dryRun: 'yes' }],
			['a list for a body', '/api/dead-letters/replay', []],
			['no JSON', '/api/dead-letters/replay', '{'],
			['nobody', '/api/forget', {}],
			['two identifiers for one person', '/api/forget', { userId: 'u', email: 'a@b.co' }],
			['a number for an id', '/api/forget', { userId: 7 }],
			['a long id', '/api/forget', { userId: 'u'.repeat(1001) }],
			['too many people', '/api/forget', { people: many(1001).map((userId) => ({ userId })) }],
		] as const) {
			it(`${what} with 400, before anything is done`, async () => {
				const { post, calls } = anApp();

				const { statusCode, json } = await post(url, body);

				expect(statusCode).to.equal(400);
				expect(json()).to.have.nested.property('error.message');
				expect(calls).to.deep.equal([]);
			});
		}

		for (const query of [
			'limit=0',
			'limit=101',
			'limit=1e2',
			'limit=x',
			'since=7',
			'nothing=1',
			'reason=',
			`before=${'x'.repeat(20_001)}`,
		]) {
			it(`?${query.slice(0, 20)} with 400`, async () => {
				const { get, calls } = anApp();

				expect((await get(`/api/dead-letters?${query}`)).statusCode).to.equal(400);
				expect(calls).to.deep.equal([]);
			});
		}

		it('a body of more than 256 kB with 413', async () => {
			const { post } = anApp();

			expect((await post('/api/forget', { userId: 'u'.repeat(300_000) })).statusCode).to.equal(413);
		});

		it('what the operator refuses, with a status that says why', async () => {
			const refuse = (code: 'unknown_pixel' | 'busy') => async () => {
				throw new OperatorError(code, 'No.');
			};
			const { post } = anApp({ pause: refuse('unknown_pixel'), replay: refuse('busy') });

			const unknown = await post('/api/pixels/x/pause', {});
			const busy = await post('/api/dead-letters/replay', {});

			expect([unknown.statusCode, unknown.json().error.code]).to.deep.equal([404, 'unknown_pixel']);
			expect([busy.statusCode, busy.headers['retry-after']]).to.deep.equal([429, '60']);
		});

		it('unknown routes with 404, and with 421 if called by another name', async () => {
			const { call } = anApp();

			expect((await call({ url: '/nothing' })).statusCode).to.equal(404);
			expect((await call({ url: '/nothing', headers: { host: 'evil.example' } })).statusCode).to.equal(421);
		});
	});

	for (const [method, url] of [
		['GET', '/metrics'],
		['GET', '/api/pixels'],
		['GET', '/api/dead-letters'],
		['POST', '/api/pixels/shop-us/pause'],
		['POST', '/api/pixels/shop-us/resume'],
		['POST', '/api/dead-letters/replay'],
		['POST', '/api/dead-letters/drop'],
		['POST', '/api/forget'],
	] as const) {
		it(`has its gate before ${method} ${url}: nothing is done for a foreign page, name or form, or without the token`, async () => {
			const secret = 'a-token-of-the-operator';
			const { call, calls } = anApp({}, { token: secret });
			const good = { 'content-type': 'application/json', 'x-openai-ads-admin': '1', authorization: `Bearer ${secret}` };
			const { authorization: _, ...withoutToken } = good;
			const { 'x-openai-ads-admin': __, ...withoutHeader } = good;
			const remote = { ...withoutToken, 'x-forwarded-for': '10.0.0.1' };
			const bad: Record<string, string>[] = [
				{ ...good, origin: 'https://evil.example' },
				{ ...good, 'sec-fetch-site': 'cross-site' },
				{ ...remote, host: 'evil.example' },
				remote,
				{ ...good, authorization: 'Bearer wrong' },
				...(method === 'POST' ? [withoutHeader, { ...good, 'content-type': 'text/plain' }] : []),
			];

			const statuses: number[] = [];
			for (const headers of bad) {
				statuses.push(
					(await call({ method, url, headers, ...(method === 'POST' ? { payload: '{}' } : {}) })).statusCode,
				);
			}

			expect(statuses.slice(0, 5)).to.deep.equal([403, 403, 421, 401, 401]);
			expect(statuses.slice(5)).to.deep.equal(method === 'POST' ? [403, 415] : []);
			expect(calls).to.deep.equal([]);
		});
	}

	it('answers nothing that a browser may run, frame, keep or hand on, and grants no other origin anything', async () => {
		const { call } = anApp();

		const answers = [await call({ url: '/api/pixels' }), await call({ url: '/', headers: { host: 'evil.example' } })];

		for (const { headers } of answers) {
			expect(headers).to.include({
				'x-content-type-options': 'nosniff',
				'cache-control': 'no-store',
				'cross-origin-resource-policy': 'same-origin',
				'referrer-policy': 'no-referrer',
			});
			expect(headers['content-security-policy']).to.include("default-src 'none'");
			expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).to.deep.equal([]);
		}
	});

	it('logs refusals and actions without any value of the request', async () => {
		const { call, post, lines } = anApp({}, { token: 'a-token-of-the-operator' });
		const marks = { authorization: 'Bearer mark-token', host: 'mark-host', origin: 'https://mark-origin' };

		await call({ url: '/api/mark-path?mark-query=1', headers: marks });
		await post('/api/forget', { userId: 'mark-user' }, { authorization: 'Bearer a-token-of-the-operator' });
		await post('/api/forget', 'mark-body', { authorization: 'Bearer a-token-of-the-operator' });

		const text = lines.join('\n');
		expect(text).to.include('"reason":"wrong_token"');
		expect(text).not.to.match(/mark-|a-token-of/);
	});
});
