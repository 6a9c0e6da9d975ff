import { mock } from 'node:test';
import { expect } from 'chai';
import { anOrder } from '../deliver/delivery-builders.js';
import { aDestination, idsOf } from './a-destination.js';

const order = (messageId: string) => anOrder({ messageId });

/** Lets everything that needs no timer finish. */
async function turns(): Promise<void> {
	for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate);
}

describe('createDestination, when batches leave', () => {
	beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
	afterEach(() => mock.timers.reset());

	it('sends single events together once flushAt of them wait', async () => {
		const { destination, requests } = aDestination({ flushAt: 3 });

		const results = await Promise.all(['a', 'b', 'c'].map((id) => destination.send(order(id))));

		expect(idsOf(requests)).to.deep.equal(['a b c']);
		expect(results.map(({ messageId }) => messageId)).to.deep.equal(['a', 'b', 'c']);
	});

	it('sends events that have waited for flushInterval', async () => {
		const { destination, requests } = aDestination({ flushAt: 3, flushInterval: 500 });
		const sent = destination.send(order('a'));
		await turns();
		const before = requests.length;

		mock.timers.tick(500);

		expect([before, (await sent).outcome]).to.deep.equal([0, 'accepted']);
	});

	it('keeps every body within maxBatchBytes', async () => {
		const { destination, requests } = aDestination({ flushAt: 1000, maxBatchBytes: 1024 });

		await destination.sendBatch(Array.from({ length: 40 }, (_, index) => order(`m${index}`)));

		const sizes = requests.map((request) => Buffer.byteLength(JSON.stringify(request)));
		expect(Math.max(...sizes)).to.be.at.most(1024);
		expect(requests.length).to.be.lessThan(40);
	});

	it('has at most maxInFlight requests under way', async () => {
		let underWay = 0;
		let most = 0;
		const { destination } = aDestination({ maxInFlight: 3 }, async () => {
			most = Math.max(most, ++underWay);
			await turns();
			underWay--;
			return Response.json({});
		});

		await destination.sendBatch(Array.from({ length: 20 }, (_, index) => order(`m${index}`)));

		expect(most).to.equal(3);
	});

	it('refuses events beyond maxQueued, and accepts them when they are sent again', async () => {
		const { destination, requests } = aDestination({ flushAt: 2, maxQueued: 3, maxInFlight: 1 });

		const results = await destination.sendBatch(['a', 'b', 'c', 'd', 'e', 'f'].map(order));
		const again = await destination.sendBatch([order('f')]);

		expect(results.map(({ outcome, reason }) => reason ?? outcome)).to.deep.equal([
			...Array(5).fill('accepted'),
			'queue_full',
		]);
		expect(results[5]).to.deep.include({
			outcome: 'failed',
			messageId: 'f',
			id: 'f',
			type: 'order_created',
			attempts: 0,
		});
		expect(again[0]?.outcome).to.equal('accepted');
		expect(requests.flatMap(({ events }) => events)).to.have.lengthOf(6);
	});

	it('flush() delivers all waiting events, including those still in intake', async () => {
		const { destination, results } = aDestination({ flushAt: 10 });
		void destination.send(order('a'));
		void destination.send(order('b'));

		await destination.flush();

		expect(results.map(({ messageId }) => messageId)).to.deep.equal(['a', 'b']);
	});

	it('flush() leaves the destination open', async () => {
		const { destination } = aDestination();

		await destination.flush();

		expect((await destination.send(order('a'))).outcome).to.equal('accepted');
	});

	it('close() settles events that were still waiting', async () => {
		const { destination, requests, results } = aDestination({ flushAt: 10 });
		void destination.send(order('a'));

		await destination.close();

		expect([idsOf(requests), results.map(({ outcome }) => outcome)]).to.deep.equal([['a'], ['accepted']]);
	});

	it('close() waits for resends that are under way', async () => {
		const { destination, results } = aDestination({ flushAt: 10 }, (_, count) =>
			count < 3 ? new Response('', { status: 503 }) : Response.json({ accepted_events: 1 }),
		);
		void destination.send(order('a'));

		await destination.close();

		expect(results.map(({ outcome, attempts }) => [outcome, attempts])).to.deep.equal([['accepted', 3]]);
	});

	it('fails events that come after close(), and makes no request for them', async () => {
		const { destination, requests, results } = aDestination();
		await destination.close();

		const single = await destination.track(order('a'));
		const batch = await destination.sendBatch([order('b'), null as never]);

		const fates = [single, ...batch].map(({ outcome, reason, messageId, attempts }) => [
			outcome,
			reason,
			messageId,
			attempts,
		]);
		expect(fates).to.deep.equal([
			['failed', 'closed', 'a', 0],
			['failed', 'closed', 'b', 0],
			['failed', 'closed', '', 0],
		]);
		expect([requests, results.length]).to.deep.equal([[], 3]);
	});

	it('may be closed twice', async () => {
		const { destination } = aDestination();

		await Promise.all([destination.close(), destination.close()]);
		await destination.close();
	});

	it('does not settle a batch twice when close() races the timer', async () => {
		const { destination, requests, results } = aDestination({ flushAt: 10, flushInterval: 500 });
		const sent = destination.send(order('a'));
		await turns();

		const closed = destination.close();
		mock.timers.tick(500);
		await closed;
		mock.timers.tick(5000);

		expect([idsOf(requests), results.length, (await sent).outcome]).to.deep.equal([['a'], 1, 'accepted']);
	});

	it('does not lose an event that close() overtakes while its profile is read', async () => {
		let answerStore = () => {};
		const waiting = new Promise<void>((resolve) => {
			answerStore = resolve;
		});
		const profiles = { get: () => waiting.then(() => []), merge: async () => {}, forget: async () => {} };
		const { destination, results } = aDestination({ flushAt: 10 }, undefined, { profiles });
		void destination.send(order('a'));

		const closed = destination.close();
		answerStore();
		await closed;

		expect(results.map(({ messageId, outcome }) => [messageId, outcome])).to.deep.equal([['a', 'accepted']]);
	});

	it('refuses events beyond maxQueued while a profile store hangs', async () => {
		const hanging = { get: () => new Promise<never>(() => {}), merge: async () => {}, forget: async () => {} };
		const { destination } = aDestination({ maxQueued: 2 }, undefined, { profiles: hanging });
		const anOrder = (n: number) => ({ type: 'track', event: 'Order Completed', messageId: `m${n}`, userId: `u${n}` });

		void destination.sendBatch([anOrder(1), anOrder(2)]);
		const result = await destination.send(anOrder(3));

		expect(result).to.deep.include({ outcome: 'failed', reason: 'queue_full', messageId: 'm3' });
	});
});
