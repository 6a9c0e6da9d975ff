import { expect } from 'chai';
import { AlertWatch } from '../../src/alerts/alert-watch.js';
import type { Log } from '../../src/log.js';
import type { OpenPostgres } from '../../src/queue/postgres/store.js';
import type { Store } from '../../src/queue/store.js';
import { alertsSchema } from '../../src/settings/alerts-schema.js';
import { NOW } from '../a-batch-item.js';
import { until } from '../process/gateway-process.js';
import { startPostgres, type TestPostgres } from '../queue/postgres/a-postgres.js';
import { newSchema, openIn } from '../queue/postgres/postgres-harness.js';
import { createRecordingLog } from '../recording-log.js';
import { aPixel, type TestPixel } from './an-alert-watch.js';

const HELD = { state: 'holding', sinceMs: NOW - 120_000, reason: 'OpenAI refuses its key (401).' } as const;
/** Of an earlier configuration: what waits of it, nobody sends. */
const anUnsentPixel = (): TestPixel => ({
	...aPixel('old', 'p-old'),
	isOwned: false,
	isStarted: false,
	condition: () => HELD,
});

describe('the alerts of several gateways on one PostgreSQL', function () {
	this.timeout(60_000);
	let postgres: TestPostgres;
	let schema: string;
	let posted: string[];
	const opened: OpenPostgres[] = [];
	const watches: AlertWatch[] = [];

	before(async () => {
		postgres = await startPostgres();
	});
	after(() => postgres?.stop());
	beforeEach(() => {
		schema = newSchema();
		posted = [];
	});
	afterEach(async () => {
		await Promise.all(watches.splice(0).map((watch) => watch.close()));
		for (const { store } of opened.splice(0)) await store.close();
	});

	/** Resolves once the others know of it. */
	async function aGateway(name: string, pixels: readonly TestPixel[]): Promise<{ watch: AlertWatch; store: Store }> {
		const one = await openIn(postgres, schema);
		opened.push(one);
		const watch = new AlertWatch({
			store: one.store,
			log: createRecordingLog() as unknown as Log,
			listPixels: () => pixels,
			readSettings: () => ({ ...alertsSchema.parse({}), webhook: 'https://hooks.example/services/T0K3N' }),
			readTeller: () => ({ instance: name, adminUrl: undefined }),
			fetch: async (_url, { body }) => {
				const { state, alert } = JSON.parse(String(body)) as { state: string; alert: string };
				posted.push(`${state} ${alert}`);
				return new Response();
			},
			nowMs: () => NOW,
			sleep: (_ms, signal) => new Promise((wake) => signal?.addEventListener('abort', () => wake())),
		});
		watches.push(watch);
		const isAlive = async () => (await postgres.query(`SELECT 1 FROM ${schema}.gateways`)).length >= opened.length;
		await until('the gateway is known', isAlive);
		return { watch, store: one.store };
	}

	const checkAll = async () => {
		await Promise.all(watches.map((watch) => watch.check()));
		await until(
			'nothing is due',
			async () => (await watches[0]?.view())?.firing.every(({ posted: told }) => told.length > 0) ?? false,
		);
		await Promise.all(watches.map((watch) => watch.check()));
	};

	it('are told once of a pixel that none of them sends', async () => {
		for (const name of ['a', 'b', 'c']) await aGateway(name, [anUnsentPixel()]);

		await checkAll();

		expect(posted).to.deep.equal(['firing pixel_held']);
	});

	it('are not told by those that do not send it while another does', async () => {
		const { store } = await aGateway('a', [{ ...anUnsentPixel(), isOwned: true, isStarted: true }]);
		await store.pixel('p-old').own();
		for (const name of ['b', 'c', 'd']) await aGateway(name, [anUnsentPixel()]);

		await checkAll();

		expect(posted).to.deep.equal(['firing pixel_held']);
	});

	it('are not ended by a gateway that is not configured with the pixel while another sends it', async () => {
		const { store } = await aGateway('a', [{ ...anUnsentPixel(), isOwned: true, isStarted: true }]);
		await store.pixel('p-old').own();
		for (const name of ['b', 'c', 'd']) await aGateway(name, []);

		await checkAll();

		expect(posted).to.deep.equal(['firing pixel_held']);
	});

	it('are ended once when nobody has the pixel any more', async () => {
		const pixels = [anUnsentPixel()];
		for (const name of ['a', 'b', 'c']) await aGateway(name, pixels);
		await checkAll();
		pixels.pop();

		await Promise.all(watches.map((watch) => watch.check()));
		await until('its end is told', async () => posted.length > 1);
		await Promise.all(watches.map((watch) => watch.check()));

		expect(posted).to.deep.equal(['firing pixel_held', 'over pixel_held']);
	});
});
