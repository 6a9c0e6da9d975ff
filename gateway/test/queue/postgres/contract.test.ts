/** The suite of all engines, on PostgreSQL. */

import { describeQueue } from '../contract.js';
import { startPostgres, type TestPostgres } from './a-postgres.js';
import { onPostgres } from './postgres-harness.js';

describe('PostgreSQL', function () {
	this.timeout(10_000);
	let postgres: TestPostgres;

	before(async () => {
		postgres = await startPostgres();
	});
	after(() => postgres?.stop());

	describeQueue('PostgreSQL', () => onPostgres(postgres), true);
});
