/** A PgBouncer in transaction mode before a PostgreSQL. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from '../../free-port.js';
import { until } from '../../process/gateway-process.js';
import { asOwner, OWNER } from './as-owner.js';

export interface TestPgBouncer {
	readonly url: string;
	stop(): Promise<void>;
}

/** Of the server, however many clients there are. */
const CONNECTIONS = 8;

/** @param targetPort of the server, which takes the user `postgres` without a password */
export async function startPgBouncer(command: string, targetPort: number): Promise<TestPgBouncer> {
	const folder = mkdtempSync(join(tmpdir(), 'openai-ads-pgbouncer-'));
	const port = await freePort();
	const lines = [
		'[databases]',
		`postgres = user=postgres host=127.0.0.1 port=${targetPort}`,
		'[pgbouncer]',
		`listen_addr = 127.0.0.1\nlisten_port = ${port}\nunix_socket_dir =`,
		'auth_type = any\npool_mode = transaction\nmax_client_conn = 200',
		`default_pool_size = ${CONNECTIONS}`,
	];
	const file = join(folder, 'pgbouncer.ini');
	writeFileSync(file, lines.join('\n'));
	if (OWNER !== undefined) for (const path of [folder, file]) chownSync(path, OWNER.uid, OWNER.gid);
	const [program, args] = asOwner(command, [file]);
	const bouncer = spawn(program, args, { cwd: folder, stdio: 'ignore' });
	const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
	await until('PgBouncer answers', () => answers(url));
	return {
		url,
		stop: async () => {
			bouncer.kill('SIGTERM');
			await once(bouncer, 'exit');
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

async function answers(url: string): Promise<boolean> {
	const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
	client.on('error', () => {});
	try {
		await client.connect();
		await client.query('SELECT 1');
		return true;
	} catch {
		return false;
	} finally {
		await client.end().catch(() => {});
	}
}
