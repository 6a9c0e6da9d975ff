/** Several gateways on one PostgreSQL under load, with faults; afterwards, what became of the events that were acknowledged. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox, type Sandbox } from 'openai-ads-destination/sandbox';
import { startPostgres, type TestPostgres } from '../queue/postgres/a-postgres.js';
import { type GatewayProcess, startGatewayProcess, until } from './gateway-process.js';
import { recordRequests } from './record-requests.js';

const BATCH = 20;
const PIXELS = ['one', 'two', 'three', 'four', 'five', 'six'];

export interface Fleet {
	readonly postgres: TestPostgres;
	readonly gateways: GatewayProcess[];
	/** Events that were acknowledged so far. */
	acknowledged(): number;
	/** @param url of the database, or of a way to it */
	start(url?: string): Promise<GatewayProcess>;
	/** Events that wait or are under way at this moment, and calls that are not answered: no fault can double more. */
	inFlight(): Promise<number>;
	/** The pixels that somebody owns, by who owns them. */
	owners(): Promise<Map<string, number>>;
	/** How long it takes until every pixel is owned, by as many gateways as there are. @returns milliseconds */
	untilAllOwned(): Promise<number>;
}

export interface Aftermath {
	readonly acknowledged: number;
	/** Acknowledged events that never arrived. */
	readonly lost: readonly string[];
	/** Events that travelled more than once. */
	readonly resent: number;
	/** Until the slowest answer of a gateway came. */
	readonly slowestMs: number;
	/** All that the gateways and the server's statistics said. */
	readonly said: string;
}

/** @param faults what happens while events are sent */
export async function runFleet(count: number, faults: (fleet: Fleet) => Promise<void>): Promise<Aftermath> {
	const postgres = await startPostgres();
	const folder = mkdtempSync(join(tmpdir(), 'openai-ads-'));
	const sandbox = await createSandbox({ keep: 1_000_000 });
	const config = join(folder, 'config.json');
	writeFileSync(config, JSON.stringify(toConfiguration(sandbox)));
	const gateways: GatewayProcess[] = [];
	const load = new Load(gateways);
	const arrivals = new Arrivals();
	const recording = recordRequests(sandbox, (body) => arrivals.add(body));
	const start = async (url = postgres.url) => {
		const gateway = await startGatewayProcess(['--port', '0', '--config', config], { OPENAI_ADS_QUEUE: url });
		gateways.push(gateway);
		return gateway;
	};
	const owners = () => readOwners(postgres);
	const untilAllOwned = async () => {
		const startedMs = Date.now();
		const isOwned = async () => {
			const shares = [...(await owners()).values()];
			return shares.length === gateways.length && shares.reduce((sum, pixels) => sum + pixels) === PIXELS.length;
		};
		await until('all pixels have an owner', () => isOwned().catch(() => false), 30_000);
		return Date.now() - startedMs;
	};
	try {
		for (let n = 0; n < count; n++) await start();
		const running = load.run();
		const acknowledged = () => load.acknowledged.size;
		const inFlight = async () => (await countWaiting(postgres)) + PIXELS.length * BATCH;
		await faults({ postgres, gateways, acknowledged, inFlight, start, owners, untilAllOwned });
		load.stop();
		await running;
		const waiting = `SELECT coalesce(sum(events), 0)::int AS events FROM openai_ads.tallies WHERE pixel <> ''`;
		const isEmpty = async () => (await postgres.query<{ events: number }>(waiting))[0]?.events === 0;
		await until('everything is delivered', () => isEmpty().catch(() => false), 90_000);
		const left = await countWaiting(postgres);
		if (left > 0) throw new Error(`The tallies say that nothing waits; ${left} events do.`);
		recording.finish();
		return {
			...arrivals.beside(load.acknowledged),
			slowestMs: load.slowestMs,
			said: gateways.map(({ stderr }) => stderr()).join('\n'),
		};
	} catch (error) {
		throw new Error(`${String(error)}\n${gateways.map(({ stderr }) => stderr().slice(-3000)).join('\n---\n')}`);
	} finally {
		load.stop();
		recording.stop();
		await Promise.all(gateways.map((gateway) => gateway.end('SIGKILL')));
		await sandbox.close();
		await postgres.stop();
		rmSync(folder, { recursive: true, force: true });
	}
}

