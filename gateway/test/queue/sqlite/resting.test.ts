import { expect } from 'chai';
import { batchItems, NOW } from '../../a-batch-item.js';
import { removeTemporaryFolders, temporaryFolder } from '../../temporary-folder.js';
import { openTestStore, type TestStore } from '../open-queue.js';

describe('SqliteQueue, while events rest', () => {
	let store: TestStore;
	let nowMs: number;

	beforeEach(() => {
		nowMs = NOW;
		store = openTestStore({ folder: temporaryFolder(), mode: 'live', pixelId: 'px1', nowMs: () => nowMs });
	});
	afterEach(() => {
		store.close();
		removeTemporaryFolders();
	});

	async function take(restMs = 250) {
		const { events, nextMs } = await store.queue.take({
			nowMs,
			maxEvents: 10,
			maxBytes: 1e6,
			minEvents: 3,
			lingerMs: 1000,
			restMs,
		});
		return [events.map(({ item }) => item.id), nextMs === undefined ? undefined : nextMs - NOW];
	}
	const [m1, m2, m3, m4] = batchItems(4, { person: { user: undefined, anonymous: `a:${'0'.repeat(64)}` } });

	it('keeps a full batch back until all of it has rested, and says when that is', async () => {
		await store.queue.add([m1!, m2!, m3!]);

		expect(await take()).to.deep.equal([[], 250]);
		nowMs += 249;
		expect(await take()).to.deep.equal([[], 250]);
		nowMs += 1;
		expect(await take()).to.deep.equal([['m1', 'm2', 'm3'], undefined]);
	});

	it('looks again when the event that fills the batch has rested, not only when the first has waited long enough', async () => {
		await store.queue.add([m1!, m2!]);
		nowMs += 300;
		await store.queue.add([m3!]);

		expect(await take()).to.deep.equal([[], 550]);
		nowMs += 250;
		expect(await take()).to.deep.equal([['m1', 'm2', 'm3'], undefined]);
	});

	it('leaves out the events of a batch that have not rested', async () => {
		await store.queue.add([m1!, m2!, m3!]);
		nowMs += 250;
		await store.queue.add([m4!]);

		expect(await take()).to.deep.equal([['m1', 'm2', 'm3'], undefined]);
	});

	it('hands out at once what names nobody', async () => {
		await store.queue.add(batchItems(3));

		expect(await take()).to.deep.equal([['m1', 'm2', 'm3'], undefined]);
	});

	it('waits for nothing unless it is asked to', async () => {
		await store.queue.add([m1!, m2!, m3!]);

		expect(await take(0)).to.deep.equal([['m1', 'm2', 'm3'], undefined]);
	});

	it('does not wait for a time that a clock showed before it was set back', async () => {
		await store.queue.add([m1!, m2!, m3!]);
		nowMs -= 3_600_000;

		expect((await take())[0]).to.deep.equal(['m1', 'm2', 'm3']);
	});
});
