/** RudderStack from end to end: stored jobs, router transform, proxy, status of each job, retries; against the sandbox. */

import { expect } from 'chai';
import { createSandbox, type Sandbox } from '../../../src/sandbox/index.js';
import { aTrackEvent, NOW_MS } from '../../builders.js';
import { API_KEY, DAY_MS } from '../../deliver/delivery-builders.js';
import { aRudderDestination } from './a-job.js';
import { RudderServer } from './rudder-server.js';

const HOUR_MS = 3_600_000;

function orders(count: number, timestampMs = NOW_MS - 60_000): object[] {
	const timestamp = new Date(timestampMs).toISOString();
	return Array.from({ length: count }, (_, n) =>
		aTrackEvent({ messageId: `m${n + 1}`, userId: `u${n + 1}`, timestamp }),
	);
}

describe('rudder-server with this destination', () => {
	let sandbox: Sandbox;
	let server: RudderServer;

	/** Starts a server with these jobs in front of a new sandbox, both on one clock. */
	async function start(
		messages: readonly unknown[],
		config: object = {},
		options: { readonly jobsPerCall?: number; readonly fetch?: typeof fetch } = {},
	): Promise<void> {
		sandbox = await createSandbox({ apiKey: API_KEY, pixelId: 'pixel', nowMs: () => server.nowMs() });
		const destination = aRudderDestination({ endpoint: sandbox.endpoint, ...config });
		server = new RudderServer(messages, { destination, nowMs: NOW_MS, ...options });
	}

	function deliveredIds(): string[] {
		return sandbox.events().map(({ id }) => id);
	}

	afterEach(() => sandbox.close());

	it('delivers 20 jobs a request and filters unmapped events', async () => {
		await start([...orders(45), aTrackEvent({ event: 'Cart Viewed' }), { type: 'identify', userId: 'u1' }, null]);

		await server.run(HOUR_MS);

		expect(server.tally()).to.deep.equal({ succeeded: 45, filtered: 2, aborted: 1 });
		expect(sandbox.requests()).to.have.length(3);
	});

	it('delivers every job once when OpenAI fails in every way', async () => {
		await start(orders(100));
		sandbox.fault({ status: 503, times: 2 });
		sandbox.fault({ status: 429, retryAfter: 60, times: 2 });
		sandbox.fault({ reset: true, times: 2 });
		sandbox.fault({ halfBody: true, times: 2 });

		await server.run(HOUR_MS);

		expect(server.tally()).to.deep.equal({ succeeded: 100 });
		expect(new Set(deliveredIds()).size).to.equal(100);
		expect(deliveredIds()).to.have.length(100);
	});

	for (const status of [429, 503]) {
		it(`keeps jobs through an outage of more than three hours, in which OpenAI answers ${status}`, async () => {
			await start(orders(2));
			sandbox.fault({ status, times: 100 });

			await server.run(4 * HOUR_MS);

			expect(server.tally()).to.deep.equal({ waiting: 2 });
			expect(server.jobs[0]?.last).to.match(new RegExp(`^429 OpenAI answered ${status}`));
			await server.run(DAY_MS);
			expect(server.tally()).to.deep.equal({ succeeded: 2 });
		});
	}

	it('keeps jobs that met a mistake in the Config, so that it can be corrected, until they are too old', async () => {
		await start(orders(2, NOW_MS - 6 * DAY_MS), { flushAt: 5000 });

		await server.run(4 * HOUR_MS);

		expect(server.tally()).to.deep.equal({ waiting: 2 });
		expect(server.jobs[0]?.last).to.match(/^429 destination\.Config\.flushAt: /);
		await server.run(DAY_MS);
		expect(server.tally()).to.deep.equal({ aborted: 2 });
		expect(server.jobs[0]?.last).to.match(/^400 expired: destination\.Config\.flushAt: /);
	});

	it('holds jobs while the key is refused, longer than three hours, and delivers them once it is corrected', async () => {
		await start(orders(30));
		sandbox.fault({ status: 401, times: 140 });

		await server.run(5 * HOUR_MS);
		expect(server.tally()).to.deep.equal({ waiting: 30 });
		expect(server.jobs[0]?.last).to.match(/^429 unauthorized: .*Use a Conversions API key/);
		await server.run(2 * DAY_MS);

		expect(server.tally()).to.deep.equal({ succeeded: 30 });
	});

	it('ends held jobs as expired once they are too old for OpenAI', async () => {
		await start(orders(3, NOW_MS - 7 * DAY_MS + 4 * HOUR_MS));
		sandbox.fault({ status: 401, times: 1_000_000 });

		await server.run(2 * DAY_MS);

		expect(server.tally()).to.deep.equal({ aborted: 3 });
		for (const { last } of server.jobs) expect(last).to.match(/^400 expired/);
	});

	it('loses only the bad event, in two requests', async () => {
		await start(orders(20), {}, { fetch: spoiling(['m7']) });

		await server.run(HOUR_MS);

		expect(server.tally()).to.deep.equal({ succeeded: 19, aborted: 1 });
		expect(server.jobs[6]?.state).to.equal('aborted');
		expect(sandbox.requests()).to.have.length(2);
	});

	it('finds bad events that OpenAI does not name, in requests of their own where the search was cut short', async () => {
		const bad = ['m3', 'm9', 'm14', 'm15', 'm20', 'm33'];
		const config = { maxIsolationRequests: 6 };
		await start(orders(40), config, { jobsPerCall: 40, fetch: spoiling(bad) });
		sandbox.fault({ indexInError: false });

		await server.run(2 * HOUR_MS);

		expect(server.jobs.filter(({ state }) => state === 'aborted').map(({ jobId }) => `m${jobId}`)).to.deep.equal(bad);
		expect(server.tally()).to.deep.equal({ succeeded: 34, aborted: 6 });
		expect(server.jobs.some(({ attempts }) => attempts > 1)).to.equal(true);
	});

	it('ends every job in exactly one state when one request in three fails', async () => {
		await start(orders(300), {}, { fetch: spoiling(['m50', 'm250']), jobsPerCall: 100 });
		sandbox.fault({ status: 500, probability: 0.2 });
		sandbox.fault({ reset: true, probability: 0.1 });
		sandbox.fault({ halfBody: true, probability: 0.1 });

		await server.run(3 * HOUR_MS);

		expect(server.tally()).to.deep.equal({ succeeded: 298, aborted: 2 });
		expect(new Set(deliveredIds()).size).to.equal(298);
	});
});

/** Makes some events bad after mapping, as if OpenAI had a rule that we do not know. */
function spoiling(ids: readonly string[]): typeof fetch {
	return (url, init) => {
		const body = JSON.parse(String(init?.body));
		for (const event of body.events) if (ids.includes(event.id)) event.data = { type: 'nonsense' };
		return fetch(url, { ...init, body: JSON.stringify(body) });
	};
}
