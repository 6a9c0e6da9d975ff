import { request } from 'node:http';
import { expect } from 'chai';
import { createSandbox, type Sandbox } from '../../src/sandbox/index.js';
import { aLead, NOW_MS, post, postEvents, readJson } from './a-request.js';

describe('/_sandbox', () => {
	let sandbox: Sandbox;
	beforeEach(async () => {
		sandbox = await createSandbox({ nowMs: () => NOW_MS, apiKey: 'key' });
	});
	afterEach(() => sandbox.close());

	it('GET events lists the accepted events without a key', async () => {
		await postEvents(sandbox.endpoint, [aLead()]);

		const { status, body } = await call('GET', 'events');

		expect([status, body]).to.deep.equal([200, [aLead()]]);
	});

	const foreign: [claim: string, headers: Record<string, string>, status: number][] = [
		['a page of another origin', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, 403],
		['a page on another port of this machine', { origin: 'http://localhost:3000' }, 403],
		['a page that hides its origin', { 'sec-fetch-site': 'cross-site' }, 403],
		['a page whose name points at this machine', { host: 'evil.example' }, 403],
		['a name that only begins like loopback', { host: 'localhost.evil.example' }, 403],
		['a name of any length', { host: `${'a'.repeat(10_000)}:1` }, 403],
		['a person who typed the address', { 'sec-fetch-site': 'none' }, 200],
		['a script that says localhost', { host: 'localhost:8788' }, 200],
		['a script that says an IPv6 address', { host: '[::1]:8788' }, 200],
		['a script on a private network', { host: '10.0.0.7:8788' }, 200],
	];
	for (const [claim, headers, status] of foreign) {
		it(`answers ${status} to ${claim}`, async () => {
			const statuses = await Promise.all([
				statusOf('GET', '/_sandbox/events', headers),
				statusOf('DELETE', '/_sandbox/faults', headers),
			]);

			expect(statuses).to.deep.equal([status, status]);
		});
	}

	it('GET faults lists those that are on', async () => {
		await call('POST', 'faults', { status: 503, times: 2 });

		const { body } = await call('GET', 'faults');

		expect(body).to.deep.equal([{ fault: { status: 503, times: 2 }, timesLeft: 2 }]);
	});

	it('POST faults takes no more than 1000 at once', async () => {
		const { status } = await call('POST', 'faults', Array(1001).fill({ reset: true }));

		expect([status, sandbox.faults()]).to.deep.equal([400, []]);
	});

	it('lets no page switch faults on', async () => {
		const headers = { origin: 'https://evil.example', 'content-type': 'text/plain' };
		await statusOf('POST', '/_sandbox/faults', headers, '{"status":503}');

		expect((await post(sandbox.endpoint)).status).to.equal(200);
	});

	/** The status of a request with exactly these headers, which `fetch` would not send. */
	function statusOf(method: string, path: string, headers: Record<string, string>, body = ''): Promise<number> {
		return new Promise((resolve, reject) => {
			const sent = request(sandbox.url + path, { method, headers }, (response) => {
				response.resume();
				resolve(response.statusCode ?? 0);
			});
			sent.on('error', reject).end(body);
		});
	}

	it('GET requests lists all requests except those to /_sandbox', async () => {
		await postEvents(sandbox.endpoint, [aLead()]);
		await call('GET', 'events');

		const { body } = await call('GET', 'requests');

		expect(body).to.deep.equal(sandbox.requests());
		expect(body).to.have.lengthOf(1);
	});

	it('DELETE events forgets events, their ids and requests, but not faults', async () => {
		await postEvents(sandbox.endpoint, [aLead()]);
		sandbox.fault({ status: 503 });

		await call('DELETE', 'events');

		expect([sandbox.events(), sandbox.requests()]).to.deep.equal([[], []]);
		expect((await post(sandbox.endpoint)).status).to.equal(503);
		await post(sandbox.endpoint);
		expect(sandbox.events()).to.have.lengthOf(1);
	});

	it('POST faults adds one fault', async () => {
		const { status } = await call('POST', 'faults', { status: 429, retryAfter: 3 });

		const response = await post(sandbox.endpoint);
		expect([status, response.status, response.headers.get('retry-after')]).to.deep.equal([200, 429, '3']);
	});

	it('POST faults adds a list of faults', async () => {
		await call('POST', 'faults', [{ status: 500 }, { status: 502 }]);

		const statuses = [(await post(sandbox.endpoint)).status, (await post(sandbox.endpoint)).status];
		expect(statuses).to.deep.equal([500, 502]);
	});

	it('POST faults refuses a list with one mistake, names it and adds none', async () => {
		const { status, body } = await call('POST', 'faults', [{ status: 500 }, { status: 42 }]);

		expect(status).to.equal(400);
		expect(body.error.message).to.equal('fault.status: expected 204, or an integer from 300 to 599, got 42.');
		expect((await post(sandbox.endpoint)).status).to.equal(200);
	});

	it('POST faults refuses a body that is not JSON', async () => {
		const response = await fetch(`${sandbox.url}/_sandbox/faults`, { method: 'POST', body: '{' });

		expect(response.status).to.equal(400);
	});

	it('DELETE faults ends them', async () => {
		sandbox.fault({ status: 503, probability: 1 });

		await call('DELETE', 'faults');

		expect((await post(sandbox.endpoint)).status).to.equal(200);
	});

	it('answers any other route with 404 and a list of the routes', async () => {
		const { status, body } = await call('PUT', 'faults', {});

		expect(status).to.equal(404);
		expect(body.error.message).to.contain('POST /_sandbox/faults');
	});

	async function call(method: string, route: string, body?: unknown) {
		const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
		const response = await fetch(`${sandbox.url}/_sandbox/${route}`, init);
		return { status: response.status, body: await readJson(response) };
	}
});
