/** What only an engine with a server and several gateways can get wrong. */

import { expect } from 'chai';
import pg from 'pg';
import type { OpenPostgres } from '../../../src/queue/postgres/store.js';
import type { Ownership } from '../../../src/queue/queue.js';
import { aBatchItem, batchItems, NOW } from '../../a-batch-item.js';
import { until } from '../../process/gateway-process.js';
import { createRecordingLog } from '../../recording-log.js';
import { startPostgres, type TestPostgres } from './a-postgres.js';
import { startSilentProxy } from './a-silent-proxy.js';
import { newSchema, openIn } from './postgres-harness.js';

const OPTIONS = { nowMs: NOW, maxEvents: 1000, maxBytes: 1e7, minEvents: 1, lingerMs: 0 };
const DEADLOCKS = 'SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()';
const rejection = (work: Promise<unknown>) =>
	work.then(
		() => undefined,
		(error: Error) => error,
	);

describe('a queue on PostgreSQL', function () {
	this.timeout(30_000);
	let postgres: TestPostgres;
	let schema: string;
	const opened: OpenPostgres[] = [];

	before(async () => {
		postgres = await startPostgres({ max_connections: '60' });
	});
	after(() => postgres?.stop());
	beforeEach(() => {
		schema = newSchema();
	});
	afterEach(async () => {
		for (const { store } of opened.splice(0)) await store.close();
	});

	async function open(options: Parameters<typeof openIn>[2] = {}) {
		const one = await openIn(postgres, schema, options);
		opened.push(one);
		return one.store;
	}

	describe('whose bytes', () => {
		const TEXT = '{"name":"José 日本 \\\\ \\"x\\" \\u0000"}';

		async function takeAll(store: OpenPostgres['store']) {
			const queue = store.pixel('px1');
			const { events } = await queue.take((await queue.own()) as Ownership, OPTIONS);
			return events.map(({ item }) => item.json);
		}

		it('are no UTF-8 are handed out all the same, and so are its others', async () => {
			const store = await open();
			await store.pixel('px1').append([aBatchItem({ id: 'a', json: TEXT }), aBatchItem({ id: 'b', json: TEXT })]);
			const [{ key } = { key: '' }] = await postgres.query<{ key: string }>(
				`SELECT min(key) AS key FROM ${schema}.queue`,
			);
			await postgres.query(`UPDATE ${schema}.queue SET json = '\\x22ff22' WHERE key = $1`, [key]);

			expect(await takeAll(store)).to.deep.equal(['"\ufffd"', TEXT]);
		});

		it('are of no encoding that its server has are handed out as they came', async () => {
			await postgres.query(`CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0`);
			const store = await open({ url: postgres.url.replace(/postgres$/, 'latin') });
			await store.pixel('px1').append([aBatchItem({ id: 'a', json: TEXT })]);

			expect(await takeAll(store)).to.deep.equal([TEXT]);
		});
	});

	it('takes the same events once, whichever gateways they are sent to at the same time, also after a restart of all', async () => {
		const calls = Array.from({ length: 10 }, (_, n) =>
			batchItems(1000).map((item) => ({ ...item, id: `${n}-${item.id}` })),
		);
		const send = async () => {
			const stores = [await open(), await open(), await open()];
			const results = stores.flatMap((store) => calls.map((items) => store.pixel('px1').append(items)));
			return (await Promise.all(results)).reduce((sum, { added }) => sum + added, 0);
		};
		const added = await send();
		const queue = opened[0]!.store.pixel('px1');
		const own = (await queue.own()) as Ownership;
		const { events } = await queue.take(own, OPTIONS);
		await queue.settle(own, { delivered: events.map(({ key }) => key), retries: [], deadLetters: [] });
		for (const { store } of opened.splice(0)) await store.close();
		await postgres.shutDown();
		await postgres.restart();

		const again = await send();

		expect([added, events.length, again]).to.deep.equal([10_000, 1000, 0]);
		expect((await opened[0]!.store.pixel('px1').stats()).events).to.equal(9000);
	});

	it('knows after a crash of the server what waits, and says what it does not know any more', async () => {
		const store = await open();
		await store.pixel('px1').append(batchItems(10));
		await postgres.kill();
		await postgres.restart();
		await until('it is back', async () => (await rejection(store.checkDisk())) === undefined);

		expect((await store.pixel('px1').append(batchItems(11))).added).to.equal(1);
		expect((await store.pixel('px1').stats()).knownIds).to.equal(11);
	});

	it('refuses at once while the server is away, and is back by itself', async () => {
		const store = await open();
		await postgres.kill();
		const startedMs = performance.now();

		const errors = [1, 2, 3].map(() => rejection(store.pixel('px1').append([aBatchItem()])));

		for (const error of await Promise.all(errors)) expect(error).to.have.property('code', 'storage_failed');
		expect(performance.now() - startedMs).to.be.lessThan(5000);
		await postgres.restart();
		await until('it is back', async () => (await rejection(store.checkDisk())) === undefined);
		expect((await store.pixel('px1').append([aBatchItem()])).added).to.equal(1);
	});

	it('answers within 5 s when a connection swallows everything, and another gateway takes over within 15 s', async () => {
		const proxy = await startSilentProxy(postgres.port);
		const cut = await openIn(postgres, schema, { url: postgres.url.replace(/:\d+\//, `:${proxy.port}/`) });
		const other = await open();
		const own = (await cut.store.pixel('px1').own()) as Ownership;
		proxy.isSilent = true;
		const startedMs = performance.now();

		const error = await rejection(cut.store.pixel('px1').append([aBatchItem()]));
		const answeredMs = performance.now() - startedMs;
		const taken = await other.pixel('px1').own();
		const takenMs = performance.now() - startedMs;

		await proxy.close();
		await cut.abandon();
		expect(error).to.have.property('code', 'storage_failed');
		expect(answeredMs).to.be.lessThan(5000);
		expect(takenMs).to.be.lessThan(15_000);
		expect([own.lost.aborted, (taken?.epoch ?? 0) > own.epoch]).to.deep.equal([true, true]);
	});

	it('takes the same events of the same people through several gateways at once without waiting in a circle', async () => {
		const stores = [await open(), await open(), await open()];
		const [{ deadlocks: before } = { deadlocks: 0 }] = await postgres.query<{ deadlocks: number }>(DEADLOCKS);
		const items = batchItems(200);
		const entries = items.map(({ id }) => ({ key: `u:${id}`, profile: { user: { emails_sha256: [id] } } as never }));

		for (let round = 0; round < 15; round++) {
			const again = items.map((item) => ({ ...item, id: `${round}-${item.id}` }));
			const sending = stores.map(async (store, n) => {
				// Whichever is asked for first.
				if (n % 2 === 0) void store.profiles.merge(entries);
				const appended = store.pixel('px1').append(again);
				if (n % 2 === 1) void store.profiles.merge(entries);
				await Promise.all([appended, store.commit()]);
			});
			await Promise.all(sending);
		}

		expect((await postgres.query(`SELECT 1 FROM ${schema}.queue`)).length).to.equal(15 * 200);
		expect(await postgres.query(DEADLOCKS)).to.deep.equal([{ deadlocks: before }]);
	});

	it('names whom to forget only while others need to see it', async () => {
		const [store, other] = [await open(), await open()];
		const rows = () => postgres.query(`SELECT 1 FROM ${schema}.stories`);
		await store.stories?.forget([7]);
		const alone = await rows();
		await until('they know of each other', () => store.stories?.hasOthers === true);
		await store.stories?.forget([7]);
		const told = await other.stories?.readForgotten();
		await store.clean();
		const fresh = await rows();
		await postgres.query(`UPDATE ${schema}.stories SET written_ms = written_ms - 31000`);
		await store.clean();

		expect([alone.length, told, fresh.length, await rows()]).to.deep.equal([0, [7], 1, []]);
	});

	it('refuses what waits too long for others, and nothing else: the database is not away', async () => {
		const log = createRecordingLog();
		const store = await open({ log: log as never });
		const other = new pg.Client({ connectionString: postgres.url });
		await other.connect();
		await other.query(`BEGIN; LOCK TABLE ${schema}.seen IN ACCESS EXCLUSIVE MODE`);

		const appending = rejection(store.pixel('px1').append([aBatchItem()]));
		const error = await appending;
		const state = await store.pixel('px1').state();
		await other.query('COMMIT');
		await other.end();

		expect(error).to.have.property('code', 'storage_failed');
		expect([state.memory, log.lines]).to.deep.equal([undefined, []]);
		// It may have been written after its caller was told: then it is known when it comes again.
		await store.pixel('px1').append([aBatchItem()]);
		expect((await postgres.query(`SELECT 1 FROM ${schema}.queue`)).length).to.equal(1);
	});

	it('says at the start what is in the way, and never the password', async () => {
		await postgres.query("CREATE ROLE guest LOGIN PASSWORD 'open-sesame'").catch(() => {});
		const guest = postgres.url.replace('postgres@', 'guest:open-sesame@');
		await open();
		await postgres.query(`UPDATE ${schema}.meta SET value = '99' WHERE name = 'readable_from'`);

		const errors = await Promise.all([
			rejection(openIn(postgres, schema)),
			rejection(openIn(postgres, schema, { url: 'postgres://a:open-sesame@127.0.0.1:1/b' })),
			rejection(openIn(postgres, schema, { url: postgres.url.replace(/postgres$/, 'nothing') })),
			rejection(openIn(postgres, newSchema(), { url: guest })),
		]);

		const texts = errors.map((error) => error?.message ?? '');
		expect(texts[0]).to.match(/newer version.*Update this gateway/);
		expect(texts[1]).to.match(/nothing listens there.*ECONNREFUSED/);
		expect(texts[2]).to.match(/no such database/);
		expect(texts[3]).to.match(/GRANT CREATE/);
		expect(texts.join()).to.not.include('sesame');
	});

	it('gives a pixel to a gateway that comes later, when that is its share', async () => {
		const first = await open();
		const owns = (await Promise.all(['a', 'b'].map((id) => first.pixel(id).own()))) as Ownership[];
		const second = await open();
		const later = ['a', 'b'].map((id) => second.pixel(id).own());

		await until('one is given', () => owns.some(({ lost }) => lost.aborted));

		const index = owns.findIndex(({ lost }) => lost.aborted);
		expect(owns.filter(({ lost }) => lost.aborted)).to.have.length(1);
		expect(owns[index]?.lost.reason).to.equal('yielded');
		// What was under way has ended; asking again lets the pixel go.
		const stop = new AbortController();
		const again = first.pixel(['a', 'b'][index] ?? '').own(stop.signal);
		expect((await later[index])?.epoch).to.be.greaterThan(owns[index]?.epoch ?? 9);
		stop.abort();
		expect(await again).to.equal(undefined);
	});

	it('is told when another gateway adds events, or pauses the pixel', async () => {
		const owner = await open();
		const other = await open();
		let arrivals = 0;
		const paused: boolean[] = [];
		await owner.pixel('px1').own(undefined, { onArrived: () => arrivals++, onPaused: (is) => paused.push(is) });
		await until('it knows of the other', async () => {
			await other.pixel('px1').append([aBatchItem({ id: String(Math.random()) })]);
			return arrivals > 0;
		});
		await other.pixel('px1').setState({ isPaused: true });

		await until('it is told', () => paused.length > 0);

		expect(paused).to.deep.equal([true]);
	});

	it('takes a thousand events as quickly while an old snapshot is open', async () => {
		const queue = (await open()).pixel('px1');
		const own = (await queue.own()) as Ownership;
		const snapshot = new pg.Client({ connectionString: postgres.url });
		await snapshot.connect();
		await snapshot.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
		await snapshot.query('SELECT 1 FROM pg_class');
		const times: number[] = [];
		for (let round = 0; round < 30; round++) {
			await queue.append(batchItems(2000).map((item) => ({ ...item, id: `${round}-${item.id}` })));
			const startedMs = performance.now();
			const { events } = await queue.take(own, OPTIONS);
			times.push(performance.now() - startedMs);
			await queue.settle(own, { delivered: events.map(({ key }) => key), retries: [], deadLetters: [] });
		}
		await snapshot.end();
		const median = (some: number[]) => some.sort((one, other) => one - other)[some.length >> 1] ?? 0;

		expect(median(times.slice(-10))).to.be.lessThan(3 * median(times.slice(0, 10)) + 5);
	});
});
