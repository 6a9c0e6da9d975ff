/** A gateway whose database can not be used: it says so, refuses with 503 and `Retry-After`, and is back by itself. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import pg from 'pg';
import { startPostgres, type TestPostgres } from '../queue/postgres/a-postgres.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';
import { AT_ONCE, type GatewayProcess, startGatewayProcess, until } from './gateway-process.js';

const MAX_CONNECTIONS = 14;

describe('a gateway on a PostgreSQL that can not be used', function () {
	this.timeout(90_000);
	let postgres: TestPostgres;
	let gateway: GatewayProcess;
	let file: string;
	let sent = 0;

	before(async () => {
		const settings = { max_connections: String(MAX_CONNECTIONS), superuser_reserved_connections: '3' };
		postgres = await startPostgres({ ...settings, password_encryption: 'scram-sha-256' });
		await postgres.query("CREATE ROLE shop LOGIN PASSWORD 'open-sesame'");
		await postgres.query('GRANT CREATE ON DATABASE postgres TO shop');
		const [row] = await postgres.query<{ path: string }>("SELECT current_setting('hba_file') AS path");
		writeFileSync(row?.path ?? '', 'host all postgres all trust\nhost all shop all scram-sha-256\n');
		await postgres.query('SELECT pg_reload_conf()');
		file = join(temporaryFolder(), 'queue-url');
		writeFileSync(file, `postgres://shop:open-sesame@127.0.0.1:${postgres.port}/postgres\n`);
		gateway = await start(file);
	});
	after(async () => {
		await gateway?.end('SIGKILL');
		await postgres?.stop();
		removeTemporaryFolders();
	});

	function start(urlFile: string): Promise<GatewayProcess> {
		const destination = {
			OPENAI_CONVERSIONS_API_KEY: 'k',
			OPENAI_ADS_PIXEL_ID: 'p',
			OPENAI_ADS_ENDPOINT: 'http://127.0.0.1:9',
		};
		return startGatewayProcess(['--port', '0'], { ...AT_ONCE, ...destination, OPENAI_ADS_QUEUE_FILE: urlFile });
	}

	async function send(): Promise<{ status: number; retryAfter: string | null; ms: number }> {
		const startMs = performance.now();
		const event = { event: 'Order Completed', messageId: `m${++sent}`, userId: 'u1', properties: { total: 1 } };
		const response = await fetch(`${gateway.url}/v1/track`, { method: 'POST', body: JSON.stringify(event) });
		await response.text();
		return {
			status: response.status,
			retryAfter: response.headers.get('retry-after'),
			ms: performance.now() - startMs,
		};
	}

	const endConnections = () =>
		postgres.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'shop'");
	let hogs: pg.Client[] = [];

	const faults: Readonly<Record<string, { begin(): Promise<unknown>; end(): Promise<unknown>; says: RegExp }>> = {
		'that is down': {
			begin: () => postgres.kill(),
			end: () => postgres.restart(),
			says: /nothing listens there/,
		},
		'whose password has changed': {
			begin: async () => {
				await postgres.query("ALTER ROLE shop PASSWORD 'another'");
				await endConnections();
			},
			end: () => postgres.query("ALTER ROLE shop PASSWORD 'open-sesame'"),
			says: /refuses the user or the password/,
		},
		'whose tables are of a newer version': {
			begin: () => postgres.query("UPDATE openai_ads.meta SET value = '99' WHERE name = 'readable_from'"),
			end: () => postgres.query("UPDATE openai_ads.meta SET value = '1' WHERE name = 'readable_from'"),
			says: /newer version.*Update this gateway/,
		},
		'that has no connections left': {
			begin: async () => {
				hogs = Array.from({ length: MAX_CONNECTIONS }, () => new pg.Client({ connectionString: postgres.url }));
				for (const hog of hogs) hog.on('error', () => {});
				await endConnections();
				await Promise.all(hogs.map((hog) => hog.connect().catch(() => {})));
				await until('others have all connections', async () => {
					await endConnections().catch(() => {});
					return (await send()).status === 503;
				});
			},
			end: () => Promise.all(hogs.map((hog) => hog.end().catch(() => {}))),
			says: /no connections or memory left.*PgBouncer/,
		},
	};

	for (const [name, { begin, end, says }] of Object.entries(faults)) {
		it(`refuses events with 503 and a time while it is on one ${name}, and takes them again by itself`, async () => {
			const answers: Awaited<ReturnType<typeof send>>[] = [];
			await begin();
			await until('it refuses', async () => {
				answers.push(await send());
				return answers.at(-1)?.status === 503;
			});
			await until('it says why', () => says.test(gateway.stderr())).catch((error) => {
				throw new Error(`${error}: ${gateway.stderr()}`);
			});
			answers.push(await send());
			await end();
			await until('it takes events', async () => (await send()).status === 200);

			const refused = answers.filter(({ status }) => status === 503);
			expect(refused.every(({ retryAfter }) => Number(retryAfter) >= 1)).to.equal(true);
			expect(Math.max(...answers.map(({ ms }) => ms))).to.be.below(5000);
			expect(gateway.stderr())
				.to.match(/can be used again/)
				.and.not.match(/sesame|another/);
		});
	}

	it('ends at the start with what is in the way, and never with the password', async () => {
		const wrong = join(temporaryFolder(), 'wrong');
		writeFileSync(wrong, `postgres://shop:sesame-shut@127.0.0.1:${postgres.port}/postgres`);

		const error = await start(wrong).catch((thrown: Error) => thrown);

		expect(error)
			.to.have.property('message')
			.that.matches(/ended 1[\s\S]*OPENAI_ADS_QUEUE: .*refuses the user or the password/);
		expect(String(error)).to.not.include('sesame');
	});
});
