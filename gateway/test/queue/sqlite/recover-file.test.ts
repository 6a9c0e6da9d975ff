import {
	copyFileSync,
	existsSync,
	readdirSync,
	readFileSync,
	renameSync,
	statSync,
	truncateSync,
	writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import Database from 'libsql';
import type { StorageError } from '../../../src/queue/queue-errors.js';
import { isMarkedDamaged, markDamaged } from '../../../src/queue/sqlite/damage-mark.js';
import { recoverFile } from '../../../src/queue/sqlite/recover-file.js';
import { StartError } from '../../../src/start-error.js';
import { batchItems, NOW } from '../../a-batch-item.js';
import { createRecordingLog } from '../../recording-log.js';
import { removeTemporaryFolders, temporaryFolder } from '../../temporary-folder.js';
import { openTestStore, type TestStore } from '../open-queue.js';

const PAGE = 4096;
const EVENTS = 2000;
const ALL = { nowMs: NOW, maxEvents: 10_000, maxBytes: 1e8, minEvents: 1, lingerMs: 0 };

describe('a damaged file', () => {
	let folder: string;
	let log: ReturnType<typeof createRecordingLog>;
	let store: TestStore | undefined;

	beforeEach(async () => {
		folder = temporaryFolder();
		log = createRecordingLog();
		await fill();
	});
	afterEach(async () => {
		await store?.close();
		store = undefined;
		removeTemporaryFolders();
	});

	const file = () => join(folder, 'queue.db');
	const open = (recovers = true) => {
		store = openTestStore({ folder, mode: 'live', pixelId: 'px1', recovers, nowMs: () => NOW, log });
		return store;
	};
	const asides = () => readdirSync(folder).filter((name) => name.startsWith('queue.db.damaged-'));
	const codeOf = (promise: Promise<unknown>) =>
		promise.then(
			() => 'fine',
			(error: StorageError) => error.code,
		);

	/** A queue of 2000 events, ten of them dead letters, with a profile, a count, a signature, a paused pixel and a cancellation. */
	async function fill(): Promise<void> {
		const { queue, ...rest } = open();
		await queue.add(batchItems(EVENTS));
		const { events } = await queue.take({ ...ALL, maxEvents: 10 });
		const deadLetters = events.map(({ key }) => ({ key, reason: 'rejected', detail: 'Refused.' }));
		await queue.settle({ delivered: [], retries: [], deadLetters });
		await rest.counts.add('px1', [{ what: 'counted', n: 7 }]);
		await rest.profiles.merge([{ key: 'px1:u:1', profile: {} as never }]);
		await rest.signatures.remember(Buffer.from('signature'), Buffer.from('body'));
		await rest.pixel('px2').setState({ isPaused: true });
		await rest.pixel('px1').cancel([{ reference: 'order', untilMs: NOW + 1000 }], 'server');
		await rest.close();
		store = undefined;
	}
	/** Overwrites some of the pages that a table or an index is made of, none of them its root. */
	function damage(name: string, share: number): number {
		const database = new Database(file());
		const rows = database.prepare('SELECT pageno FROM dbstat WHERE name = ? AND pagetype = ?').all([name, 'leaf']);
		database.close();
		const pages = (rows as { pageno: number }[]).filter((_, index) => index % Math.round(1 / share) === 0);
		const bytes = readFileSync(file());
		for (const { pageno } of pages) bytes.fill(0xa5, (pageno - 1) * PAGE, pageno * PAGE);
		writeFileSync(file(), bytes);
		markDamaged(folder);
		return pages.length;
	}
	const rowsOf = async () => {
		const { tables = [] } = (await store?.recovery()) ?? {};
		return Object.fromEntries(tables.map(({ table, rows }) => [table, rows]));
	};

	it('is set aside, and all that can be read between bad pages is carried over', async () => {
		const pages = damage('queue', 0.1);

		const { queue, pixel } = open();

		const rows = await rowsOf();
		// A page has at most this many of these events.
		expect(rows['queue']).to.be.within(EVENTS - 10 - pages * 20, EVENTS - 11);
		expect(rows).to.include({ dead_letters: 10, profiles: 1, signatures: 1, pixel_states: 1, cancellations: 1 });
		expect(queue.size()).to.equal(rows['queue']);
		expect((await pixel('px2').state()).isPaused).to.equal(true);
		expect((await queue.take(ALL)).events).to.have.length(1000);
		expect(asides()).to.have.length(1);
	});

	it('loses nothing where only an index is damaged', async () => {
		damage('queue_ready', 1);

		open();

		expect((await rowsOf())['queue']).to.equal(EVENTS - 10);
		expect((await store?.counts.read(0, NOW))?.map(({ what, n }) => [what, n])).to.deep.equal([['counted', 7]]);
	});

	it('is read up to where it was cut', async () => {
		truncateSync(file(), Math.floor(statSync(file()).size / PAGE / 2) * PAGE);

		const { queue } = open();

		expect(queue.size()).to.be.within(100, EVENTS - 11);
	});

	it('knows what waits, and queues none of it twice, if the known ids are damaged', async () => {
		damage('seen', 1);

		const { queue } = open();
		const added = await queue.add(batchItems(EVENTS).slice(10));

		expect(added).to.equal(0);
	});

	it('is told with a count of each table, and not ready until somebody has taken note, also after a restart', async () => {
		damage('queue', 0.5);
		await open().close();

		const { queue, acknowledgeRecovery } = open();
		const before = await codeOf(queue.checkDisk());
		const added = await queue.add(batchItems(EVENTS + 3).slice(EVENTS));
		const acknowledged = [await acknowledgeRecovery(), await acknowledgeRecovery()];
		const after = await codeOf(queue.checkDisk());

		expect([before, added, acknowledged, after]).to.deep.equal(['storage_recovered', 3, [true, false], 'fine']);
		const told = log.lines.find(({ fields }) => fields['rows'] !== undefined);
		expect(told?.fields['rows']).to.include({ dead_letters: 10 });
		expect(told?.fields['incomplete']).to.deep.equal(['queue']);
		expect(asides()).to.have.length(1);
	});

	it('gives no new event the key of one that is gone', async () => {
		damage('queue', 1);

		const { queue } = open();
		await queue.add(batchItems(EVENTS + 1).slice(EVENTS));
		const { events } = await queue.take(ALL);

		expect(Number(events[0]?.key)).to.be.greaterThan(EVENTS);
	});

	it('carries over no event that is not what it was', async () => {
		const database = new Database(file());
		database.exec('UPDATE queue SET json = substr(json, 2) WHERE key IN (500, 501)');
		database.close();
		markDamaged(folder);

		open();

		const { tables = [] } = (await store?.recovery()) ?? {};
		const damaged = tables.filter(({ isDamaged }) => isDamaged);
		expect(damaged).to.deep.equal([{ table: 'queue', rows: EVENTS - 12, isDamaged: true }]);
	});

	it('is refused, and not touched, by whoever only looks', () => {
		truncateSync(file(), PAGE * 3);
		const before = readFileSync(file());

		expect(() => open(false)).to.throw(StartError, '`openai-ads start` sets it aside');

		expect([readFileSync(file()).equals(before), asides()]).to.deep.equal([true, []]);
	});

	it('stays as it is where the disk has no room for another, and says how much it takes', () => {
		damage('queue', 0.1);
		const before = readFileSync(file());
		const recover = () => recoverFile(folder, { nowMs: () => NOW, readFreeBytes: () => 3 * 1024 * 1024 });

		expect(recover).to.throw(StartError, /needs \d+ MB of free space, and has 3 MB/);

		expect([readFileSync(file()).equals(before), asides()]).to.deep.equal([true, []]);
	});

	it('is put in order by the next start if the process was killed between two names', async () => {
		damage('queue', 0.1);
		const { queue } = open();
		const size = queue.size();
		await store?.close();
		renameSync(file(), `${file()}.recovered`);
		copyFileSync(join(folder, asides()[0] ?? ''), `${file()}-wal`);

		const again = open();

		expect(again.queue.size()).to.equal(size);
		expect([existsSync(`${file()}.recovered`), asides().length]).to.deep.equal([false, 2]);
	});

	it('begins anew if a killed process left half a copy', () => {
		damage('queue', 0.1);
		writeFileSync(`${file()}.recovered`, 'half');

		const { queue } = open();

		expect(queue.size()).to.be.greaterThan(EVENTS / 2);
		expect(isMarkedDamaged(folder)).to.equal(false);
	});

	it('that was emptied is a start error, and a file that is no database is another', () => {
		truncateSync(file(), 0);
		expect(open).to.throw(StartError, 'got an empty file, though events had been in it');
		writeFileSync(file(), 'no database, but long enough to be looked at'.repeat(50));

		expect(open).to.throw(StartError, 'got a file that is no database');

		expect(asides()).to.deep.equal([]);
	});

	it('is found while the gateway works, refused to senders, and carried over by the next start', async () => {
		const { queue, ...rest } = open();
		const bytes = readFileSync(file());
		writeFileSync(file(), bytes.fill(0xa5, PAGE * 8));

		await codeOf(queue.take(ALL));
		await new Promise((resolve) => setTimeout(resolve, 60));
		const refused = [await codeOf(queue.add(batchItems(EVENTS + 1).slice(EVENTS))), await codeOf(queue.checkDisk())];
		await rest.close();
		open();

		expect(refused).to.deep.equal(['storage_damaged', 'storage_damaged']);
		expect(await store?.recovery()).to.have.property('tables');
	});
});
