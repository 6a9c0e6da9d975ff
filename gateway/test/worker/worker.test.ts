import { join } from 'node:path';
import { expect } from 'chai';
import Database from 'libsql';
import type { BatchItem, Deliver, Delivered } from 'openai-ads-destination/pipeline';
import { Worker, type WorkerSettings } from '../../src/worker/worker.js';
import { aBatchItem, batchItems, NOW } from '../a-batch-item.js';
import { ManualClock, runPendingWork } from '../manual-clock.js';
import { openTestStore, type TestStore } from '../queue/open-queue.js';
import { createRecordingLog } from '../recording-log.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';
import { FREE } from './free-ports.js';

type Answer = Partial<Delivered['result']> & { readonly retryAfterMs?: number };

describe('Worker', () => {
	let folder: string;
	let clock: ManualClock;
	let store: TestStore;
	let worker: Worker;
	let log: ReturnType<typeof createRecordingLog>;
	let batches: (readonly BatchItem[])[];
	/** How OpenAI answers the batch. */
	let answer: (items: readonly BatchItem[]) => Answer | Promise<Answer>;

	const accepted: Answer = { outcome: 'accepted' };
	const failed = (reason: 'retries_exhausted' | 'unauthorized' | 'not_isolated', retryAfterMs?: number): Answer =>
		({ outcome: 'failed', reason, detail: 'why', ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }) as Answer;
	const sizes = () => batches.map((batch) => batch.length);

	const deliver: Deliver = async (items) => {
		batches.push(items);
		const { retryAfterMs, ...result } = await answer(items);
		return items.map((item) => {
			const whole = { attempts: 1, messageId: item.messageId, ...result } as Delivered['result'];
			return retryAfterMs === undefined ? { result: whole } : { result: whole, retryAfterMs };
		});
	};

	function start(overrides: Partial<WorkerSettings> = {}): void {
		const settings = {
			flushAt: 10,
			flushInterval: 1000,
			maxInFlight: 4,
			maxBatchBytes: 4_000_000,
			requestTimeout: 10_000,
			...overrides,
		};
		const { nowMs, sleep } = clock;
		worker = new Worker(settings, {
			queue: store.queue,
			enrich: async (events) => events.map((event) => event.item),
			deliver: (items) => deliver(items),
			...FREE,
			log,
			nowMs,
			monotonicMs: nowMs,
			sleep,
			random: () => 1,
		});
		worker.start();
	}

	async function add(items: readonly BatchItem[]): Promise<void> {
		await store.queue.add(items);
		worker.wake();
		await runPendingWork();
	}

	function deadLetters(): unknown[] {
		store.close();
		const database = new Database(join(folder, 'queue.db'));
		const rows = database.prepare('SELECT reason, detail, json FROM dead_letters').all([]);
		database.close();
		store = openTestStore({ folder, mode: 'live', pixelId: 'px1', nowMs: clock.nowMs });
		return rows;
	}

	beforeEach(() => {
		folder = temporaryFolder();
		clock = new ManualClock(NOW);
		store = openTestStore({ folder, mode: 'live', pixelId: 'px1', nowMs: clock.nowMs });
		log = createRecordingLog();
		batches = [];
		answer = () => accepted;
	});
	afterEach(async () => {
		const stopped = worker.stop(0);
		await clock.advance(1);
		await stopped;
		store.close();
		removeTemporaryFolders();
	});

	it('sends a full batch at once and removes it from the queue', async () => {
		start();

		await add(batchItems(10));

		expect(sizes()).to.deep.equal([10]);
		expect(store.queue.size()).to.equal(0);
	});

	it('keeps a few events waiting for more, but no longer than flushInterval', async () => {
		start();
		await add(batchItems(3));
		await clock.advance(999);
		const before = sizes();

		await clock.advance(1);

		expect([before, sizes()]).to.deep.equal([[], [3]]);
	});

	it('grows its batches with the backlog and keeps maxInFlight requests under way', async () => {
		answer = () => new Promise(() => {});
		await store.queue.add(batchItems(5000));

		start();
		await runPendingWork();

		expect(sizes()).to.deep.equal([1000, 1000, 1000, 1000]);
	});

	it('shares a small backlog between its requests', async () => {
		answer = () => new Promise(() => {});
		await store.queue.add(batchItems(400));

		start();
		await runPendingWork();

		expect(sizes()).to.deep.equal([100, 100, 100, 100]);
	});

	it('never sends more bytes than maxBatchBytes', async () => {
		start({ maxBatchBytes: 10_000, flushAt: 100 });

		await add(batchItems(100, { sizeBytes: 900 }));

		expect(Math.max(...sizes())).to.equal(10);
	});

	it('sends the same bytes again after a failure', async () => {
		let calls = 0;
		answer = () => (calls++ === 0 ? failed('retries_exhausted') : accepted);
		start();
		await add(batchItems(10));

		await clock.advance(60_000);

		const [first, second] = batches.map((batch) => batch.map(({ json }) => json));
		expect(second).to.deep.equal(first);
		expect(store.queue.size()).to.equal(0);
	});

	it('obeys any Retry-After, for all events and not only those of the refused batch', async () => {
		answer = () => (batches.length === 1 ? failed('retries_exhausted', 3_600_000) : accepted);
		start();
		await add(batchItems(10));
		await add([...batchItems(30).slice(10)]);
		await clock.advance(3_599_999);
		const before = sizes();

		await clock.advance(1000);

		expect(before).to.deep.equal([10]);
		expect(store.queue.size()).to.equal(0);
	});

	it('sends one request at a time while OpenAI fails, at growing intervals', async () => {
		const times: number[] = [];
		answer = () => {
			times.push(clock.nowMs() - NOW);
			return failed('retries_exhausted');
		};
		start();
		await add(batchItems(10));

		await clock.advance(8000);

		expect(times.slice(0, 5)).to.deep.equal([0, 500, 1500, 3500, 7500]);
	});

	it('says once that OpenAI is not taking events, and once that it is again', async () => {
		let isUp = false;
		answer = () => (isUp ? accepted : failed('retries_exhausted'));
		start();
		await add(batchItems(10));
		await clock.advance(300_000);
		isUp = true;

		await clock.advance(60_000);

		expect(log.lines.map(({ level, message }) => [level, message])).to.deep.equal([
			['warn', 'OpenAI is not taking events. They are kept and sent later.'],
			['info', 'OpenAI is taking events again.'],
		]);
	});

	it('holds everything when the key is refused and probes with one small batch at growing intervals', async () => {
		const times: number[] = [];
		answer = () => {
			times.push((clock.nowMs() - NOW) / 1000);
			return failed('unauthorized');
		};
		start({ maxInFlight: 1 });
		await add(batchItems(500));

		await clock.advance(1_500_000);

		expect(times).to.deep.equal([0, 30, 90, 210, 450, 750, 1050, 1350]);
		expect(sizes().slice(1)).to.deep.equal([10, 10, 10, 10, 10, 10, 10]);
		expect(store.queue.size()).to.equal(500);
		expect(log.lines.map(({ level }) => level)).to.deep.equal(['warn']);
	});

	it('sends at full speed again when a probe is accepted', async () => {
		answer = () => (batches.length === 1 ? failed('unauthorized') : accepted);
		start({ maxInFlight: 1 });
		await add(batchItems(500));

		await clock.advance(30_000);

		expect(store.queue.size()).to.equal(0);
		expect(log.lines.map(({ level }) => level)).to.deep.equal(['warn', 'info']);
	});

	it('stays held when a probe contains only expired events', async () => {
		answer = () =>
			batches.length === 2 ? { outcome: 'discarded', reason: 'expired', attempts: 0 } : failed('unauthorized');
		start({ maxInFlight: 1 });
		await add(batchItems(500));

		await clock.advance(31_000);

		expect(sizes().slice(0, 3)).to.deep.equal([125 * 4, 10, 10]);
		expect(log.lines.filter(({ level }) => level === 'info')).to.deep.equal([]);
	});

	it('splits a batch whose bad event was not found into tens, and those that fail again into single events', async () => {
		const isPoison = ({ id }: BatchItem) => id === 'm7';
		answer = (items) => (items.length > 1 && items.some(isPoison) ? failed('not_isolated') : accepted);
		start({ maxInFlight: 1 });

		await add(batchItems(25));
		await clock.advance(1);

		expect(sizes()).to.deep.equal([25, 10, 10, 5, ...Array(10).fill(1)]);
		expect(store.queue.size()).to.equal(0);
	});

	it('keeps lone refused events while OpenAI accepts nothing at all', async () => {
		answer = (items) =>
			items.length > 1 ? failed('not_isolated') : { outcome: 'discarded', reason: 'rejected', detail: 'why' };
		start({ maxInFlight: 1 });

		await add(batchItems(12));

		expect(store.queue.size()).to.equal(12);
	});

	it('sets discarded events aside and logs an error, once per reason', async () => {
		answer = () => ({ outcome: 'discarded', reason: 'rejected', detail: 'events[0].id: wrong' });
		start();
		await add(batchItems(10));

		const letters = deadLetters();

		expect(letters).to.have.length(10);
		expect(letters[0]).to.include({ reason: 'rejected', detail: 'events[0].id: wrong', json: aBatchItem().json });
		expect(log.lines.map(({ level, fields }) => [level, fields['reason'], fields['count']])).to.deep.equal([
			['error', 'rejected', 10],
		]);
	});

	it('keeps the events of a delivery that fails unexpectedly', async () => {
		answer = () => Promise.reject(new Error('broken'));
		start();

		await add(batchItems(10));

		expect(store.queue.size()).to.equal(10);
	});

	it('waits for deliveries under way when it stops, and takes no more', async () => {
		let finish = (_: Answer) => {};
		answer = () => new Promise((resolve) => (finish = resolve));
		start({ maxInFlight: 1 });
		await add(batchItems(2000));

		const stopped = worker.stop(10_000);
		finish(accepted);
		await stopped;

		expect([sizes(), store.queue.size()]).to.deep.equal([[1000], 1000]);
	});

	it('waits no longer than graceMs when it stops', async () => {
		answer = () => new Promise(() => {});
		start();
		await add(batchItems(10));

		const stopped = worker.stop(10_000);
		await clock.advance(10_000);
		await stopped;

		expect(store.queue.size()).to.equal(10);
	});
});
