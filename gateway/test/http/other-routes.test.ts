import { expect } from 'chai';
import { NOW } from '../a-batch-item.js';
import { aServer, basic } from './a-server.js';

describe('settings routes', () => {
	it('tell analytics.js to send to this host', async () => {
		const { app } = await aServer();

		const answer = await app.inject({
			url: '/v1/projects/server-key/settings',
			headers: { host: 'events.shop.example' },
		});

		expect(answer.json().integrations['Segment.io']).to.include({
			apiKey: 'server-key',
			apiHost: 'events.shop.example/v1',
			protocol: 'http',
		});
	});

	it('keep what echoes the host out of shared caches', async () => {
		const { app } = await aServer({ corsOrigins: ['https://shop.example'] });

		const url = '/v1/projects/server-key/settings';
		const { headers } = await app.inject({ url, headers: { origin: 'https://shop.example' } });

		expect(headers['cache-control']).to.equal('private');
		expect(headers['vary']).to.equal('Origin, Host, X-Forwarded-Host, X-Forwarded-Proto');
	});

	it('give the RudderStack SDK an enabled source without destinations', async () => {
		const { app } = await aServer();

		const url = '/sourceConfig/?p=npm&v=3.34.1&writeKey=server-key';
		const answers = [
			await app.inject({ url }),
			await app.inject({ url: '/sourceConfig', headers: { authorization: basic('server-key') } }),
		];

		for (const answer of answers) {
			const { source } = answer.json();
			expect(source).to.include({ writeKey: 'server-key', enabled: true });
			expect([source.destinations, source.config]).to.deep.equal([
				[],
				{ statsCollection: { errors: { enabled: false }, metrics: { enabled: false } } },
			]);
		}
	});

	for (const url of ['/v1/projects/other/settings', '/sourceConfig?writeKey=other', '/sourceConfig']) {
		it(`refuse ${url} with 401`, async () => {
			const { app } = await aServer();

			expect((await app.inject({ url })).statusCode).to.equal(401);
		});
	}
});

describe('an unknown route', () => {
	const html = 'text/html,application/xhtml+xml,*/*;q=0.8';

	it('tells a program where SDKs send to, in the form of every error', async () => {
		const { app } = await aServer();

		const answer = await app.inject({ url: '/' });

		expect([answer.statusCode, answer.json().error.code]).to.deep.equal([404, 'not_found']);
		expect(answer.json().error.message).to.include('/v1/batch').and.include('docs/gateway.md');
	});

	it('tells a person with a browser where to look, in plain text', async () => {
		const { app } = await aServer();

		const answer = await app.inject({ url: '/<script>', headers: { accept: html } });

		expect([answer.statusCode, answer.headers['content-type']]).to.deep.equal([404, 'text/plain; charset=utf-8']);
		expect(answer.body).to.include('/readyz').and.include('inspector').and.not.include('script');
	});

	it('tells a sender the same as always, whatever it accepts', async () => {
		const { app } = await aServer();

		const answer = await app.inject({ method: 'POST', url: '/track', headers: { accept: html }, payload: '{}' });

		expect([answer.statusCode, answer.json().success]).to.deep.equal([404, false]);
	});
});

describe('health routes', () => {
	it('say that the process is alive', async () => {
		const { app } = await aServer();

		expect((await app.inject({ url: '/healthz' })).json()).to.deep.equal({ status: 'ok' });
	});

	it('say that events can be taken, in which mode, how many are waiting, and the state of each pixel', async () => {
		const held = {
			pixelId: 'px1',
			state: 'holding',
			reason: 'OpenAI answered 401.',
			queued: 7,
			oldestSeconds: 60,
		} as const;
		const queue = { size: () => 7, checkDisk: async () => {} };
		const readPixels = async () => [{ ...held, name: 'shop' }];
		const { app } = await aServer({}, { mode: 'sandbox', queue, readPixels });

		const answer = await app.inject({ url: '/readyz' });

		const expected = { status: 'ready', mode: 'sandbox', queued: 7, pixels: [held] };
		expect([answer.statusCode, answer.json()]).to.deep.equal([200, expected]);
	});

	it('answer 503 while the disk refuses, and check it again', async () => {
		let isFull = true;
		let nowMs = NOW;
		const checkDisk = () => (isFull ? Promise.reject(new Error('full')) : Promise.resolve());
		const { app } = await aServer({}, { queue: { size: () => 0, checkDisk }, nowMs: () => nowMs });

		const full = await app.inject({ url: '/readyz' });
		isFull = false;
		nowMs += 1000;
		const free = await app.inject({ url: '/readyz' });

		expect([full.statusCode, free.statusCode]).to.deep.equal([503, 200]);
	});

	it('check the disk at most once a second', async () => {
		let checks = 0;
		const checkDisk = async () => {
			checks++;
		};
		const { app } = await aServer({}, { queue: { size: () => 0, checkDisk } });

		for (let i = 0; i < 5; i++) await app.inject({ url: '/readyz' });

		expect(checks).to.equal(1);
	});

	it('answer 503 on shutdown', async () => {
		const { app } = await aServer({}, { isStopping: () => true });

		expect((await app.inject({ url: '/readyz' })).statusCode).to.equal(503);
	});
});
