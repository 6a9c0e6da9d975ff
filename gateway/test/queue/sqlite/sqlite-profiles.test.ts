import { expect } from 'chai';
import { PROFILE_LIFETIME_MS } from 'openai-ads-destination/pipeline';
import { GroupCommit } from '../../../src/queue/sqlite/group-commit.js';
import { openDatabase } from '../../../src/queue/sqlite/open-database.js';
import { SqliteProfiles } from '../../../src/queue/sqlite/sqlite-profiles.js';
import { NOW } from '../../a-batch-item.js';
import { removeTemporaryFolders, temporaryFolder } from '../../temporary-folder.js';
import { openTestStore, type TestStore } from '../open-queue.js';

describe('SqliteProfiles', () => {
	let folder: string;
	let store: TestStore;
	let nowMs: number;

	const open = () => openTestStore({ folder, mode: 'live', pixelId: 'px1', nowMs: () => nowMs });
	const emailAt = (seenAtMs: number, digest: string) => ({ email: { value: [digest], seenAtMs } });

	beforeEach(() => {
		folder = temporaryFolder();
		nowMs = NOW;
		store = open();
	});
	afterEach(() => {
		store.close();
		removeTemporaryFolders();
	});

	it('recalls an update at once, before any commit', async () => {
		await store.profiles.merge([{ key: 'u:1', profile: emailAt(NOW, 'aa') }]);

		const found = await store.profiles.get(['u:1', 'u:2']);

		expect(found).to.deep.equal([emailAt(NOW, 'aa'), undefined]);
	});

	it('has written the updates of a request when its events are acknowledged', async () => {
		await store.profiles.merge([{ key: 'u:1', profile: emailAt(NOW, 'aa') }]);
		await store.queue.add([]);
		store.close();
		store = open();

		const found = await store.profiles.get(['u:1']);

		expect(found).to.deep.equal([emailAt(NOW, 'aa')]);
	});

	it('merges several updates of one key, the newest event winning', async () => {
		await store.profiles.merge([{ key: 'u:1', profile: emailAt(NOW, 'new') }]);
		await store.queue.add([]);

		await store.profiles.merge([{ key: 'u:1', profile: emailAt(NOW - 1, 'old') }]);

		expect(await store.profiles.get(['u:1'])).to.deep.equal([emailAt(NOW, 'new')]);
	});

	it('forgets on request, durably', async () => {
		await store.profiles.merge([{ key: 'u:1', profile: emailAt(NOW, 'aa') }]);
		await store.queue.add([]);
		await store.profiles.forget(['u:1']);
		await store.queue.add([]);
		store.close();
		store = open();

		expect(await store.profiles.get(['u:1'])).to.deep.equal([undefined]);
	});

	it('does not recall a profile last seen 30 days ago', async () => {
		await store.profiles.merge([{ key: 'u:1', profile: emailAt(NOW, 'aa') }]);
		await store.queue.add([]);
		nowMs += PROFILE_LIFETIME_MS;

		expect(await store.profiles.get(['u:1'])).to.deep.equal([undefined]);
	});

	it('writes again after a failed commit, and still forgets whom it had to forget', async () => {
		let isBroken = true;
		const database = openDatabase(temporaryFolder(), 'live');
		const commit = new GroupCommit({
			exec: (sql: string) => {
				if (isBroken && sql.startsWith('BEGIN')) throw new Error('disk full');
				database.exec(sql);
			},
			get inTransaction() {
				return database.inTransaction;
			},
		} as never);
		const profiles = new SqliteProfiles(database, commit, () => nowMs);
		isBroken = false;
		await profiles.merge([{ key: 'u:1', profile: emailAt(NOW, 'aa') }]);
		commit.commitNow();
		await Promise.resolve();
		isBroken = true;
		await profiles.forget(['u:1']);
		commit.commitNow();
		await new Promise((wake) => setImmediate(wake));

		isBroken = false;
		await profiles.merge([{ key: 'u:2', profile: emailAt(NOW, 'bb') }]);
		commit.commitNow();

		const rows = database.prepare('SELECT key FROM profiles').all([]);
		expect(rows).to.deep.equal([{ key: 'u:2' }]);
		database.close();
	});
});
