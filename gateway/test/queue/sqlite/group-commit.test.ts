import { join } from 'node:path';
import { expect } from 'chai';
import Database from 'libsql';
import { GroupCommit } from '../../../src/queue/sqlite/group-commit.js';
import { removeTemporaryFolders, temporaryFolder } from '../../temporary-folder.js';

describe('GroupCommit', () => {
	let database: Database.Database;
	let commit: GroupCommit;

	beforeEach(() => {
		database = new Database(join(temporaryFolder(), 'test.db'));
		database.exec('CREATE TABLE numbers (value INTEGER UNIQUE)');
		commit = new GroupCommit(database);
	});
	afterEach(() => {
		database.close();
		removeTemporaryFolders();
	});

	const insert = (value: number) => () => database.prepare('INSERT INTO numbers VALUES (?)').run([value]).changes;
	const values = () => database.prepare('SELECT value FROM numbers ORDER BY value').all([]) as { value: number }[];

	it('shares one transaction among all work of one turn', async () => {
		await Promise.all([1, 2, 3].map((value) => commit.run(insert(value))));

		expect(commit.commits).to.equal(1);
		expect(values().map(({ value }) => value)).to.deep.equal([1, 2, 3]);
	});

	it('resolves with what the work returned, in order', async () => {
		const results = await Promise.all(['a', 'b'].map((text) => commit.run(() => text)));

		expect(results).to.deep.equal(['a', 'b']);
	});

	it('rejects failing work and commits its neighbours', async () => {
		const outcomes = await Promise.allSettled([1, 1, 2].map((value) => commit.run(insert(value))));

		expect(outcomes.map(({ status }) => status)).to.deep.equal(['fulfilled', 'rejected', 'fulfilled']);
		expect(values().map(({ value }) => value)).to.deep.equal([1, 2]);
	});

	it('goes on after a failure', async () => {
		await commit.run(insert(1));
		await commit.run(insert(1)).catch(() => {});

		await commit.run(insert(2));

		expect(values()).to.have.length(2);
	});

	it('commits what is left when it is closed, and refuses later work', async () => {
		const early = commit.run(insert(1));
		commit.close();

		const [kept, refused] = await Promise.allSettled([early, commit.run(insert(2))]);

		expect([kept?.status, refused?.status]).to.deep.equal(['fulfilled', 'rejected']);
	});
});
