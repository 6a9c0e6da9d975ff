import { expect } from 'chai';
import { fastify } from 'fastify';
import { addErrorAnswers } from '../../src/http/error-answers.js';
import { addCheckRoutes } from '../../src/inspector/check-routes.js';

describe('/api/checks', () => {
	function anApp(runChecks?: () => Promise<readonly object[]>) {
		const clock = { ms: 0 };
		const app = fastify();
		addErrorAnswers(app, 'No such route.');
		addCheckRoutes(app, { runChecks, nowMs: () => Date.UTC(2026, 10, 26) + clock.ms, monotonicMs: () => clock.ms });
		const call = async (method: 'GET' | 'POST') => {
			const { statusCode, headers, body } = await app.inject({ method, url: '/api/checks' });
			return { statusCode, headers, json: JSON.parse(body) };
		};
		return { clock, call };
	}

	it('tells nothing before the first run, and then what it found and when', async () => {
		const { call } = anApp(async () => [{ id: 'key', status: 'ok' }]);
		expect((await call('GET')).json).to.deep.equal({ findings: [] });

		const ran = await call('POST');

		expect(ran.json).to.deep.equal({ at: '2026-11-26T00:00:00.000Z', findings: [{ id: 'key', status: 'ok' }] });
		expect((await call('GET')).json).to.deep.equal(ran.json);
	});

	it('runs once in 30 s, and says when again', async () => {
		let runs = 0;
		const { clock, call } = anApp(async () => [{ run: ++runs }]);
		await call('POST');
		clock.ms = 12_500;

		const early = await call('POST');
		clock.ms = 30_000;
		const again = await call('POST');

		expect([early.statusCode, early.headers['retry-after']]).to.deep.equal([429, '18']);
		expect(early.json.error.message).to.include('Try again in 18 s.');
		expect(again.json.findings).to.deep.equal([{ run: 2 }]);
	});

	it('gives one result to all who call while it runs', async () => {
		let runs = 0;
		let end = () => {};
		const { call } = anApp(async () => {
			runs += 1;
			await new Promise<void>((done) => (end = done));
			return [];
		});

		const first = call('POST');
		const second = call('POST');
		while (runs === 0) await new Promise(setImmediate);
		await new Promise((wake) => setTimeout(wake, 20));
		end();

		expect([(await first).statusCode, (await second).statusCode, runs]).to.deep.equal([200, 200, 1]);
	});

	it('keeps the last result when a run breaks', async () => {
		let breaks = false;
		const { clock, call } = anApp(async () => {
			if (breaks) throw new Error('broke');
			return [{ id: 'key' }];
		});
		await call('POST');
		[breaks, clock.ms] = [true, 30_000];

		expect((await call('POST')).statusCode).to.equal(500);
		expect((await call('GET')).json.findings).to.deep.equal([{ id: 'key' }]);
	});

	it('does not exist where nothing can be checked', async () => {
		const { call } = anApp();

		expect([(await call('GET')).statusCode, (await call('POST')).statusCode]).to.deep.equal([404, 404]);
	});
});
