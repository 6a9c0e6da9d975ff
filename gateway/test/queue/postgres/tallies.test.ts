/** What waits is counted once, whenever a commit of this gateway and the sums of the database cross on their way. */

import { expect } from 'chai';
import { connect } from '../../../src/queue/postgres/connect.js';
import type { Database, Session } from '../../../src/queue/postgres/database.js';
import { KnownCounts } from '../../../src/queue/postgres/known-counts.js';
import { settleAtOnce } from '../../../src/queue/postgres/settle-at-once.js';
import { Tallies } from '../../../src/queue/postgres/tallies.js';
import type { TallyChange } from '../../../src/queue/postgres/tally-change.js';
import { Transactions } from '../../../src/queue/postgres/transactions.js';
import { createOriginOf } from '../../../src/queue/rules/origin-of.js';
import { aBatchItem, NOW } from '../../a-batch-item.js';
import { startPostgres, type TestPostgres } from './a-postgres.js';
import { newSchema } from './postgres-harness.js';

const nowMs = () => NOW;
const log = { warn: () => {}, info: () => {} };
const origin = createOriginOf('px1', { nowMs })({});
/** What waits before each test. */
const WAITING = 5;

describe('Tallies', function () {
	this.timeout(30_000);
	let postgres: TestPostgres;
	let schema: string;
	let database: Database;
	let tallies: Tallies;
	let transactions: Transactions;
	/** Commits whose answers are on their way; absent while answers come at once. */
	let late: TallyChange[] | undefined;

	before(async () => {
		postgres = await startPostgres();
	});
	after(() => postgres?.stop());
	beforeEach(async () => {
		schema = newSchema();
		database = await connect({ url: postgres.url, schema, sleep: async () => {}, log });
		tallies = new Tallies();
		late = undefined;
		transactions = aGateway('g1', (change) => (late === undefined ? tallies.apply(change) : late.push(change)));
		await postgres.query(`INSERT INTO ${schema}.pixels (pixel, owner, epoch) VALUES ('px1', 'g1', 1)`);
		for (let n = 1; n <= WAITING; n++) await append(`m${n}`);
	});
	afterEach(() => database.end());

	function aGateway(gatewayId: string, onCommitted: (change: TallyChange) => void): Transactions {
		return new Transactions({ database, gatewayId, onCommitted, underWay: () => [] });
	}

	const append = (id: string, by = transactions) => by.append([aBatchItem({ id })], origin);
	const appendInATransaction = (id: string) =>
		Promise.all([append(id), transactions.run(async (write) => void (await write.query('SELECT 1')))]);
	const settle = async () => {
		const [event] = await database.query<{ key: string }>('SELECT key FROM @queue LIMIT 1');
		const ports = { pixelId: 'px1', own: { epoch: 1, lost: new AbortController().signal }, nowMs: NOW };
		const settlement = { delivered: [event?.key ?? ''], deadLetters: [], retries: [] };
		await transactions.atOnce((session, names) =>
			settleAtOnce(session, settlement, { ...ports, knownCounts: new KnownCounts() }, names),
		);
	};
	const counted = () => [tallies.of('px1').all.events, tallies.knownIds];
	const answered = () => {
		for (const change of late ?? []) tallies.apply(change);
		late = undefined;
	};

	/** Reads the sums, whose answer arrives when it is let go. */
	async function readSums() {
		const read = aGate();
		const arrival = aGate();
		const slow: Session = {
			query: async <T>(text: string, values?: readonly unknown[]) => {
				const rows = await database.query<T>(text, values);
				read.open();
				await arrival.opened;
				return rows;
			},
		};
		const refreshed = tallies.refresh(slow);
		await read.opened;
		const arrive = async () => {
			arrival.open();
			await refreshed;
		};
		return { arrive };
	}

	/** A transaction that has added an event and is not committed. */
	async function beginToAdd() {
		const begun = aGate();
		const leave = aGate();
		const ended = transactions.alone(async (write) => {
			await write.query("INSERT INTO @meta VALUES ('begun', '')");
			write.tally.add({ pixel: 'px1', class: 0, tier: 0, sender: '' }, 1, 10);
			begun.open();
			await leave.opened;
		});
		await begun.opened;
		const commit = async () => {
			leave.open();
			await ended;
		};
		return { commit };
	}

	const COMMITS = [
		['events that one statement takes in', () => append('new'), [WAITING + 1, WAITING + 1]],
		['events of a transaction', () => appendInATransaction('new'), [WAITING + 1, WAITING + 1]],
		['a settlement', settle, [WAITING - 1, WAITING]],
	] as const;
	for (const [what, commit, expected] of COMMITS) {
		it(`counts ${what} once if they are committed and told of after the sums are read, before they arrive`, async () => {
			const sums = await readSums();

			await commit();
			const before = counted();
			await sums.arrive();

			expect([before, counted()]).to.deep.equal([expected, expected]);
		});

		it(`counts ${what} once if the sums have them before their own answer comes`, async () => {
			late = [];
			await commit();
			await tallies.refresh(database);
			const before = counted();

			answered();

			expect([before, counted()]).to.deep.equal([expected, expected]);
		});

		it(`counts ${what} once if their answer comes between the sums that have them and their arrival`, async () => {
			late = [];
			await commit();
			const sums = await readSums();

			answered();
			await sums.arrive();

			expect(counted()).to.deep.equal(expected);
		});

		it(`counts ${what} once if their answer comes after the sums that lack them`, async () => {
			late = [];
			const sums = await readSums();
			await commit();
			await sums.arrive();

			answered();

			expect(counted()).to.deep.equal(expected);
		});
	}

	it('counts a commit once that overtakes a transaction which began before it', async () => {
		const begun = await beginToAdd();
		late = [];
		await append('new');
		await tallies.refresh(database);
		answered();
		const meanwhile = counted();

		await begun.commit();

		expect([meanwhile, counted()]).to.deep.equal([
			[WAITING + 1, WAITING + 1],
			[WAITING + 2, WAITING + 1],
		]);
	});

	it('keeps the sums that were read last if earlier ones arrive after them', async () => {
		const other = aGateway('g2', () => {});
		const earlier = await readSums();
		await append('of another gateway', other);
		await tallies.refresh(database);

		await earlier.arrive();

		expect(counted()).to.deep.equal([WAITING + 1, WAITING + 1]);
	});

	it('counts a commit that was told of before sums that could not be read', async () => {
		const failing: Session = { query: () => Promise.reject(new Error('away')) };
		await tallies.refresh(failing).catch(() => {});

		await append('new');

		expect(counted()).to.deep.equal([WAITING + 1, WAITING + 1]);
	});

	it('is right after each of 300 commits while it refreshes without a pause', async () => {
		let isOver = false;
		const refreshing = (async () => {
			while (!isOver) await tallies.refresh(database);
		})();
		let wrong = 0;
		for (let n = 1; n <= 300; n++) {
			await append(`more-${n}`);
			if (tallies.of('px1').all.events !== WAITING + n) wrong++;
		}
		isOver = true;
		await refreshing;

		expect(wrong).to.equal(0);
	});
});

function aGate(): { readonly opened: Promise<void>; open(): void } {
	let open = () => {};
	const opened = new Promise<void>((resolve) => {
		open = resolve;
	});
	return { opened, open: () => open() };
}
