import { join } from 'node:path';
import { expect } from 'chai';
import Database from 'libsql';
import { migrate } from '../../../src/queue/sqlite/migrate.js';
import { RefusedLetters } from '../../../src/queue/sqlite/refused-letters.js';
import { aBatchItem, batchItems, NOW } from '../../a-batch-item.js';
import { createRecordingLog } from '../../recording-log.js';
import { removeTemporaryFolders, temporaryFolder } from '../../temporary-folder.js';
import { openTestStore } from '../open-queue.js';

const CAUSE = { reason: 'invalid', detail: 'not with a browser key' };
const ORIGIN = { pixelId: 'px1', tier: 1, sender: null, nowMs: NOW };

describe('RefusedLetters', () => {
	let database: Database.Database;

	beforeEach(() => {
		database = new Database(join(temporaryFolder(), 'queue.db'));
		migrate(database);
		database.exec('BEGIN');
	});
	afterEach(() => {
		database.exec('ROLLBACK');
		database.close();
		removeTemporaryFolders();
	});

	const letters = (maxLetters: number, maxBytes = 1e9) => new RefusedLetters(database, { maxLetters, maxBytes });
	const rows = () =>
		database.prepare('SELECT * FROM dead_letters ORDER BY key').all([]) as { json: string; about: string }[];
	const idsOf = () => rows().map(({ about }) => JSON.parse(about).id);

	it('keeps the whole event, its person, its sender and the reason', () => {
		const item = aBatchItem({
			person: { user: `u:${'0'.repeat(63)}1`, anonymous: `a:${'f'.repeat(64)}` },
			validateOnly: true,
		});

		letters(10).add([item], ORIGIN, CAUSE);

		expect(rows()).to.have.length(1);
		expect(rows()[0]).to.include({
			...CAUSE,
			pixel: 'px1',
			at_ms: NOW,
			json: item.json,
			size_bytes: item.sizeBytes,
			lane: 2001,
			attempts: 0,
			tier: 1,
			user_mark: 0,
			anonymous_mark: 0xffffffffffff,
			is_refused: 1,
		});
	});

	it('keeps the newest ones when there are too many, and says how many it dropped', () => {
		const refused = letters(10);

		const first = refused.add(batchItems(10), ORIGIN, CAUSE);
		const second = refused.add([aBatchItem({ id: 'm11' })], ORIGIN, CAUSE);

		expect([first, second]).to.deep.equal([0, 2]);
		expect(idsOf()).to.deep.equal(['m3', 'm4', 'm5', 'm6', 'm7', 'm8', 'm9', 'm10', 'm11']);
	});

	it('keeps the newest ones when there are too many bytes, those beside the event included', () => {
		const items = batchItems(10, { messageId: 'x'.repeat(10_000) });

		const dropped = letters(1000, 50_000).add(items, ORIGIN, CAUSE);

		expect([dropped, idsOf()]).to.deep.equal([6, ['m7', 'm8', 'm9', 'm10']]);
	});

	it('counts what an earlier process left', () => {
		letters(10).add(batchItems(10), ORIGIN, CAUSE);

		const dropped = letters(10).add([aBatchItem({ id: 'm11' })], ORIGIN, CAUSE);

		expect(dropped).to.equal(2);
	});

	it('drops none as long as others have made room', () => {
		const refused = letters(10);
		refused.add(batchItems(10), ORIGIN, CAUSE);
		database.exec('DELETE FROM dead_letters WHERE key < 4');

		expect(refused.add([aBatchItem({ id: 'm11' })], ORIGIN, CAUSE)).to.equal(0);
	});

	it('touches no dead letter of an event that had been taken in', () => {
		database.exec(`INSERT INTO dead_letters (pixel, at_ms, reason, detail, lane, attempts, size_bytes, json, about)
			VALUES ('px1', 1, 'rejected', '', 2000, 1, 1, '{}', '{"id":"taken"}')`);
		const refused = letters(2);

		refused.add(batchItems(5), ORIGIN, CAUSE);

		expect(idsOf()).to.deep.equal(['taken', 'm5']);
	});

	it('drops all of a call that is too large by itself but the last ones', () => {
		letters(10).add(batchItems(250), ORIGIN, CAUSE);

		expect(idsOf()).to.have.length(9).and.to.include('m250');
	});
});

describe('SqliteQueue, with refused orders of browsers', () => {
	afterEach(removeTemporaryFolders);

	it('keeps them apart from its events and does not make them known', async () => {
		const store = openTestStore({ folder: temporaryFolder(), mode: 'live', pixelId: 'px1', nowMs: () => NOW });

		await store.queue.keepRefused([aBatchItem()], 'browser', CAUSE);

		expect(store.queue.size()).to.equal(0);
		expect(await store.queue.add([aBatchItem()])).to.equal(1);
		store.close();
	});

	it('tells once a minute how many were dropped of more than ten thousand', async () => {
		const log = createRecordingLog();
		const store = openTestStore({ folder: temporaryFolder(), mode: 'live', pixelId: 'px1', nowMs: () => NOW, log });

		for (let round = 0; round < 14; round++) await store.queue.keepRefused(batchItems(1000), 'browser', CAUSE);

		expect(log.lines.map(({ level, fields }) => [level, fields])).to.deep.equal([['warn', { count: 2000 }]]);
		store.close();
	});
});
