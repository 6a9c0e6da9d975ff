import { expect } from 'chai';
import type { QueuedEvent, TakeOptions } from '../../../src/queue/queue.js';
import { aBatchItem, batchItems, NOW } from '../../a-batch-item.js';
import { removeTemporaryFolders, temporaryFolder } from '../../temporary-folder.js';
import { openTestStore, type TestStore } from '../open-queue.js';

describe('SqliteQueue', () => {
	let folder: string;
	let store: TestStore;
	let nowMs: number;

	beforeEach(() => {
		folder = temporaryFolder();
		nowMs = NOW;
		store = open();
	});
	afterEach(() => {
		store.close();
		removeTemporaryFolders();
	});

	const open = (pixelId = 'px1') => openTestStore({ folder, mode: 'live', pixelId, nowMs: () => nowMs });
	const reopen = (pixelId?: string) => {
		store.close();
		store = open(pixelId);
	};
	const take = async (options: Partial<TakeOptions> = {}) => {
		const all = { nowMs, maxEvents: 1000, maxBytes: 1e6, minEvents: 1, lingerMs: 0 };
		return store.queue.take({ ...all, ...options });
	};
	const idsOf = (events: readonly QueuedEvent[]) => events.map(({ item }) => item.id);
	const deliver = (events: readonly QueuedEvent[]) =>
		store.queue.settle({ delivered: events.map(({ key }) => key), deadLetters: [], retries: [] });
	const retry = (events: readonly QueuedEvent[], dueMs: number | undefined, batchLimit: 1000 | 10 | 1 = 1000) =>
		store.queue.settle({
			delivered: [],
			deadLetters: [],
			retries: events.map(({ key }) => ({ key, dueMs, batchLimit })),
		});

	it('hands events out oldest first, exactly as they came in', async () => {
		const items = [aBatchItem({ id: 'a' }), aBatchItem({ id: 'b', type: 'custom', customEventName: 'quiz' })];

		await store.queue.add(items);
		const { events } = await take();

		expect(events.map(({ item }) => item)).to.deep.equal(items);
	});

	it('keeps what was left out of an event beside it', async () => {
		const notes = Array.from({ length: 20 }, (_, n) => ({ path: `data.contents[${n}].id`, message: 'left out.' }));

		await store.queue.add([aBatchItem({ notes, matchKeys: 1025 })]);
		const { events } = await take();

		expect(events[0]?.item).to.deep.include({ notes, matchKeys: 1025 });
	});

	it('keeps characters that SQLite would cut or replace', async () => {
		const item = aBatchItem({ id: 'a\u0000b', messageId: 'c\ud800d' });

		await store.queue.add([item]);
		const { events } = await take();

		expect(events[0]?.item).to.deep.equal(item);
	});

	it('queues an event once, even if it is added several times at the same time', async () => {
		const counts = await Promise.all([1, 2, 3].map(() => store.queue.add([aBatchItem(), aBatchItem()])));

		expect(counts.reduce((sum, count) => sum + count)).to.equal(1);
		expect(store.queue.size()).to.equal(1);
	});

	it('does not queue a delivered event again, even after a restart', async () => {
		await store.queue.add([aBatchItem()]);
		await deliver((await take()).events);
		reopen();

		const added = await store.queue.add([aBatchItem()]);

		expect(added).to.equal(0);
	});

	it('takes an event again if it became a dead letter or was only validated', async () => {
		await store.queue.add([aBatchItem(), aBatchItem({ id: 'm2', validateOnly: true })]);
		const [first] = (await take()).events;
		await deliver((await take()).events);
		const deadLetters = [{ key: first?.key ?? '', reason: 'rejected', detail: '' }];
		await store.queue.settle({ delivered: [], deadLetters, retries: [] });

		const added = await store.queue.add([aBatchItem(), aBatchItem({ id: 'm2' })]);

		expect(added).to.equal(2);
	});

	it('keeps the first of two events that share an id', async () => {
		await store.queue.add([aBatchItem({ json: '{"first":true}' }), aBatchItem({ json: '{"second":true}' })]);

		const { events } = await take();

		expect(events.map(({ item }) => item.json)).to.deep.equal(['{"first":true}']);
	});

	it('takes the same id again for another type, another custom name and another pixel', async () => {
		const items = [
			aBatchItem(),
			aBatchItem({ type: 'lead_created' }),
			aBatchItem({ type: 'custom', customEventName: 'a' }),
			aBatchItem({ type: 'custom', customEventName: 'b' }),
		];
		const here = await store.queue.add(items);
		reopen('px2');

		const there = await store.queue.add(items);

		expect([here, there]).to.deep.equal([4, 4]);
	});

	it('leaves the events of another pixel alone and counts them', async () => {
		await store.queue.add(batchItems(2));
		reopen('px2');

		const taken = await take();

		expect([taken.events.length, store.queue.size(), (await store.stats())[0]?.events]).to.deep.equal([0, 0, 2]);
	});

	it('knows delivered ids for eight days, and forgets them within another', async () => {
		await store.queue.add([aBatchItem()]);
		await deliver((await take()).events);
		nowMs += 8 * 24 * 3600_000;
		await store.clean();
		const known = await store.queue.add([aBatchItem()]);
		nowMs += 24 * 3600_000 + 1;
		await store.clean();

		const added = await store.queue.add([aBatchItem()]);

		expect([known, added]).to.deep.equal([0, 1]);
	});

	it('does not hand out events that are under way', async () => {
		await store.queue.add(batchItems(3));
		const first = await take({ maxEvents: 2 });

		const second = await take();

		expect([idsOf(first.events), idsOf(second.events)]).to.deep.equal([['m1', 'm2'], ['m3']]);
	});

	it('hands out events that were under way again after a restart', async () => {
		await store.queue.add(batchItems(2));
		await take();
		reopen();

		const { events } = await take();

		expect(idsOf(events)).to.deep.equal(['m1', 'm2']);
	});

	it('never mixes live and validate-only events', async () => {
		await store.queue.add([
			aBatchItem({ id: 'live1' }),
			aBatchItem({ id: 'test', validateOnly: true }),
			aBatchItem({ id: 'live2' }),
		]);

		const batches = [idsOf((await take()).events), idsOf((await take()).events)];

		expect(batches).to.deep.equal([['live1', 'live2'], ['test']]);
	});

	it('fills a batch up to its bytes, and hands out a single event of any size', async () => {
		await store.queue.add(batchItems(3, { sizeBytes: 100 }));

		const batches = [await take({ maxBytes: 250 }), await take({ maxBytes: 50 })];

		expect(batches.map(({ events }) => idsOf(events))).to.deep.equal([['m1', 'm2'], ['m3']]);
	});

	it('keeps fewer events than wanted waiting, and says until when', async () => {
		await store.queue.add(batchItems(2));

		const taken = await take({ minEvents: 3, lingerMs: 1000 });

		expect(taken).to.deep.equal({ events: [], unreadable: [], nextMs: NOW + 1000 });
	});

	it('hands out fewer events than wanted once they have waited long enough', async () => {
		await store.queue.add(batchItems(2));
		nowMs += 1000;

		const { events } = await take({ minEvents: 3, lingerMs: 1000 });

		expect(events).to.have.length(2);
	});

	it('hands out a rescheduled event when it is due, without waiting for more', async () => {
		await store.queue.add([aBatchItem()]);
		await retry((await take()).events, NOW + 5000);
		const early = await take({ minEvents: 10, lingerMs: 1000 });
		nowMs += 5000;

		const late = await take({ minEvents: 10, lingerMs: 1000 });

		expect(early).to.deep.equal({ events: [], unreadable: [], nextMs: NOW + 5000 });
		expect(late.events.map(({ attempts }) => attempts)).to.deep.equal([1]);
	});

	it('keeps the place of a retried event', async () => {
		await store.queue.add([aBatchItem({ id: 'first', timestampMs: NOW - 2000 })]);
		await retry((await take()).events, undefined);
		nowMs += 1000;
		await store.queue.add([aBatchItem({ id: 'later', timestampMs: NOW - 1000 })]);

		const { events } = await take();

		expect(idsOf(events)).to.deep.equal(['first', 'later']);
	});

	it('hands out what expires first before what came first', async () => {
		await store.queue.add([
			aBatchItem({ id: 'young' }),
			aBatchItem({ id: 'old', timestampMs: NOW - 6 * 24 * 3600_000 }),
		]);

		const { events } = await take();

		expect(idsOf(events)).to.deep.equal(['old', 'young']);
	});

	it('does not believe a wait of more than six hours, as after a clock that was set back', async () => {
		await store.queue.add([aBatchItem()]);
		await retry((await take()).events, NOW + 31 * 365 * 24 * 3600_000);

		const { events } = await take();

		expect(idsOf(events)).to.deep.equal(['m1']);
	});

	it('does not wait for the arrival of an event when the clock was set back', async () => {
		await store.queue.add([aBatchItem()]);
		nowMs -= 3600_000;

		const { events } = await take({ minEvents: 10, lingerMs: 1000 });

		expect(idsOf(events)).to.deep.equal(['m1']);
	});

	it('hands out only the batch limits that are wanted', async () => {
		await store.queue.add(batchItems(2));
		await retry((await take({ maxEvents: 1 })).events, undefined, 1);

		const alone = await take({ batchLimits: [1] });
		const together = await take({ batchLimits: [1000, 10] });

		expect([idsOf(alone.events), idsOf(together.events)]).to.deep.equal([['m1'], ['m2']]);
	});

	it('keeps to the batch limit of rescheduled events and does not mix them with others', async () => {
		await store.queue.add(batchItems(12));
		await retry((await take()).events, NOW, 10);
		nowMs += 1;
		await store.queue.add([aBatchItem({ id: 'fresh' })]);

		const sizes = [await take(), await take(), await take()].map(({ events }) => events.length);

		expect(sizes).to.deep.equal([10, 2, 1]);
	});

	it('sets dead letters aside and no longer counts them', async () => {
		await store.queue.add(batchItems(2));
		const { events } = await take();
		const [key] = events.map((event) => event.key);
		const deadLetters = [{ key: key ?? '', reason: 'rejected', detail: 'events[0].id: wrong' }];

		await store.queue.settle({ delivered: [], deadLetters, retries: [] });

		expect(store.queue.size()).to.equal(1);
	});

	it('passes the disk check', async () => {
		await store.queue.checkDisk();
	});

	it('fails the disk check for ten seconds after events were refused', async () => {
		const unwritable = aBatchItem({ sizeBytes: { valueOf: () => 1 } as never });
		const check = () =>
			store.queue.checkDisk().then(
				() => 'ready',
				() => 'refused',
			);
		await store.queue.add([unwritable]).catch(() => {});

		const checks = [await check()];
		nowMs += 10_000;
		checks.push(await check());

		expect(checks).to.deep.equal(['refused', 'ready']);
	});

	it('counts waiting events, also after a restart', async () => {
		await store.queue.add(batchItems(3));
		await deliver((await take({ maxEvents: 1 })).events);
		reopen();

		expect(store.queue.size()).to.equal(2);
	});
});
