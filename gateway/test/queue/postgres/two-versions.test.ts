/** A later version of the gateway brings the tables up to date while an earlier one is at work. */

import { expect } from 'chai';
import pg from 'pg';
import { migrate } from '../../../src/queue/postgres/migrate.js';
import { MIGRATIONS, SCHEMA_VERSION } from '../../../src/queue/postgres/schema.js';
import { createSession } from '../../../src/queue/postgres/session.js';
import type { OpenPostgres } from '../../../src/queue/postgres/store.js';
import type { Ownership } from '../../../src/queue/queue.js';
import { aBatchItem, batchItems, NOW } from '../../a-batch-item.js';
import { until } from '../../process/gateway-process.js';
import { createRecordingLog } from '../../recording-log.js';
import { startPostgres, type TestPostgres } from './a-postgres.js';
import { newSchema, openIn } from './postgres-harness.js';

const OPTIONS = { nowMs: NOW, maxEvents: 1000, maxBytes: 1e7, minEvents: 1, lingerMs: 0 };
const NEXT = SCHEMA_VERSION + 1;

describe('two versions of the gateway on one PostgreSQL', function () {
	this.timeout(60_000);
	let postgres: TestPostgres;
	let schema: string;
	let earlier: OpenPostgres;
	const log = createRecordingLog();

	before(async () => {
		postgres = await startPostgres();
	});
	after(() => postgres?.stop());
	beforeEach(async () => {
		schema = newSchema();
		earlier = await openIn(postgres, schema, { log: log as never });
	});
	afterEach(() => earlier.abandon());

	/** As the start of a gateway whose schema has one more step. */
	async function startLater(step: { readonly readableFrom: number; readonly sql: string }): Promise<void> {
		const pool = new pg.Pool({ connectionString: postgres.url, max: 1 });
		const client = await pool.connect();
		await migrate(createSession(client, schema, 10_000), schema, [...MIGRATIONS, { version: NEXT, ...step }]);
		client.release();
		await pool.end();
	}

	it('both go on if the step leaves the earlier one what it needs', async () => {
		const queue = earlier.store.pixel('px1');
		const own = (await queue.own()) as Ownership;
		await queue.append(batchItems(100));
		const adding = Array.from({ length: 20 }, (_, n) => queue.append([aBatchItem({ id: `more-${n}` })]));

		await startLater({ readableFrom: 1, sql: "ALTER TABLE queue ADD COLUMN region text NOT NULL DEFAULT 'eu'" });

		await Promise.all(adding);
		const { events } = await queue.take(own, OPTIONS);
		await queue.settle(own, { delivered: events.map(({ key }) => key), deadLetters: [], retries: [] });
		expect([events.length, (await queue.stats()).events]).to.deep.equal([120, 0]);
	});

	it('the earlier one stops, says why, and goes on once the tables are what it knows', async () => {
		const queue = earlier.store.pixel('px1');
		const own = (await queue.own()) as Ownership;
		await queue.append(batchItems(10));

		await startLater({ readableFrom: NEXT, sql: 'ALTER TABLE queue RENAME COLUMN json TO body' });

		let message = '';
		await until('it refuses events with the reason', async () => {
			const refused = await queue.append([aBatchItem({ id: 'late' })]).catch((error: Error) => error);
			message = refused instanceof Error ? refused.message : '';
			return /newer version/.test(message);
		});
		await until('it owns nothing', () => own.lost.aborted);
		expect(message).to.match(/newer version of openai-ads .*Update this gateway/);
		expect(JSON.stringify(log.lines))
			.to.match(/can not be used.*503/)
			.and.match(/Update this gateway/);
		await postgres.query(`ALTER TABLE ${schema}.queue RENAME COLUMN body TO json`);
		await postgres.query(`UPDATE ${schema}.meta SET value = '1' WHERE name = 'readable_from'`);
		await until('it takes events again', () =>
			queue.append([aBatchItem({ id: 'last' })]).then(
				() => true,
				() => false,
			),
		);
		expect((await queue.stats()).events).to.equal(11);
	});
});
