import { hash } from 'node:crypto';
import { expect } from 'chai';
import Database from 'libsql';
import { IdFilter, toFilterKey } from '../../../src/queue/sqlite/id-filter.js';
import { migrate } from '../../../src/queue/sqlite/migrate.js';
import { SeenIds } from '../../../src/queue/sqlite/seen-ids.js';
import { NOW } from '../../a-batch-item.js';

const DAY_MS = 24 * 3600_000;
const digest = (n: number) => hash('sha256', `id ${n}`, 'base64url').slice(0, 16);

describe('SeenIds', () => {
	let database: Database.Database;
	let nowMs: number;

	beforeEach(() => {
		nowMs = NOW;
		database = new Database(':memory:');
		migrate(database);
	});
	afterEach(() => database.close());

	const open = (maxIds = Number.POSITIVE_INFINITY) => new SeenIds(database, () => nowMs, maxIds);
	/** Ids from..to-1, in one transaction. */
	function remember(seen: SeenIds, from: number, to: number): void {
		database.exec('BEGIN');
		for (let n = from; n < to; n++) seen.remember(digest(n), 0);
		seen.save();
		database.exec('COMMIT');
	}
	const cleanAll = (seen: SeenIds) => {
		while (seen.clean());
	};
	const count = (table: string) =>
		(database.prepare(`SELECT count(*) AS count FROM ${table}`).get([]) as { count: number }).count;

	it('knows an id from the first time on, and who used it', () => {
		const seen = open();

		const found = [seen.remember('a', 1), seen.remember('a', 0), seen.find('b')];

		expect(found.map((id) => id?.tier)).to.deep.equal([undefined, 1, undefined]);
	});

	it('forgets an id for the tier that used it, and for no other', () => {
		const seen = open();
		seen.remember('a', 1);
		seen.raise('a', { part: 0, tier: 1 }, 0);

		seen.forget('a', 1);
		const still = seen.find('a')?.tier;
		seen.forget('a', 0);

		expect([still, seen.find('a')]).to.deep.equal([0, undefined]);
	});

	it('knows the ids of many parts and several groups, also when it is opened again', () => {
		remember(open(), 0, 600_000);

		const seen = open();

		expect(seen.count).to.equal(600_000);
		expect(count('seen_filters')).to.equal(1);
		for (const n of [0, 32_767, 32_768, 524_287, 524_288, 599_999]) expect(seen.find(digest(n)), `${n}`).to.be.ok;
		expect(seen.find(digest(600_000))).to.equal(undefined);
	});

	it('knows all that was committed after a transaction was rolled back', () => {
		const seen = open();
		database.exec('BEGIN');
		seen.remember('lost', 0);
		seen.save();
		database.exec('ROLLBACK');

		const again = seen.remember('lost', 0);
		seen.save();

		expect(again).to.equal(undefined);
		expect(open().find('lost')?.tier).to.equal(0);
	});

	it('forgets no id within eight days, and every id within nine', () => {
		const seen = open();
		remember(seen, 0, 10);
		nowMs += DAY_MS;
		remember(seen, 10, 20);
		nowMs += 8 * DAY_MS;
		cleanAll(seen);
		const first = seen.find(digest(0));

		nowMs += 1;
		cleanAll(seen);

		expect([first?.part, seen.find(digest(0)), seen.find(digest(10))?.part]).to.deep.equal([0, undefined, 1]);
		expect([seen.count, count('seen'), count('seen_parts')]).to.deep.equal([10, 10, 1]);
	});

	it('forgets the oldest when there are too many', () => {
		const seen = open(50_000);
		remember(seen, 0, 70_000);

		cleanAll(seen);

		expect([seen.count, count('seen')]).to.deep.equal([70_000 - 32_768, 70_000 - 32_768]);
		expect([seen.find(digest(0)), seen.find(digest(69_999))?.part]).to.deep.equal([undefined, 2]);
	});

	it('takes new ids after all have been forgotten', () => {
		const seen = open();
		remember(seen, 0, 10);
		nowMs += 10 * DAY_MS;
		cleanAll(seen);

		remember(seen, 0, 1);

		expect([seen.count, open().find(digest(0))?.part]).to.deep.equal([1, 1]);
	});
});

describe('IdFilter', () => {
	it('has all that was added, and of other ids few', () => {
		const filter = new IdFilter();
		for (let n = 0; n < 524_288; n++) filter.add(toFilterKey(digest(n)));
		let wrong = 0;
		for (let n = 524_288; n < 624_288; n++) if (filter.mayHave(toFilterKey(digest(n)))) wrong++;

		expect(filter.mayHave(toFilterKey(digest(7)))).to.equal(true);
		expect(wrong / 100_000).to.be.lessThan(0.002);
	});
});
