/** How gateways prove who they are, and the server who it is, as on a server that asks for both. */

import { execFileSync } from 'node:child_process';
import { chownSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { removeTemporaryFolders, temporaryFolder } from '../../temporary-folder.js';
import { startPostgres, type TestPostgres } from './a-postgres.js';
import { newSchema, openIn } from './postgres-harness.js';

describe('a PostgreSQL that asks for passwords and speaks TLS', function () {
	this.timeout(30_000);
	let postgres: TestPostgres;
	let authority: string;

	before(async () => {
		postgres = await startPostgres({ max_connections: '12', password_encryption: 'scram-sha-256' });
		const [row] = await postgres.query<{ folder: string }>("SELECT current_setting('data_directory') AS folder");
		const folder = row?.folder ?? '';
		await postgres.query("CREATE ROLE shop LOGIN SUPERUSER PASSWORD 'open-sesame'");
		await postgres.query("CREATE ROLE guest LOGIN PASSWORD 'open-sesame'");
		authority = join(temporaryFolder(), 'server.crt');
		makeCertificate(folder, authority);
		writeFileSync(
			join(folder, 'pg_hba.conf'),
			'host all postgres all trust\nhost all guest all scram-sha-256\nhostssl all shop all scram-sha-256\n',
		);
		await postgres.query('ALTER SYSTEM SET ssl = on');
		await postgres.query('SELECT pg_reload_conf()');
	});
	after(async () => {
		await postgres?.stop();
		removeTemporaryFolders();
	});

	/** What the start says; nothing if it works. */
	async function say(user: string, parameters = '', host = '127.0.0.1'): Promise<string> {
		const url = `postgres://${user}@${host}:${postgres.port}/postgres${parameters}`;
		try {
			const { store } = await openIn(postgres, newSchema(), { url });
			await store.close();
			return '';
		} catch (error) {
			return `${(error as Error).name} ${(error as { exitCode?: number }).exitCode}: ${(error as Error).message}`;
		}
	}

	it('takes the right password over TLS, and nothing else', async () => {
		const right = await say('shop:open-sesame', '?sslmode=no-verify');
		const wrong = await say('shop:sesam-oeffne', '?sslmode=no-verify');
		const plain = await say('shop:open-sesame', '?sslmode=disable');

		expect(right).to.equal('');
		expect(wrong).to.match(/^StartError 1: OPENAI_ADS_QUEUE: PostgreSQL: it refuses the user or the password.*28P01/);
		expect(plain).to.match(/it refuses the user or the password.*28000/);
		expect(wrong + plain).to.not.match(/sesam/);
	});

	it('checks the certificate and the name in it, unless it is told not to', async () => {
		const unknown = await say('shop:open-sesame', '?sslmode=verify-full', 'localhost');
		const required = await say('shop:open-sesame', '?sslmode=require', 'localhost');
		const named = await say('shop:open-sesame', `?sslmode=verify-full&sslrootcert=${authority}`, 'localhost');
		const other = await say('shop:open-sesame', `?sslmode=verify-full&sslrootcert=${authority}`);

		expect(unknown).to.match(/certificate can not be verified/);
		expect(required).to.match(/certificate can not be verified/);
		expect(named).to.equal('');
		expect(other).to.match(/certificate can not be verified/);
	});

	it('says what to do when the server has no connections left', async () => {
		const { store } = await openIn(postgres, newSchema());
		const pg = (await import('pg')).default;
		const clients = Array.from({ length: 12 }, () => new pg.Client({ connectionString: postgres.url }));
		await Promise.all(clients.map((client) => client.connect().catch(() => {})));

		const error = await say('guest:open-sesame');

		await Promise.all(clients.map((client) => client.end().catch(() => {})));
		await store.close();
		expect(error).to.match(/no connections or memory left.*max_connections.*PgBouncer/);
	});
});

/** For `localhost`, signed by itself. */
function makeCertificate(folder: string, copy: string): void {
	const [key, certificate] = [join(folder, 'server.key'), join(folder, 'server.crt')];
	const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
	const files = ['-keyout', key, '-out', certificate];
	execFileSync('openssl', ['req', '-new', '-x509', '-days', '2', '-nodes', ...subject, ...files], { stdio: 'ignore' });
	const { uid, gid } = statSync(folder);
	for (const file of [key, certificate]) chownSync(file, uid, gid);
	writeFileSync(copy, readFileSync(certificate));
}
