import { mock } from 'node:test';
import { expect } from 'chai';
import type { Ports } from '../../src/destination/ports.js';
import type { SettingsInput } from '../../src/destination/settings/settings.js';
import { anOrder } from '../deliver/delivery-builders.js';
import { aDestination } from './a-destination.js';

const NEVER = () => new Promise<never>(() => {});
const BUSY = async () => new Response('{}', { status: 503, headers: { 'retry-after': '300' } });
const order = (messageId: string) => anOrder({ messageId });

/** Lets everything that needs no timer finish. */
async function turns(): Promise<void> {
	for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate);
}

describe('createDestination, close()', () => {
	beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
	afterEach(() => mock.timers.reset());

	const stuck: readonly (readonly [claim: string, ports: Partial<Ports>, settings?: SettingsInput])[] = [
		['a request that ignores its signal', { fetch: NEVER }],
		['a wait for OpenAI', { fetch: BUSY, sleep: NEVER }],
		['a full house', { fetch: NEVER }, { maxInFlight: 1 }],
		['a profile store', { profiles: { get: NEVER, merge: NEVER, forget: NEVER } }],
	];
	for (const [claim, ports, settings = {}] of stuck) {
		it(`ends in time in spite of ${claim}, with one result for each event`, async () => {
			const { destination, results } = aDestination({ requestTimeout: 300_000, ...settings }, undefined, ports);
			const sent = [destination.send(order('a')), destination.send(order('b')), destination.sendBatch([order('c')])];
			await turns();

			const closed = destination.close({ timeoutMs: 1000 });
			await turns();
			mock.timers.tick(999);
			await turns();
			const before = results.length;
			mock.timers.tick(1);
			await closed;
			const fates = (await Promise.all(sent))
				.flat()
				.map(({ outcome, reason, messageId }) => [outcome, reason, messageId]);
			mock.timers.tick(300_000);
			await turns();

			expect(before).to.equal(0);
			expect(fates).to.deep.equal(['a', 'b', 'c'].map((id) => ['failed', 'closed', id]));
			expect(results).to.have.lengthOf(3);
		});
	}

	for (const options of [undefined, {}, { timeoutMs: Number.NaN }, { timeoutMs: -1 }]) {
		it(`takes half a minute for ${JSON.stringify(options)}`, async () => {
			const { destination, results } = aDestination({ requestTimeout: 300_000 }, undefined, { fetch: NEVER });
			void destination.send(order('a'));
			await turns();

			const closed = destination.close(options);
			await turns();
			mock.timers.tick(29_999);
			await turns();
			const before = results.length;
			mock.timers.tick(1);
			await closed;

			expect([before, results.length]).to.deep.equal([0, 1]);
		});
	}

	it('counts the requests that an event travelled in until then', async () => {
		const { destination, results } = aDestination({}, BUSY, { sleep: NEVER });
		void destination.send(order('a'));
		await turns();

		const closed = destination.close({ timeoutMs: 10 });
		await turns();
		mock.timers.tick(10);
		await closed;

		expect(results[0]).to.deep.include({ outcome: 'failed', reason: 'closed', attempts: 1, id: 'a' });
	});

	it('sends nothing after its time', async () => {
		const { destination, requests } = aDestination({ maxInFlight: 1, requestTimeout: 300_000 }, NEVER);
		void destination.sendBatch([order('a'), order('b')]);
		await turns();

		const closed = destination.close({ timeoutMs: 0 });
		await turns();
		mock.timers.tick(1);
		await closed;
		mock.timers.tick(300_000);
		await turns();

		expect(requests).to.have.lengthOf(1);
	});

	it('sends an event without its profile when the store hangs, and says so', async () => {
		const profiles = { get: NEVER, merge: NEVER, forget: NEVER };
		const { destination, logger } = aDestination({}, undefined, { profiles });
		const sent = destination.send(order('a'));
		await turns();

		for (let calls = 0; calls < 2; calls++) {
			mock.timers.tick(5000);
			await turns();
		}

		expect((await sent).outcome).to.equal('accepted');
		expect(logger.calls[0]).to.deep.include({ level: 'warn', fields: { error: 'TimeoutError' } });
	});

	it('ends a request in its time when fetch ignores its signal', async () => {
		const { destination } = aDestination({ requestTimeout: 1000, maxRetries: 0 }, undefined, { fetch: NEVER });
		const sent = destination.send(order('a'));
		await turns();

		mock.timers.tick(1000);

		expect(await sent).to.include({ reason: 'retries_exhausted', detail: 'No answer from OpenAI (TimeoutError).' });
	});
});
