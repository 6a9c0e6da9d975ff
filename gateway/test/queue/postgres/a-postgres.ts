/** A PostgreSQL for tests: the one of TEST_POSTGRES_URL, or a private one in a temporary folder that is gone afterwards. */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from '../../free-port.js';
import { until } from '../../process/gateway-process.js';
import { asOwner, OWNER } from './as-owner.js';

export interface TestPostgres {
	readonly url: string;
	readonly port: number;
	/** Runs statements as the superuser. */
	query<T = Record<string, unknown>>(text: string, values?: unknown[]): Promise<T[]>;
	/** As by a kill -9 of all its processes, or a power cut. */
	kill(): Promise<void>;
	/** As an administrator stops it: connections end, and what is not in its log is kept. */
	shutDown(): Promise<void>;
	/** Starts it again on the same data. */
	restart(): Promise<void>;
	stop(): Promise<void>;
}

const MISSING =
	'These tests need PostgreSQL: install it (Debian: apt-get install postgresql), or name one in TEST_POSTGRES_URL.';

/** The folder of the server's programs. @throws with how to install it, if there is none */
export function findBinaries(): string {
	const debian = '/usr/lib/postgresql';
	const versions = existsSync(debian) ? readdirSync(debian).sort((one, other) => Number(other) - Number(one)) : [];
	const folders = [
		...versions.map((version) => join(debian, version, 'bin')),
		...(process.env['PATH'] ?? '').split(':'),
	];
	const found = folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
	if (found === undefined) throw new Error(MISSING);
	return found;
}

/** @param settings of postgresql.conf. @throws with how to install it, if there is none */
export async function startPostgres(settings: Readonly<Record<string, string>> = {}): Promise<TestPostgres> {
	const given = process.env['TEST_POSTGRES_URL'];
	if (given !== undefined && given !== '') return useGiven(given);
	const bin = findBinaries();
	const folder = mkdtempSync(join(tmpdir(), 'openai-ads-pg-'));
	if (OWNER !== undefined) chownSync(folder, OWNER.uid, OWNER.gid);
	const data = join(folder, 'data');
	const [command, args] = asOwner(join(bin, 'initdb'), [
		'-D',
		data,
		'-U',
		'postgres',
		'-A',
		'trust',
		'--no-sync',
		'-E',
		'UTF8',
	]);
	const made = spawnSync(command, args, { encoding: 'utf8', cwd: folder });
	if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
	const port = await freePort();
	const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
	const all = { max_connections: '200', shared_buffers: '64MB', fsync: 'off', ...settings };
	let server = await run(bin, folder, port, all);
	return {
		url,
		port,
		query: (text, values) => query(url, text, values),
		kill: async () => {
			killAll(server.pid ?? 0);
			await once(server, 'exit');
		},
		shutDown: async () => {
			const ended = once(server, 'exit');
			process.kill(serverOf(server.pid ?? 0), 'SIGINT');
			await ended;
		},
		restart: async () => {
			// What is left of the one before ends a moment after it.
			await until('the server before has ended', async () => {
				server = await run(bin, folder, port, all).catch(() => server);
				return server.exitCode === null && server.signalCode === null;
			});
		},
		stop: async () => {
			if (server.exitCode === null && server.signalCode === null) {
				killAll(server.pid ?? 0);
				await once(server, 'exit');
			}
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

async function run(
	bin: string,
	folder: string,
	port: number,
	settings: Readonly<Record<string, string>>,
): Promise<ChildProcess> {
	const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
	const own = ['-D', join(folder, 'data'), '-p', String(port), '-k', folder, '-h', '127.0.0.1', ...flags];
	const [command, args] = asOwner(join(bin, 'postgres'), own);
	const server = spawn(command, args, { cwd: folder, detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
	let said = '';
	server.stderr.on('data', (chunk) => {
		said = (said + chunk).slice(-4000);
	});
	const hasEnded = () => server.exitCode !== null || server.signalCode !== null;
	const answers = () =>
		query(`postgres://postgres@127.0.0.1:${port}/postgres`, 'SELECT 1').then(
			() => true,
			() => false,
		);
	await until('PostgreSQL answers', async () => hasEnded() || (await answers()), 60_000);
	if (hasEnded()) throw new Error(`PostgreSQL did not start: ${said}`);
	return server;
}

/** A process and all that it has started. A server's processes are no group, and would finish what they are at. */
function familyOf(pid: number): readonly number[] {
	const list = spawnSync('ps', ['-axo', 'pid=,ppid='], { encoding: 'utf8' }).stdout.trim().split('\n');
	const pairs = list.map((line) => line.trim().split(/\s+/).map(Number));
	const family = [pid];
	for (const parent of family) for (const [child = 0, of] of pairs) if (of === parent) family.push(child);
	return family;
}

/** The server itself: of root's, the child of what runs it as another user. */
function serverOf(pid: number): number {
	return (OWNER === undefined ? pid : familyOf(pid)[1]) ?? pid;
}

function killAll(pid: number): void {
	for (const each of familyOf(pid)) {
		try {
			process.kill(each, 'SIGKILL');
		} catch {
			// It has ended meanwhile.
		}
	}
}

function useGiven(url: string): TestPostgres {
	const unable = () =>
		Promise.reject(new Error('This test needs a server of its own: run it without TEST_POSTGRES_URL.'));
	return {
		url,
		port: Number(new URL(url).port || 5432),
		query: (text, values) => query(url, text, values),
		kill: unable,
		restart: unable,
		shutDown: unable,
		stop: async () => {},
	};
}

async function query<T>(url: string, text: string, values: unknown[] = []): Promise<T[]> {
	const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
	client.on('error', () => {});
	try {
		await client.connect();
		return (await client.query(text, values)).rows as T[];
	} finally {
		await client.end().catch(() => {});
	}
}
