import { expect } from 'chai';
import { createSweep } from '../src/sweep.js';
import { batchItems, NOW } from './a-batch-item.js';
import { openTestStore, type TestStore } from './queue/open-queue.js';
import { createRecordingLog } from './recording-log.js';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.js';

const HOUR_MS = 3600_000;
const DAY_MS = 24 * HOUR_MS;

describe('createSweep', () => {
	let store: TestStore;
	let nowMs: number;
	let log: ReturnType<typeof createRecordingLog>;
	let sweep: () => Promise<void>;

	beforeEach(() => {
		nowMs = NOW;
		log = createRecordingLog();
		store = openTestStore({ folder: temporaryFolder(), mode: 'live', pixelId: 'px1', nowMs: () => nowMs });
		sweep = createSweep(store, () => nowMs, log);
	});
	afterEach(async () => {
		await store.close();
		removeTemporaryFolders();
	});

	const lines = () => log.lines.map(({ level, fields }) => [level, fields]);

	it('sets aside all that has aged out, of every pixel, and says how many', async () => {
		await store.queue.add(batchItems(2500));
		await store.pixel('px2').append(batchItems(3));
		nowMs += 7 * DAY_MS;

		await sweep();

		expect([store.queue.size(), store.pixel('px2').size()]).to.deep.equal([0, 0]);
		expect((await store.pixel('px1').deadLetters.count({ reason: 'expired' })).letters).to.equal(2500);
		expect(lines()).to.deep.equal([
			['error', { pixelId: 'px1', reason: 'expired', count: 2500 }],
			['error', { pixelId: 'px2', reason: 'expired', count: 3 }],
		]);
	});

	it('warns of what has less than a day left, once an hour', async () => {
		await store.queue.add(batchItems(2));
		nowMs += 6 * DAY_MS;
		for (const laterMs of [0, HOUR_MS - 1, 1]) {
			nowMs += laterMs;
			await sweep();
		}

		expect(lines()).to.deep.equal([
			['warn', { pixelId: 'px1', count: 2 }],
			['warn', { pixelId: 'px1', count: 2 }],
		]);
	});

	it('says nothing while there is time', async () => {
		await store.queue.add(batchItems(2));
		nowMs += 5 * DAY_MS;

		await sweep();

		expect(lines()).to.deep.equal([]);
	});

	it('runs once at a time', async () => {
		expect(sweep()).to.equal(sweep());
		await sweep();
	});
});
