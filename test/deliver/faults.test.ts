import type { ServerResponse } from 'node:http';
import { expect } from 'chai';
import { createSandbox, type Fault, type Sandbox } from '../../src/sandbox/index.js';
import { accept, aDelivery, aServer, items, NOW_MS, quickPorts } from './delivery-builders.js';

describe('createDelivery, when the server fails', () => {
	let sandbox: Sandbox;
	beforeEach(async () => {
		sandbox = await createSandbox({ nowMs: () => NOW_MS });
	});
	afterEach(() => sandbox.close());

	const faults: readonly (readonly [claim: string, fault: Fault, waitMs?: number])[] = [
		['503', { status: 503 }],
		['408', { status: 408 }],
		['429 with Retry-After in seconds', { status: 429, retryAfter: 7 }, 7000],
		['429 with a date in Retry-After', { status: 429, retryAfter: new Date(NOW_MS + 9000).toUTCString() }, 9000],
		['a reset connection', { reset: true }],
		['an answer that breaks off', { halfBody: true }],
		['an answer that does not come', { delayMs: 60_000 }],
	];
	for (const [claim, fault, waitMs] of faults) {
		it(`resends the same bytes after ${claim} and has a result for every event`, async () => {
			sandbox.fault({ ...fault, times: 2 });
			const ports = quickPorts();

			const delivered = await aDelivery(settingsFor(fault), ports)(items(3));

			const bodies = sandbox.requests().map(({ body }) => body);
			expect(delivered.map(({ result }) => [result.id, result.outcome, result.attempts])).to.deep.equal([
				['m0', 'accepted', 3],
				['m1', 'accepted', 3],
				['m2', 'accepted', 3],
			]);
			expect(bodies).to.deep.equal([bodies[0], bodies[0], bodies[0]]);
			expect(sandbox.events().map(({ id }) => id)).to.deep.equal(['m0', 'm1', 'm2']);
			expect(ports.waitsMs).to.have.lengthOf(2);
			if (waitMs !== undefined) expect(ports.waitsMs).to.deep.equal([waitMs, waitMs]);
		});

		it(`reports every event as failed when there is nothing but ${claim}`, async () => {
			sandbox.fault({ ...fault, probability: 1 });

			const delivered = await aDelivery({ ...settingsFor(fault), maxRetries: 2 })(items(3));

			const fates = delivered.map(({ result }) => `${result.outcome} ${result.reason} ${result.attempts}`);
			expect(fates).to.deep.equal(Array(3).fill('failed retries_exhausted 3'));
			expect(sandbox.requests()).to.have.lengthOf(3);
		});
	}

	const rubbish: readonly (readonly [claim: string, body: string])[] = [
		['HTML', '<!doctype html><title>Welcome</title>'],
		['an error', '{"accepted_events":3,"error":{"message":"no"}}'],
		['truncated JSON', '{"accepted_events":'],
		['a JSON array', '[{"accepted_events":3}]'],
		['a JSON text', '"ok"'],
		['null', 'null'],
	];
	for (const [claim, body] of rubbish) {
		it(`resends the same bytes after a 200 with ${claim}`, async () => {
			const server = await aServer((response, count) =>
				count < 3 ? void response.writeHead(200).end(body) : accept(response, 3),
			);

			const delivered = await aDelivery({ endpoint: server.endpoint })(items(3));

			await server.close();
			expect(delivered.map(({ result }) => [result.outcome, result.attempts])).to.deep.equal(
				Array(3).fill(['accepted', 3]),
			);
			expect(server.bodies).to.deep.equal(Array(3).fill(server.bodies[0]));
		});
	}

	it('gives up at once when Retry-After is over five minutes, and says how long', async () => {
		sandbox.fault({ status: 429, retryAfter: 301, probability: 1 });
		const ports = quickPorts();

		const delivered = await aDelivery({ endpoint: sandbox.endpoint }, ports)(items(2));

		expect(delivered.map(({ retryAfterMs }) => retryAfterMs)).to.deep.equal([301_000, 301_000]);
		expect(delivered.map(({ result }) => result.reason)).to.deep.equal(['retries_exhausted', 'retries_exhausted']);
		expect(sandbox.requests()).to.have.lengthOf(1);
		expect(ports.waitsMs).to.deep.equal([]);
	});

	it('waits five minutes when Retry-After says exactly that', async () => {
		sandbox.fault({ status: 503, retryAfter: 300 });
		const ports = quickPorts();

		const [delivered] = await aDelivery({ endpoint: sandbox.endpoint }, ports)(items(1));

		expect(delivered?.result.outcome).to.equal('accepted');
		expect(ports.waitsMs).to.deep.equal([300_000]);
	});

	it('reports every event as failed when no server listens', async () => {
		const { endpoint } = sandbox;
		await sandbox.close();

		const delivered = await aDelivery({ endpoint, maxRetries: 1 })(items(2));

		expect(delivered.map(({ result }) => [result.reason, result.detail])).to.deep.equal(
			Array(2).fill(['retries_exhausted', 'No answer from OpenAI (ECONNREFUSED).']),
		);
	});

	it('follows no redirect and sends the key nowhere else', async () => {
		let keysTaken = 0;
		const elsewhere = await aServer((response, _, { headers }) => {
			if (headers.authorization !== undefined) keysTaken++;
			accept(response, 1);
		});
		const redirect = (response: ServerResponse) => response.writeHead(308, { location: elsewhere.endpoint }).end();
		const server = await aServer(redirect);

		const [delivered] = await aDelivery({ endpoint: server.endpoint })(items(1));

		await Promise.all([server.close(), elsewhere.close()]);
		expect(delivered?.result.reason).to.equal('unauthorized');
		expect([server.bodies.length, elsewhere.bodies.length, keysTaken]).to.deep.equal([1, 0, 0]);
	});

	/** A short timeout, only for tests in which no answer comes. */
	function settingsFor({ delayMs }: Fault) {
		return { endpoint: sandbox.endpoint, requestTimeout: delayMs === undefined ? 10_000 : 1000 };
	}
});
