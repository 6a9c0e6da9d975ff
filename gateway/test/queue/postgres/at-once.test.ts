/** What is done in one statement holds what a transaction would. */

import { expect } from 'chai';
import type { OpenPostgres } from '../../../src/queue/postgres/store.js';
import type { Ownership } from '../../../src/queue/queue.js';
import { aBatchItem, batchItems, NOW } from '../../a-batch-item.js';
import { startPostgres, type TestPostgres } from './a-postgres.js';
import { newSchema, openIn } from './postgres-harness.js';

const OPTIONS = { nowMs: NOW, maxEvents: 1000, maxBytes: 1e7, minEvents: 1, lingerMs: 0 };
const HOUR = Math.floor(NOW / 3600_000);

describe('one statement on PostgreSQL', function () {
	this.timeout(30_000);
	let postgres: TestPostgres;
	let schema: string;
	let open: OpenPostgres;

	before(async () => {
		// A server that acknowledges before it has written, and writes a long time afterwards.
		postgres = await startPostgres({ synchronous_commit: 'off', wal_writer_delay: '10s' });
	});
	after(() => postgres?.stop());
	beforeEach(async () => {
		schema = newSchema();
		open = await openIn(postgres, schema);
	});
	afterEach(() => open.store.close());

	/** Whether all that was acknowledged is on the disk. */
	const isWritten = async () => {
		const statement = 'SELECT pg_current_wal_flush_lsn() >= pg_current_wal_insert_lsn() AS is_written';
		const [row] = await postgres.query<{ is_written: boolean }>(statement);
		return row?.is_written;
	};
	const delivered = async () => {
		const queue = open.store.pixel('px1');
		const own = (await queue.own()) as Ownership;
		const { events } = await queue.take(own, OPTIONS);
		const settlement = { delivered: events.map(({ key }) => key), deadLetters: [], retries: [] };
		return { queue, own, settlement };
	};

	it('is on the disk when it resolves, also on a server that does not wait by itself', async () => {
		await open.store.pixel('px1').append(batchItems(3));
		const taken = await isWritten();
		const { queue, own, settlement } = await delivered();
		await queue.settle(own, settlement);
		const settled = await isWritten();

		expect([taken, settled]).to.deep.equal([true, true]);
	});

	it('counts by the hour, the first of a kind and those that follow', async () => {
		const queue = open.store.pixel('px1');
		for (let round = 1; round <= 3; round++) {
			await queue.append([aBatchItem({ id: `m${round}` })]);
			const { own, settlement } = await delivered();
			await queue.settle(own, {
				...settlement,
				counts: [
					{ what: 'delivered', n: 1 },
					{ what: 'delivered', n: 1 },
				],
			});
		}

		const counts = await open.store.counts.read(HOUR, HOUR + 1);

		expect(counts).to.deep.equal([{ hour: HOUR, pixelId: 'px1', what: 'delivered', n: 6 }]);
		expect([queue.size(), (await queue.stats()).events]).to.deep.equal([0, 0]);
	});

	it('changes nothing for a former owner, counts included', async () => {
		const queue = open.store.pixel('px1');
		await queue.append(batchItems(2));
		const { own, settlement } = await delivered();
		await postgres.query(`UPDATE ${schema}.pixels SET owner = 'another', epoch = epoch + 1`);

		const error = await queue.settle(own, settlement).catch((thrown: Error) => thrown);

		expect(error).to.have.property('code', 'ownership_lost');
		expect((await queue.stats()).events).to.equal(2);
		const [tallied] = await postgres.query<{ n: number }>(
			`SELECT sum(events)::int AS n FROM ${schema}.tallies WHERE pixel = 'px1'`,
		);
		expect(tallied?.n).to.equal(2);
	});

	it('lets the event of a server take the place of one of a browser that waits', async () => {
		const queue = open.store.pixel('px1');
		await queue.append([aBatchItem()], { tier: 'browser' });

		const { added } = await queue.append([aBatchItem()], { tier: 'server' });
		const { settlement } = await delivered();

		expect([added, settlement.delivered.length, queue.size()]).to.deep.equal([1, 1, 1]);
	});
});
