import {
	chmodSync,
	closeSync,
	copyFileSync,
	existsSync,
	mkdirSync,
	openSync,
	rmSync,
	statSync,
	truncateSync,
	writeFileSync,
	writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { PixelQueue, Settlement } from '../../../src/queue/queue.js';
import { StorageError } from '../../../src/queue/queue-errors.js';
import { checkHealth, type Guards, guardQueue } from '../../../src/queue/sqlite/guard-queue.js';
import { StartError } from '../../../src/start-error.js';
import { batchItems, NOW } from '../../a-batch-item.js';
import { createRecordingLog } from '../../recording-log.js';
import { removeTemporaryFolders, temporaryFolder } from '../../temporary-folder.js';
import { OWN, openTestStore, type TestStore } from '../open-queue.js';

const ALL = { nowMs: NOW, maxEvents: 1000, maxBytes: 1e7, minEvents: 1, lingerMs: 0 };
const outcomeOf = (promise: Promise<unknown>) =>
	promise.then(
		() => 'fine',
		(error: unknown) => (error instanceof StorageError ? error.message : 'another error'),
	);

describe('a guarded store', () => {
	let folder: string;
	let log: ReturnType<typeof createRecordingLog>;
	let store: TestStore | undefined;

	beforeEach(() => {
		folder = join(temporaryFolder(), 'data');
		log = createRecordingLog();
	});
	afterEach(() => {
		store?.close();
		store = undefined;
		removeTemporaryFolders();
	});

	const open = () => {
		store = openTestStore({ folder, mode: 'live', pixelId: 'px1', nowMs: () => NOW, log });
		return store;
	};
	const file = () => join(folder, 'queue.db');
	const warnings = () => log.lines.map(({ message, fields }) => `${message.slice(0, 60)} ${fields['events'] ?? ''}`);

	it('refuses events, and says it is not ready, once its folder is deleted', async () => {
		const { queue } = open();
		await queue.add(batchItems(1));
		rmSync(folder, { recursive: true });

		const outcomes = [await outcomeOf(queue.add(batchItems(2))), await outcomeOf(queue.checkDisk())];

		expect(outcomes).to.deep.equal(Array(2).fill('The data folder was deleted or replaced.'));
	});

	it('still delivers what it took before its folder was deleted', async () => {
		const { queue } = open();
		await queue.add(batchItems(3));
		rmSync(folder, { recursive: true });

		const { events } = await queue.take(ALL);
		await queue.settle({ delivered: events.map(({ key }) => key), deadLetters: [], retries: [] });

		expect([events.length, queue.size()]).to.deep.equal([3, 0]);
	});

	it('keeps 4 MB free for settlements, for the owner alone', () => {
		open();

		const { size, mode } = statSync(join(folder, 'queue.ballast'));

		expect([size, mode & 0o777]).to.deep.equal([4 * 1024 * 1024, 0o600]);
	});

	it('says how many events are gone when the write-ahead log was lost', async () => {
		const { queue } = open();
		const copy = join(temporaryFolder(), 'queue.db');
		copyFileSync(file(), copy);
		await queue.add(batchItems(5));
		const mark = join(folder, 'queue.mark');
		const other = temporaryFolder();
		copyFileSync(copy, join(other, 'queue.db'));
		copyFileSync(mark, join(other, 'queue.mark'));
		store?.close();
		folder = other;

		open();

		expect(warnings().at(-1)).to.contain('up  5');
	});

	it('says nothing after a stop and a start', async () => {
		await open().queue.add(batchItems(5));
		store?.close();

		open();

		expect(warnings()).to.deep.equal([]);
	});

	it('says that others may write into the folder, and closes a file that they may read', () => {
		open().close();
		chmodSync(folder, 0o777);
		chmodSync(file(), 0o644);

		open();

		expect(warnings().map((line) => line.slice(0, 40))).to.deep.equal([
			'The permissions of the data folder let o',
			'The permissions of the queue let others ',
		]);
		expect(statSync(file()).mode & 0o777).to.equal(0o600);
	});

	it('names a damaged file and what to do, whichever part is damaged', async () => {
		await open().queue.add(batchItems(1));
		store?.close();
		store = undefined;
		truncateSync(file(), 4096);

		expect(open).to.throw(StartError, `${file()}: expected a queue, got a damaged database (SQLITE_CORRUPT`);
	});

	it('is not ready while a batch can not be read', async () => {
		await open().queue.add(batchItems(3000));
		store?.close();
		const { queue } = open();
		const damaged = openSync(file(), 'r+');
		const length = statSync(file()).size - 4096 * 8;
		writeSync(damaged, Buffer.alloc(length, 0xa5), 0, length, 4096 * 8);
		closeSync(damaged);

		await queue.take({ ...ALL, maxEvents: 1000 }).catch(() => {});
		const outcome = await outcomeOf(queue.checkDisk());

		expect(outcome).to.contain('could not be read');
	});

	it('opens on a full disk with the space of the ballast', () => {
		mkdirSync(folder);
		writeFileSync(join(folder, 'queue.ballast'), '');

		open();

		expect(existsSync(join(folder, 'queue.ballast'))).to.equal(true);
	});
});

describe('guardQueue', () => {
	const full = Object.assign(new Error('full'), { code: 'SQLITE_FULL' });
	const settlement: Settlement = { delivered: ['1'], deadLetters: [], retries: [] };

	function aGuarded(overrides: Partial<PixelQueue>, ballast = { isThere: true }) {
		const said: string[] = [];
		const queue = { append: async () => ({ added: 1 }), settle: async () => {}, ...overrides } as PixelQueue;
		const guards: Guards = {
			isInPlace: () => true,
			ballast: {
				get isThere() {
					return ballast.isThere;
				},
				release: () => {
					const wasThere = ballast.isThere;
					ballast.isThere = false;
					return wasThere;
				},
			},
			health: {
				problem: undefined,
				isDamaged: false,
				noteRead: () => {},
				noteReadError: () => said.push('read error'),
				noteDamage: (code) => said.push(code),
			},
			onAdded: () => said.push('added'),
			onReleased: () => said.push('released'),
		};
		const checkDisk = async () => checkHealth(guards);
		return { queue: guardQueue(queue, guards), checkDisk, said };
	}

	it('gives the ballast up for a settlement that a full disk refuses, once', async () => {
		let tries = 0;
		const settle = async () => {
			if (tries++ === 0) throw full;
		};
		const { queue, said } = aGuarded({ settle });

		await queue.settle(OWN, settlement);

		expect([tries, said]).to.deep.equal([2, ['released']]);
	});

	it('refuses events until the ballast is back', async () => {
		const ballast = { isThere: false };
		const { queue, checkDisk } = aGuarded({}, ballast);
		const outcomes = [await outcomeOf(queue.append([])), await outcomeOf(checkDisk())];
		ballast.isThere = true;

		outcomes.push(await outcomeOf(queue.append([])));

		expect(outcomes).to.deep.equal(['The disk is full.', 'The disk is full.', 'fine']);
	});

	it('remembers damage that a call met', async () => {
		const corrupt = Object.assign(new Error('malformed'), { code: 'SQLITE_CORRUPT' });
		const { queue, said } = aGuarded({
			append: () => Promise.reject(corrupt),
			settle: () => Promise.reject(corrupt),
		});

		const refused = await queue.append([]).catch((error: StorageError) => error.code);
		await outcomeOf(queue.settle(OWN, settlement));

		expect([refused, said]).to.deep.equal(['storage_damaged', ['SQLITE_CORRUPT', 'SQLITE_CORRUPT']]);
	});

	it('does not give it up for events', async () => {
		const ballast = { isThere: true };
		const { queue } = aGuarded({ append: () => Promise.reject(full) }, ballast);

		await outcomeOf(queue.append([]));

		expect(ballast.isThere).to.equal(true);
	});
});
