import { expect } from 'chai';
import type Database from 'libsql';
import { MAX_SIGNATURES, SIGNATURE_LIFETIME_MS } from '../../../src/queue/signatures.js';
import { GroupCommit } from '../../../src/queue/sqlite/group-commit.js';
import { closeDatabase, openDatabase } from '../../../src/queue/sqlite/open-database.js';
import { createSignatureCleaner, SqliteSignatures } from '../../../src/queue/sqlite/sqlite-signatures.js';
import { NOW } from '../../a-batch-item.js';
import { removeTemporaryFolders, temporaryFolder } from '../../temporary-folder.js';
import { openTestStore } from '../open-queue.js';

describe('SqliteSignatures', () => {
	const DAY = 24 * 60 * 60 * 1000;
	const bytes = (text: string) => Buffer.from(text);
	let database: Database.Database;
	let nowMs: number;

	beforeEach(() => {
		database = openDatabase(temporaryFolder(), 'live');
		nowMs = NOW;
	});
	afterEach(() => {
		closeDatabase(database);
		removeTemporaryFolders();
	});

	const aStore = (max?: number) => new SqliteSignatures(database, new GroupCommit(database), () => nowMs, max);
	const count = () => database.prepare('SELECT count(*) AS count FROM signatures').get([]) as { count: number };

	it('finds the body that a signature first came with', async () => {
		const signatures = aStore();
		await signatures.remember(bytes('s1'), bytes('b1'));
		await signatures.remember(bytes('s1'), bytes('b2'));

		const found = [await signatures.find(bytes('s1')), await signatures.find(bytes('s2'))];

		expect(found).to.deep.equal([bytes('b1'), undefined]);
	});

	it('still knows it after a restart', async () => {
		const folder = temporaryFolder();
		const open = () => openTestStore({ folder, mode: 'live', pixelId: 'px1', nowMs: () => nowMs });
		const first = open();
		await first.signatures.remember(bytes('s1'), bytes('b1'));
		first.close();
		const second = open();

		const found = await second.signatures.find(bytes('s1'));

		expect(found).to.deep.equal(bytes('b1'));
		second.close();
	});

	it('knows it for as long as events may be old, and forgets it after that', async () => {
		const signatures = aStore();
		await signatures.remember(bytes('s1'), bytes('b1'));
		const clean = createSignatureCleaner(database, () => nowMs);

		nowMs = NOW + SIGNATURE_LIFETIME_MS;
		const kept = [clean(1000), await signatures.find(bytes('s1'))];
		nowMs += DAY + 1;
		const gone = [await signatures.find(bytes('s1')), clean(1000)];

		expect([kept, gone]).to.deep.equal([
			[0, bytes('b1')],
			[undefined, 1],
		]);
	});

	it('keeps only so many, the newest, and says since when none was forgotten', async () => {
		const signatures = aStore(3);
		const completeSinceMs = [];

		for (const n of [1, 2, 3, 4, 5]) {
			nowMs = NOW + n;
			await signatures.remember(bytes(`s${n}`), bytes('b'));
			completeSinceMs.push((await signatures.completeSinceMs()) - NOW);
		}

		const weekAgo = -SIGNATURE_LIFETIME_MS;
		expect(completeSinceMs).to.deep.equal([weekAgo + 1, weekAgo + 2, 1, 2, 3]);
		expect([count().count, await signatures.find(bytes('s2')), await signatures.find(bytes('s3'))]).to.deep.equal([
			3,
			undefined,
			bytes('b'),
		]);
	});

	it('does not count a signature twice that comes again', async () => {
		const signatures = aStore(2);

		for (const name of ['s1', 's2', 's2', 's2']) await signatures.remember(bytes(name), bytes('b'));

		expect(await signatures.find(bytes('s1'))).to.deep.equal(bytes('b'));
	});

	it('keeps a million unless told otherwise', () => {
		expect(MAX_SIGNATURES).to.equal(1_000_000);
	});
});
