/** What others can read of a PostgreSQL, an administrator of it included, tells nothing of people; and nothing is left of whom it forgot. */

import { execFileSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { OpenPostgres } from '../../../src/queue/postgres/store.js';
import type { Ownership } from '../../../src/queue/queue.js';
import { aBatchItem, NOW } from '../../a-batch-item.js';
import { removeTemporaryFolders, temporaryFolder } from '../../temporary-folder.js';
import { findBinaries, startPostgres, type TestPostgres } from './a-postgres.js';
import { newSchema, openIn } from './postgres-harness.js';

const OPTIONS = { nowMs: NOW, maxEvents: 2, maxBytes: 1e7, minEvents: 1, lingerMs: 0 };
const digestOf = (text: string) => hash('sha256', text, 'hex');
const [JANE, JOHN] = [digestOf('jane'), digestOf('john')];
const SECRET = new RegExp(`secret|${JANE}|${JOHN}`);

describe('what a PostgreSQL shows of people', function () {
	this.timeout(60_000);
	let postgres: TestPostgres;
	let schema: string;
	let open: OpenPostgres;
	let logs: string;

	before(async () => {
		logs = temporaryFolder();
		postgres = await startPostgres({
			shared_preload_libraries: 'pg_stat_statements',
			'pg_stat_statements.track': 'all',
			// All that a server can be told to say of statements, but for their values, which an administrator asks for by name.
			log_min_duration_statement: '0',
			log_min_error_statement: 'error',
			log_parameter_max_length: '0',
			log_parameter_max_length_on_error: '0',
			log_error_verbosity: 'verbose',
			log_connections: 'on',
			logging_collector: 'on',
			log_directory: 'log',
		});
		await postgres.query('CREATE EXTENSION pg_stat_statements');
		const [row] = await postgres.query<{ folder: string }>("SELECT current_setting('data_directory') AS folder");
		logs = join(row?.folder ?? '', 'log');
		schema = newSchema();
		open = await openIn(postgres, schema);
		await useAll(open, schema, postgres);
	});
	after(async () => {
		await open?.store.close();
		await postgres?.stop();
		removeTemporaryFolders();
	});

	it('is nothing in the statistics of statements and the list of processes', async () => {
		const [said] = await postgres.query<{ text: string }>(
			`SELECT string_agg(query, ' ') AS text FROM (SELECT query FROM pg_stat_statements
				UNION ALL SELECT query || application_name FROM pg_stat_activity) AS said`,
		);
		const processes = execFileSync('ps', ['-axo', 'args='], { encoding: 'utf8' });

		expect(said?.text)
			.to.match(/INSERT INTO/)
			.and.match(/DELETE FROM/)
			.and.not.match(SECRET);
		expect(
			processes
				.split('\n')
				.filter((line) => line.startsWith('postgres:'))
				.join('\n'),
		).to.not.match(SECRET);
	});

	it('is nothing in a log that has every statement', () => {
		const text = readdirSync(logs)
			.map((name) => readFileSync(join(logs, name), 'utf8'))
			.join('\n');

		expect(text)
			.to.match(/INSERT INTO/)
			.and.not.match(SECRET);
	});

	it('is nothing in a dump of whom it forgot, and all of the others', async () => {
		const before = dump(postgres);

		await open.store.eraseEverywhere([JANE]);

		const after = dump(postgres);
		expect(before).to.include(JANE).and.include(JOHN);
		expect(after).to.include(JOHN).and.not.include(JANE);
	});
});

/** Whatever the store does with events, and an error in a statement with values. */
async function useAll({ store }: OpenPostgres, schema: string, postgres: TestPostgres): Promise<void> {
	const queue = store.pixel('px1');
	const own = (await queue.own()) as Ownership;
	const events = [JANE, JOHN].flatMap((digest) =>
		[0, 1, 2].map((n) => {
			const json = JSON.stringify({ id: `secret-id-${n}`, oppref: 'secret-oppref', user: { external_id: [digest] } });
			const person = { user: `u:${digest}`, anonymous: undefined };
			return aBatchItem({ id: `secret-${digest.slice(0, 4)}-${n}`, json, sizeBytes: json.length, person });
		}),
	);
	await queue.append(events);
	await queue.keepRefused(events.slice(2, 4), {}, { reason: 'invalid', detail: 'why' });
	await store.profiles.merge([JANE, JOHN].map((digest) => ({ key: `px1:u:${digest}`, profile: {} })));
	await store.commit();
	const taken = await queue.take(own, OPTIONS);
	const [one, other] = taken.events.map(({ key }) => key) as [string, string];
	await queue.settle(own, {
		delivered: [one],
		retries: [],
		deadLetters: [{ key: other, reason: 'rejected', detail: 'why' }],
	});
	await queue.append([{ ...events[0]!, id: 'secret-more' }]);
	await postgres.query(`ALTER TABLE ${schema}.queue ADD CONSTRAINT none CHECK (sender IS DISTINCT FROM 'nobody')`);
	await queue.append([{ ...events[1]!, id: 'secret-refused' }], { from: 'nobody' }).catch(() => {});
}

/** All of the database's rows, bytes as text. */
function dump({ url }: TestPostgres): string {
	const text = execFileSync(join(findBinaries(), 'pg_dump'), ['--dbname', url], { encoding: 'utf8', maxBuffer: 1e8 });
	return text.replace(/\\\\x([0-9a-f]+)/g, (_, hex: string) => Buffer.from(hex, 'hex').toString('latin1'));
}
