import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { expect } from 'chai';
import type { Log } from '../../../src/log.js';
import { openStore } from '../../../src/queue/open-store.js';
import { QueueFull } from '../../../src/queue/queue-errors.js';
import type { Store } from '../../../src/queue/store.js';
import { StartError } from '../../../src/start-error.js';
import { batchItems, NOW } from '../../a-batch-item.js';
import { createRecordingLog } from '../../recording-log.js';
import { removeTemporaryFolders, temporaryFolder } from '../../temporary-folder.js';

describe('a store in a thread of its own', () => {
	let folder: string;
	let log: ReturnType<typeof createRecordingLog>;
	let losses: number;
	let thread: Worker | undefined;
	const stores: Store[] = [];

	beforeEach(() => {
		folder = join(temporaryFolder(), 'data');
		log = createRecordingLog();
		losses = 0;
		process.once('worker', (started) => {
			thread = started;
		});
	});
	afterEach(async () => {
		for (const store of stores.splice(0)) await store.close();
		removeTemporaryFolders();
	});

	async function open(): Promise<Store> {
		const onLost = () => losses++;
		const store = await openStore({ folder, mode: 'live', nowMs: () => NOW, log: log as unknown as Log, onLost });
		stores.push(store);
		return store;
	}
	const nameOf = (promise: Promise<unknown>) =>
		promise.then(
			() => 'fine',
			(error: Error) => error.name,
		);

	it('says why it can not be opened, as one in this thread does', async () => {
		await open();

		const error = await open().catch((reason: unknown) => reason);

		expect(error).to.be.an.instanceOf(StartError);
		expect((error as StartError).message).to.include('in use by another gateway');
	});

	it('knows how much waits from the first moment on', async () => {
		await (await open()).pixel('px1').append(batchItems(3));
		await stores.pop()?.close();

		expect((await open()).pixel('px1').size()).to.equal(3);
	});

	it('keeps the bytes of a signature', async () => {
		const { signatures } = await open();
		await signatures.remember(Buffer.from('s'), Buffer.from('digest'));

		const found = await signatures.find(Buffer.from('s'));

		expect([Buffer.isBuffer(found), found?.toString()]).to.deep.equal([true, 'digest']);
		expect(await signatures.find(Buffer.from('t'))).to.equal(undefined);
	});

	it('refuses what waits and what comes after once the thread has ended, and tells it once', async () => {
		const store = await open();
		const waiting = nameOf(store.pixel('px1').append(batchItems(3)));
		await thread?.terminate();

		const names = [await waiting, await nameOf(store.checkDisk()), await nameOf(store.pixel('px1').append([]))];

		expect(names).to.deep.equal(['StorageError', 'StorageError', 'StorageError']);
		expect(losses).to.equal(1);
		expect(log.lines.map(({ level }) => level)).to.deep.equal(['error']);
	});

	it('tells nobody when it is closed', async () => {
		await (await open()).close();

		expect([losses, log.lines]).to.deep.equal([0, []]);
	});

	it('takes no more on its way to the thread than memory should hold', async () => {
		const queue = (await open()).pixel('px1');
		const items = batchItems(30_000);

		const outcomes = await Promise.allSettled([queue.append(items), queue.append(items)]);

		expect(outcomes.map(({ status }) => status)).to.deep.equal(['fulfilled', 'rejected']);
		expect((outcomes[1] as PromiseRejectedResult).reason).to.be.an.instanceOf(QueueFull);
	});
});
