/** The suite of all engines behind a pooler that gives each transaction whichever connection is free. */

import { expect } from 'chai';
import { batchItems } from '../../a-batch-item.js';
import { findTool } from '../../find-tool.js';
import { describeQueue } from '../contract.js';
import { startPgBouncer, type TestPgBouncer } from './a-pgbouncer.js';
import { startPostgres, type TestPostgres } from './a-postgres.js';
import { newSchema, onPostgres, openIn } from './postgres-harness.js';

const command = findTool('pgbouncer');

describe(`PostgreSQL behind PgBouncer${command === undefined ? ': not run, since it is not installed' : ''}`, function () {
	this.timeout(20_000);
	if (command === undefined) return;
	let postgres: TestPostgres;
	let bouncer: TestPgBouncer;

	before(async () => {
		postgres = await startPostgres();
		bouncer = await startPgBouncer(command, postgres.port);
	});
	after(async () => {
		await bouncer?.stop();
		await postgres?.stop();
	});

	it('takes events of several gateways over few connections, kept statements or not', async () => {
		const schema = newSchema();
		const gateways = await Promise.all([1, 2, 3].map(() => openIn(postgres, schema, { url: bouncer.url })));

		const results = await Promise.all(
			Array.from({ length: 60 }, (_, n) => {
				const items = batchItems(20).map((item) => ({ ...item, id: `${n}-${item.id}` }));
				return gateways[n % 3]!.store.pixel('px1').append(items);
			}),
		);

		await Promise.all(gateways.map(({ store }) => store.close()));
		expect(results.reduce((sum, { added }) => sum + added, 0)).to.equal(1200);
	});

	describeQueue('PgBouncer', () => onPostgres(postgres, bouncer.url), true);
});
