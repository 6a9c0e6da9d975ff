import { expect } from 'chai';
import { pino } from 'pino';
import type { AlertsPort, TestOutcome } from '../../src/alerts/alerts-port.js';
import { createAdminApp } from '../../src/inspector/admin-app.js';
import { anOperator } from '../operate/an-operator.js';
import { anInspector } from './an-inspector.js';

const HOST = { host: '127.0.0.1:8789' };
const POST = { ...HOST, 'content-type': 'application/json', 'x-openai-ads-admin': '1' };

describe('alerts on the admin listener', () => {
	function anApp(outcome: TestOutcome = { kind: 'nowhere' }, allowsActions = true) {
		const { operator } = anOperator();
		const metrics = { contentType: 'text/plain', text: async () => '' };
		const calls: unknown[] = [];
		const alerts: AlertsPort = {
			view: async (pixel) => {
				calls.push(['view', pixel]);
				return { asOf: '2026-11-26T14:00:00.000Z', firing: [], over: [] };
			},
			test: async () => {
				calls.push(['test']);
				return outcome;
			},
		};
		const ports = { operator, metrics, ...anInspector(), alerts, log: pino({ enabled: false }), monotonicMs: () => 0 };
		const app = createAdminApp({ port: 8789, hosts: [], token: undefined, allowsActions }, ports);
		const get = (url: string) => app.inject({ url, headers: HOST });
		const test = (headers: Record<string, string> = POST, payload = '{}') =>
			app.inject({ method: 'POST', url: '/api/alerts/test', headers, payload });
		return { calls, get, test };
	}

	it('are told, of all pixels or of one', async () => {
		const { get, calls } = anApp();

		const answers = [await get('/api/alerts'), await get('/api/alerts?pixel=shop')];

		expect(answers.map(({ statusCode }) => statusCode)).to.deep.equal([200, 200]);
		expect(calls).to.deep.equal([
			['view', undefined],
			['view', 'shop'],
		]);
	});

	it('are not told for an unknown filter, or a long one', async () => {
		const { get, calls } = anApp();

		for (const query of ['pixle=shop', 'pixel=', `pixel=${'x'.repeat(201)}`]) {
			expect((await get(`/api/alerts?${query}`)).statusCode).to.equal(400);
		}
		expect(calls).to.deep.equal([]);
	});

	it('are tested: the answer says whether it arrived', async () => {
		const outcomes: TestOutcome[] = [
			{ kind: 'posted', host: 'hooks.example' },
			{ kind: 'failed', host: 'hooks.example', problem: 'answered 404' },
			{ kind: 'nowhere' },
			{ kind: 'too_soon', waitMs: 12_300 },
		];
		const answers = await Promise.all(outcomes.map((outcome) => anApp(outcome).test()));

		expect(answers.map(({ statusCode }) => statusCode)).to.deep.equal([200, 502, 400, 429]);
		expect(answers[0]?.json()).to.deep.equal({ posted: true, host: 'hooks.example' });
		expect(answers[1]?.json().error.message).to.equal('hooks.example answered 404.');
		expect(answers[2]?.json().error.message).to.include('OPENAI_ADS_ALERTS_WEBHOOK');
		expect(answers[3]?.headers['retry-after']).to.equal('13');
	});

	it('are not tested from a page of another site, by a form, or where nothing may be changed', async () => {
		const { test, calls } = anApp({ kind: 'posted', host: 'x' });
		const { 'x-openai-ads-admin': _, ...form } = POST;

		const answers = [
			await test({ ...POST, origin: 'https://evil.example' }),
			await test({ ...POST, host: 'evil.example' }),
			await test(form),
			await test(POST, '{"url":"https://evil.example"}'),
			await anApp({ kind: 'posted', host: 'x' }, false).test(),
		];

		expect(answers.map(({ statusCode }) => statusCode)).to.deep.equal([403, 421, 403, 400, 403]);
		expect(calls).to.deep.equal([]);
	});
});
