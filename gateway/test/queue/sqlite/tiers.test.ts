import { expect } from 'chai';
import type { QueuedEvent } from '../../../src/queue/queue.js';
import { aBatchItem, NOW } from '../../a-batch-item.js';
import { createRecordingLog } from '../../recording-log.js';
import { removeTemporaryFolders, temporaryFolder } from '../../temporary-folder.js';
import { openTestStore, type TestStore } from '../open-queue.js';

describe('SqliteQueue, with events of servers and browsers', () => {
	let store: TestStore;
	let nowMs: number;
	let log: ReturnType<typeof createRecordingLog>;

	beforeEach(() => {
		nowMs = NOW;
		log = createRecordingLog();
		store = openTestStore({ folder: temporaryFolder(), mode: 'live', pixelId: 'px1', nowMs: () => nowMs, log });
	});
	afterEach(() => {
		store.close();
		removeTemporaryFolders();
	});

	const forged = aBatchItem({ json: '{"from":"browser"}' });
	const real = aBatchItem({ json: '{"from":"server"}' });
	const take = async () =>
		(await store.queue.take({ nowMs, maxEvents: 1000, maxBytes: 1e6, minEvents: 1, lingerMs: 0 })).events;
	const textsOf = (events: readonly QueuedEvent[]) => events.map(({ item }) => item.json);
	const settle = (events: readonly QueuedEvent[], how: 'delivered' | 'retries' | 'deadLetters') =>
		store.queue.settle({
			delivered: how === 'delivered' ? events.map(({ key }) => key) : [],
			retries: how === 'retries' ? events.map(({ key }) => ({ key, batchLimit: 1000 })) : [],
			deadLetters: how === 'deadLetters' ? events.map(({ key }) => ({ key, reason: 'rejected', detail: '' })) : [],
		});

	it("lets a server's event take the place of a browser's that waits", async () => {
		await store.queue.add([forged], 'browser');

		const added = await store.queue.add([real], 'server');

		expect([added, store.queue.size()]).to.deep.equal([1, 1]);
		expect(textsOf(await take())).to.deep.equal([real.json]);
		expect(log.lines).to.deep.equal([]);
	});

	it('lets it take the place of one that waits for its next attempt', async () => {
		await store.queue.add([forged], 'browser');
		const events = await take();
		await store.queue.settle({
			delivered: [],
			deadLetters: [],
			retries: events.map(({ key }) => ({ key, batchLimit: 10, dueMs: nowMs + 60_000 })),
		});

		await store.queue.add([real], 'server');

		expect([textsOf(await take()), store.queue.size()]).to.deep.equal([[real.json], 1]);
	});

	it('lets no browser take the place of anything', async () => {
		await store.queue.add([real], 'server');
		await store.queue.add([aBatchItem({ id: 'm2', json: '{"first":true}' })], 'browser');

		const added = await store.queue.add([forged, aBatchItem({ id: 'm2' })], 'browser');

		expect(added).to.equal(0);
		expect(textsOf(await take())).to.deep.equal([real.json, '{"first":true}']);
	});

	it("sends a server's event after a browser's of the same id was sent, and says so once a minute", async () => {
		await store.queue.add([forged, aBatchItem({ id: 'm2' })], 'browser');
		await settle(await take(), 'delivered');

		const added = [
			await store.queue.add([real], 'server'),
			await store.queue.add([aBatchItem({ id: 'm2' })], 'server'),
		];

		expect(added).to.deep.equal([1, 1]);
		expect(textsOf(await take())[0]).to.equal(real.json);
		expect(log.lines.map(({ level, fields }) => [level, fields])).to.deep.equal([['warn', { count: 1 }]]);
	});

	it("knows a server's id from then on", async () => {
		await store.queue.add([forged], 'browser');
		await store.queue.add([real], 'server');

		const added = [await store.queue.add([real], 'server'), await store.queue.add([forged], 'browser')];

		expect(added).to.deep.equal([0, 0]);
	});

	it("drops a browser's event that was under way when the server's came, instead of sending it again", async () => {
		await store.queue.add([forged], 'browser');
		const underWay = await take();
		await store.queue.add([real], 'server');

		await settle(underWay, 'retries');

		expect([store.queue.size(), textsOf(await take())]).to.deep.equal([1, [real.json]]);
	});

	it("still knows the server's id when the browser's event becomes a dead letter", async () => {
		await store.queue.add([forged], 'browser');
		const underWay = await take();
		await store.queue.add([real], 'server');

		await settle(underWay, 'deadLetters');

		expect(await store.queue.add([real], 'server')).to.equal(0);
	});
});
