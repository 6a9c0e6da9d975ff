import { spawnSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import Database from 'libsql';
import type { QueuedEvent } from '../../../src/queue/queue.js';
import { migrate, readVersion, SCHEMA_VERSION } from '../../../src/queue/sqlite/migrate.js';
import { MIGRATIONS } from '../../../src/queue/sqlite/schema.js';
import { aBatchItem, NOW } from '../../a-batch-item.js';
import { removeTemporaryFolders, temporaryFolder } from '../../temporary-folder.js';
import { openTestStore } from '../open-queue.js';

/** A file that each version has written. */
const fixture = (version: number) => join(import.meta.dirname, `../../data/queue-v${version}.db`);
const ALL = { nowMs: NOW, maxEvents: 1000, maxBytes: 1e6, minEvents: 1, lingerMs: 0 };

describe('migrate', () => {
	let folder: string;
	let file: string;

	beforeEach(() => {
		folder = temporaryFolder();
		file = join(folder, 'queue.db');
	});
	afterEach(removeTemporaryFolders);

	const open = () => openTestStore({ folder, mode: 'live', pixelId: 'px1', nowMs: () => NOW });
	const idsOf = (events: readonly QueuedEvent[]) => events.map(({ item }) => item.id);
	/** The statements that make the tables of a file, in order. */
	const tablesOf = (database: Database.Database) =>
		database.prepare('SELECT name, sql FROM sqlite_master ORDER BY name').all([]);

	for (const version of [1, 2, 5, 6])
		describe(`a file of version ${version}`, () => {
			beforeEach(() => copyFileSync(fixture(version), file));

			it('keeps every event, in the order of their deadlines', async () => {
				const store = open();

				const batches = [await store.queue.take(ALL), await store.queue.take(ALL), await store.queue.take(ALL)];

				expect(batches.map(({ events }) => idsOf(events))).to.deep.equal([
					['retried', 'fresh'],
					['suspect'],
					['validated'],
				]);
				store.close();
			});

			it('keeps what was seen, set aside and learned', async () => {
				const store = open();

				const added = await store.queue.add([aBatchItem({ id: 'delivered' }), aBatchItem({ id: 'dead' })]);
				const [profile] = await store.profiles.get(['px1 u:1']);

				expect(added).to.equal(1);
				expect(profile?.oppref?.value).to.equal('click');
				store.close();
			});

			it("counts what came before as a server's", async () => {
				const store = open();

				const added = await store.queue.add([aBatchItem({ id: 'delivered' }), aBatchItem({ id: 'fresh' })], 'server');

				expect([added, store.queue.size()]).to.deep.equal([0, 4]);
				store.close();
			});

			it('has the tables of a new file afterwards', () => {
				const migrated = new Database(file);
				const fresh = new Database(join(folder, 'fresh.db'));
				migrate(migrated);
				migrate(fresh);
				const columnsOf = (database: Database.Database) => database.prepare('PRAGMA table_info(queue)').all([]);

				expect(columnsOf(migrated)).to.deep.equal(columnsOf(fresh));
				expect(tablesOf(migrated)).to.deep.equal(tablesOf(fresh));
				expect([readVersion(migrated), readVersion(fresh)]).to.deep.equal([SCHEMA_VERSION, SCHEMA_VERSION]);
				migrated.close();
				fresh.close();
			});

			it('lets a row that cannot be read become a dead letter', async () => {
				const database = new Database(file);
				database.exec("UPDATE queue SET about = '{' WHERE key = 3");
				database.close();
				const store = open();

				const { events, unreadable } = await store.queue.take(ALL);

				expect(idsOf(events)).to.deep.equal(['fresh']);
				expect(unreadable.map(({ reason }) => reason)).to.deep.equal(['malformed']);
				expect(store.queue.size()).to.equal(3);
				store.close();
			});

			it('is whole, of this version or the next, after a kill -9 in the middle of each step', () => {
				const program = `
				import Database from 'libsql';
				import { migrate } from ${JSON.stringify(join(import.meta.dirname, '../../../src/queue/sqlite/migrate.ts'))};
				import { MIGRATIONS } from ${JSON.stringify(join(import.meta.dirname, '../../../src/queue/sqlite/schema.ts'))};
				const database = new Database(${JSON.stringify(file)});
				database.pragma('journal_mode = WAL');
				const exec = database.exec.bind(database);
				// All of a step but its last statement, and then the end.
				database.exec = (sql) => { exec(sql.replace(/COMMIT;$/, '')); process.kill(process.pid, 'SIGKILL'); };
				migrate(database, MIGRATIONS);`;

				const { signal } = spawnSync(process.execPath, ['--import=tsx', '--input-type=module', '-e', program]);
				const database = new Database(file);

				expect(signal).to.equal('SIGKILL');
				expect(readVersion(database)).to.equal(version);
				migrate(database);
				expect(readVersion(database)).to.equal(SCHEMA_VERSION);
				expect(database.prepare('SELECT count(*) AS count FROM queue').get([])).to.have.property('count', 4);
				database.close();
			});
		});

	describe('a file of version 2', () => {
		const KEY = `u:${'0'.repeat(64)}`;
		const PROFILE = JSON.stringify({ oppref: { value: 'click', seenAtMs: NOW } });

		/** With a profile that an SDK taught, under a key that names no pixel, and an event of `pixel`. */
		function aFile(pixel: string): void {
			const database = new Database(file);
			migrate(database, MIGRATIONS.slice(0, 2));
			database.prepare('INSERT INTO profiles VALUES (?, ?, ?)').run([KEY, PROFILE, NOW]);
			database.exec(`INSERT INTO dead_letters VALUES (1, '${pixel}', ${NOW}, 'expired', '', 0, 1, 1, '{}', '{}')`);
			database.close();
		}

		it('gives profiles without a pixel to the one that opens it, if the file knows no other', async () => {
			aFile('px1');
			const store = open();

			const profiles = await store.profiles.get([`px1:${KEY}`, KEY]);

			expect(profiles.map((profile) => profile?.oppref?.value)).to.deep.equal(['click', undefined]);
			store.close();
		});

		it('drops them if it knows another, since nobody can tell whose they are', async () => {
			aFile('px2');
			const store = open();

			const profiles = await store.profiles.get([`px1:${KEY}`, `px2:${KEY}`, KEY]);

			expect(profiles).to.deep.equal([undefined, undefined, undefined]);
			store.close();
		});
	});

	it('does nothing to a file of this version', () => {
		open().close();
		const database = new Database(file);
		const before = tablesOf(database);

		migrate(database);

		expect(tablesOf(database)).to.deep.equal(before);
		database.close();
	});

	it('numbers its steps in order, without gaps', () => {
		expect(MIGRATIONS.map(({ version }) => version)).to.deep.equal(MIGRATIONS.map((_, index) => index + 1));
	});
});
