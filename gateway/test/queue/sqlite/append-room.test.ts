import { expect } from 'chai';
import type { Tier } from 'openai-ads-destination/pipeline';
import { QueueFull } from '../../../src/queue/queue-errors.js';
import { openSqliteStore, type StoreBounds } from '../../../src/queue/sqlite/store.js';
import type { Store } from '../../../src/queue/store.js';
import { aBatchItem, NOW } from '../../a-batch-item.js';
import { removeTemporaryFolders, temporaryFolder } from '../../temporary-folder.js';
import { OWN } from '../open-queue.js';

describe('append, at its bounds', () => {
	let folder: string;
	let store: Store;
	let nextId = 0;

	beforeEach(() => {
		folder = temporaryFolder();
	});
	afterEach(async () => {
		await store.close();
		removeTemporaryFolders();
	});

	const open = (bounds: Partial<StoreBounds>) => {
		store = openSqliteStore({ folder, mode: 'live', nowMs: () => NOW, bounds });
	};
	const some = (count: number, sizeBytes = 100) =>
		Array.from({ length: count }, () => aBatchItem({ id: `e${nextId++}`, sizeBytes }));
	/** How many of so many single events there is room for. */
	async function fill(count: number, from: string, tier: Tier = 'server', pixelId = 'px1'): Promise<number> {
		let kept = 0;
		for (let n = 0; n < count; n++) {
			try {
				kept += (await store.pixel(pixelId).append(some(1), { from, tier })).added;
			} catch (error) {
				expect(error).to.be.an.instanceOf(QueueFull);
			}
		}
		return kept;
	}

	it('lets one sender alone have all there is', async () => {
		open({ maxEvents: 100 });

		expect(await fill(150, 'a')).to.equal(100);
	});

	it('keeps a tenth more for those who have not sent most of what waits', async () => {
		open({ maxEvents: 100 });
		await fill(150, 'flood');

		expect([await fill(50, 'b'), await fill(50, 'c')]).to.deep.equal([10, 0]);
	});

	it('gives browsers half, so that a key that anybody can read leaves the rest to servers', async () => {
		open({ maxEvents: 100 });

		expect([await fill(150, 'web', 'browser'), await fill(150, 'shop')]).to.deep.equal([50, 50]);
	});

	it('bounds bytes in the same way', async () => {
		open({ maxBytes: 1000 });

		expect([await fill(50, 'a'), await fill(50, 'b')]).to.deep.equal([10, 1]);
	});

	it('bounds each pixel by itself', async () => {
		open({ maxEvents: 10 });
		await fill(20, 'a');

		expect(await fill(20, 'a', 'server', 'px2')).to.equal(10);
	});

	it('takes a call of any size into an empty queue', async () => {
		open({ maxEvents: 10 });

		expect((await store.pixel('px1').append(some(50))).added).to.equal(50);
	});

	it('counts calls that are being written', async () => {
		open({ maxEvents: 10 });
		const calls = Array.from({ length: 5 }, () => store.pixel('px1').append(some(4)));

		const outcomes = await Promise.allSettled(calls);

		expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.length(2);
	});

	it('has room again for what was delivered, after a restart too', async () => {
		open({ maxEvents: 10 });
		await fill(10, 'a');
		await store.close();
		open({ maxEvents: 10 });
		const queue = store.pixel('px1');
		const { events } = await queue.take(OWN, { nowMs: NOW, maxEvents: 4, maxBytes: 1e6, minEvents: 1, lingerMs: 0 });
		await queue.settle(OWN, { delivered: events.map(({ key }) => key), deadLetters: [], retries: [] });

		expect(await fill(10, 'a')).to.equal(4);
	});
});