async function countWaiting(postgres: TestPostgres): Promise<number> {
	const [row] = await postgres.query<{ count: number }>('SELECT count(*)::int AS count FROM openai_ads.queue');
	return row?.count ?? 0;
}

function toConfiguration(sandbox: Sandbox) {
	const pixels = PIXELS.map((name) => [name, { pixelId: `px-${name}`, apiKey: 'the-key', writeKeys: [`key-${name}`] }]);
	return { destination: { endpoint: sandbox.endpoint }, pixels: Object.fromEntries(pixels) };
}

async function readOwners(postgres: TestPostgres): Promise<Map<string, number>> {
	const rows = await postgres.query<{ owner: string; count: number }>(
		`SELECT owner, count(*)::int AS count FROM openai_ads.pixels
		WHERE owner IS NOT NULL AND expires_at > clock_timestamp() GROUP BY owner`,
	);
	return new Map(rows.map(({ owner, count }) => [owner, count]));
}

/** Sends batches to all gateways in turn, each batch again until one of them has acknowledged it. */
class Load {
	readonly acknowledged = new Set<string>();
	slowestMs = 0;
	readonly #gateways: readonly GatewayProcess[];
	#sent = 0;
	#isStopped = false;

	constructor(gateways: readonly GatewayProcess[]) {
		this.#gateways = gateways;
	}

	async run(): Promise<void> {
		await Promise.all(PIXELS.map((name) => this.#runPixel(name)));
	}

	stop(): void {
		this.#isStopped = true;
	}

	async #runPixel(name: string): Promise<void> {
		while (!this.#isStopped) {
			const first = this.#sent;
			this.#sent += BATCH;
			const ids = Array.from({ length: BATCH }, (_, index) => `${name}-${first + index}`);
			while (!(await this.#post(name, ids)) && !this.#isStopped);
			await new Promise((wake) => setTimeout(wake, 20));
		}
	}

	async #post(name: string, ids: readonly string[]): Promise<boolean> {
		const gateway = this.#gateways[Math.floor(Math.random() * this.#gateways.length)];
		const startMs = performance.now();
		try {
			const response = await fetch(`${gateway?.url}/v1/batch`, {
				method: 'POST',
				headers: { authorization: `Basic ${Buffer.from(`key-${name}:`).toString('base64')}` },
				body: JSON.stringify({ batch: ids.map(toEvent) }),
				signal: AbortSignal.timeout(6000),
			});
			this.slowestMs = Math.max(this.slowestMs, performance.now() - startMs);
			if (response.ok) for (const id of ids) this.acknowledged.add(id);
			return response.ok;
		} catch {
			return false;
		}
	}
}

function toEvent(id: string) {
	const properties = { order_id: id, total: 1, currency: 'USD', email: 'jane@personal.example' };
	const timestamp = new Date().toISOString();
	return { type: 'track', event: 'Order Completed', messageId: id, userId: `secret-user-${id}`, timestamp, properties };
}

/** How often each event arrived. */
class Arrivals {
	readonly #times = new Map<string, number>();

	add(body: string): void {
		for (const { id } of JSON.parse(body).events as { id: string }[])
			this.#times.set(id, (this.#times.get(id) ?? 0) + 1);
	}

	beside(acknowledged: ReadonlySet<string>): Omit<Aftermath, 'said' | 'slowestMs'> {
		return {
			acknowledged: acknowledged.size,
			lost: [...acknowledged].filter((id) => !this.#times.has(id)),
			resent: [...this.#times.values()].reduce((sum, times) => sum + times - 1, 0),
		};
	}
}
