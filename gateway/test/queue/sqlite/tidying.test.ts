import { hash } from 'node:crypto';
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import Database from 'libsql';
import { createBackup } from '../../../src/queue/sqlite/backup.js';
import { compactFile } from '../../../src/queue/sqlite/compact-file.js';
import { GroupCommit } from '../../../src/queue/sqlite/group-commit.js';
import { migrate } from '../../../src/queue/sqlite/migrate.js';
import { canShrink } from '../../../src/queue/sqlite/pages.js';
import { aBatchItem, batchItems, NOW } from '../../a-batch-item.js';
import { createRecordingLog } from '../../recording-log.js';
import { removeTemporaryFolders, temporaryFolder } from '../../temporary-folder.js';
import { openTestStore } from '../open-queue.js';

const ALL = { nowMs: NOW, maxEvents: 1000, maxBytes: 1e9, minEvents: 1, lingerMs: 0 };

describe('a store that is tidied', () => {
	let folder: string;

	beforeEach(() => {
		folder = join(temporaryFolder(), 'data');
	});
	afterEach(removeTemporaryFolders);

	const open = () => openTestStore({ folder, mode: 'live', pixelId: 'px1', nowMs: () => NOW });
	const file = () => join(folder, 'queue.db');
	/** All bytes that are on the disk. */
	const bytes = () => Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));

	it('has a small file again after a backlog', async () => {
		const store = open();
		const json = 'x'.repeat(4000);
		for (let n = 0; n < 20; n++) {
			const items = Array.from({ length: 1000 }, (_, i) => aBatchItem({ id: `${n} ${i}`, json, sizeBytes: 4000 }));
			await store.queue.add(items);
		}
		await store.tidy();
		for (let n = 0; n < 60; n++) await store.tidy();
		const peak = statSync(file()).size;
		for (let { events } = await store.queue.take(ALL); events.length > 0; { events } = await store.queue.take(ALL)) {
			await store.queue.settle({ delivered: events.map(({ key }) => key), deadLetters: [], retries: [] });
		}

		for (let n = 0; n < 30; n++) await store.tidy();

		expect(peak).to.be.greaterThan(80e6);
		expect(statSync(file()).size / peak).to.be.lessThan(0.1);
		await store.close();
	});

	it('leaves no free space in the file when it is closed', async () => {
		const store = open();
		await store.queue.add(batchItems(2000, { json: 'x'.repeat(2000), sizeBytes: 2000 }));
		for (let { events } = await store.queue.take(ALL); events.length > 0; { events } = await store.queue.take(ALL)) {
			await store.queue.settle({ delivered: events.map(({ key }) => key), deadLetters: [], retries: [] });
		}
		await store.tidy();
		const before = statSync(file()).size;

		await store.close();

		expect(before).to.be.above(4e6);
		expect(statSync(file()).size).to.be.below(500_000);
	});

	it('has no byte of a person who was forgotten, in the file and its log, though others wait', async () => {
		const store = open();
		const digest = (name: string) => hash('sha256', name, 'hex');
		const person = { user: `u:${digest('jane')}`, anonymous: `a:${digest('phone')}` };
		const json = (name: string) => JSON.stringify({ user: { email: digest(name) } });
		await store.profiles.merge([{ key: `px1:${person.user}`, profile: { email: { value: digest('mail') } } as never }]);
		await store.queue.add([aBatchItem({ id: 'dead', person, json: json('mail') })]);
		const [dead] = (await store.queue.take(ALL)).events;
		const deadLetters = [{ key: dead!.key, reason: 'rejected', detail: '' }];
		await store.queue.settle({ delivered: [], retries: [], deadLetters });
		await store.queue.add([...batchItems(2000), aBatchItem({ id: 'late', person, json: json('mail') })]);
		const sought = [person.user, person.anonymous, digest('mail')];
		const before = sought.map((text) => bytes().includes(text));

		await Promise.all([store.profiles.forget([`px1:${person.user}`]), store.queue.forget([person], 'server')]);
		await store.tidy();

		expect(before).to.deep.equal([true, true, true]);
		expect(sought.map((text) => bytes().includes(text))).to.deep.equal([false, false, false]);
		await store.close();
	});

	it('copies itself while it is in use, for its owner alone, to a file that can be opened', async () => {
		const store = open();
		await store.queue.add(batchItems(3));

		const { file: path, bytes: size } = await store.backup();

		expect([dirname(path), statSync(path).size]).to.deep.equal([folder, size]);
		expect((statSync(path).mode & 0o777).toString(8)).to.equal('600');
		const database = new Database(path);
		expect(database.prepare('SELECT count(*) AS count FROM queue').get([])).to.have.property('count', 3);
		expect(canShrink(database)).to.equal(true);
		database.close();
		await store.close();
	});

	it('makes no second copy before the first was fetched, and heeds no unfinished one', async () => {
		const store = open();
		writeFileSync(join(folder, 'backup.part'), 'of a process that was killed');
		const { file: path } = await store.backup();

		const second = await store.backup().catch((error: Error) => error.message);
		rmSync(path);
		await store.backup();

		expect(second).to.equal(`${path}: this copy is still there. Move it away, or remove it.`);
		expect(existsSync(join(folder, 'backup.part'))).to.equal(false);
		await store.close();
	});

	it('makes no copy that would fill the disk, and says what one needs', async () => {
		await open().close();
		const database = new Database(file());
		const backUp = createBackup(database, new GroupCommit(database), {
			...{ folder, nowMs: () => NOW, readFreeBytes: () => 10 * 1024 * 1024 },
		});

		const outcome = await backUp().catch((error: Error) => error.message);

		expect(outcome).to.match(/^A copy needs 17 MB of disk, and 10 MB are free/);
		expect(readdirSync(folder).filter((name) => name.startsWith('backup'))).to.deep.equal([]);
		database.close();
	});
});

describe('a file of an older version', () => {
	let folder: string;
	let file: string;

	beforeEach(() => {
		folder = temporaryFolder();
		file = join(folder, 'queue.db');
		copyFileSync(join(import.meta.dirname, '../../data/queue-v6.db'), file);
	});
	afterEach(removeTemporaryFolders);

	it('can give space back from its first start on, and loses nothing', async () => {
		const log = createRecordingLog();
		const store = openTestStore({ folder, mode: 'live', pixelId: 'px1', nowMs: () => NOW, log });
		const size = store.queue.size();
		await store.close();

		const database = new Database(file);
		expect([canShrink(database), size, existsSync(`${file}.new`)]).to.deep.equal([true, 4, false]);
		expect((statSync(file).mode & 0o777).toString(8)).to.equal('600');
		database.close();
		expect(log.lines).to.deep.equal([]);
	});

	it('is as it was if it can not be copied', () => {
		const database = new Database(file);
		migrate(database);

		expect(() => compactFile(database, join(folder, 'missing', 'queue.db'))).to.throw('ENOENT');
		expect(database.prepare('SELECT count(*) AS count FROM queue').get([])).to.have.property('count', 4);
		database.close();
	});
});
