import { expect } from 'chai';
import { cutIntoBatches, takeBatch } from '../../src/destination/batch/batch.js';
import type { BatchItem } from '../../src/destination/batch/batch-item.js';
import { anItem, items } from '../deliver/delivery-builders.js';

const queueOf = (...list: readonly BatchItem[]) => list.map((item) => ({ item }));
const idsOf = (entries: readonly { item: BatchItem }[]) => entries.map(({ item }) => item.id).join(' ');
const LARGE = 1_000_000;

describe('takeBatch', () => {
	it('takes flushAt events from the front and leaves the rest', () => {
		const queue = queueOf(...items(5));

		const batch = takeBatch(queue, { flushAt: 3, maxBatchBytes: LARGE });

		expect([idsOf(batch), idsOf(queue)]).to.deep.equal(['m0 m1 m2', 'm3 m4']);
	});

	it('reads no further once a batch is full', () => {
		const behind = {
			get item(): BatchItem {
				throw new Error('looked at');
			},
		};
		const queue = [...queueOf(...items(3)), behind];

		const batch = takeBatch(queue, { flushAt: 3, maxBatchBytes: LARGE });

		expect([idsOf(batch), queue.length]).to.deep.equal(['m0 m1 m2', 1]);
	});

	it('takes at most 1000 events, whatever flushAt says', () => {
		const queue = queueOf(...items(1001));

		expect(takeBatch(queue, { flushAt: 5000, maxBatchBytes: LARGE })).to.have.lengthOf(1000);
	});

	it('never mixes live and validate-only events and keeps the order of both', () => {
		const test = { validateOnly: true };
		const queue = queueOf(anItem('a'), anItem('t', {}, test), anItem('b'), anItem('u', {}, test));

		const batches = [0, 1, 2].map(() => idsOf(takeBatch(queue, { flushAt: 10, maxBatchBytes: LARGE })));

		expect(batches).to.deep.equal(['a b', 't u', '']);
	});

	it('keeps the body within maxBatchBytes', () => {
		const list = items(50);
		const queue = queueOf(...list);

		const batch = takeBatch(queue, { flushAt: 100, maxBatchBytes: 1024 });

		const events = batch.map(({ item }) => item.json).join();
		const body = `{"events":[${events}],"validate_only":true,"integration_source":"${'x'.repeat(64)}"}`;
		const next = queue[0]?.item.sizeBytes ?? 0;
		expect(Buffer.byteLength(body)).to.be.at.most(1024);
		expect(Buffer.byteLength(body) + next + 10).to.be.greaterThan(1024);
	});

	it('lets an event that is too large travel alone', () => {
		const large = anItem('large', { oppref: 'x'.repeat(2000) });
		const queue = queueOf(anItem('a'), large, anItem('b'));

		const batches = [0, 1, 2].map(() => idsOf(takeBatch(queue, { flushAt: 10, maxBatchBytes: 1024 })));

		expect(batches).to.deep.equal(['a', 'large', 'b']);
	});

	it('does not overflow the stack when it passes over a very long queue', () => {
		const waiting = Array(300_000).fill({ item: anItem('t', {}, { validateOnly: true }) });
		const queue = [...queueOf(anItem('a')), ...waiting, ...queueOf(anItem('b'))];

		const batch = takeBatch(queue, { flushAt: 10, maxBatchBytes: LARGE });

		expect([idsOf(batch), queue.length]).to.deep.equal(['a b', 300_000]);
	});

	it('takes no events from an empty queue', () => {
		expect(takeBatch([], { flushAt: 10, maxBatchBytes: LARGE })).to.deep.equal([]);
	});
});

describe('cutIntoBatches', () => {
	const cut = (list: readonly BatchItem[], flushAt: number, maxBatchBytes = LARGE) =>
		cutIntoBatches(queueOf(...list), { flushAt, maxBatchBytes }).map(idsOf);

	it('cuts in order and leaves no event out', () => {
		expect(cut(items(5), 2)).to.deep.equal(['m0 m1', 'm2 m3', 'm4']);
		expect(cut(items(4), 2)).to.deep.equal(['m0 m1', 'm2 m3']);
		expect(cut([], 2)).to.deep.equal([]);
	});

	it('puts at most 1000 events into a batch, whatever flushAt says', () => {
		expect(cut(items(1001), 5000).map((ids) => ids.split(' ').length)).to.deep.equal([1000, 1]);
	});

	it('cuts where takeBatch does', () => {
		const list = items(50).toSpliced(20, 0, anItem('large', { oppref: 'x'.repeat(2000) }));
		const queue = queueOf(...list);
		const taken: string[] = [];
		while (queue.length > 0) taken.push(idsOf(takeBatch(queue, { flushAt: 9, maxBatchBytes: 1024 })));

		expect(cut(list, 9, 1024)).to.deep.equal(taken);
	});
});
