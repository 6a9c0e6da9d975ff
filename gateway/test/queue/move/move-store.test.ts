/** From a folder to PostgreSQL, with everything that belongs to a queue. */

import { cpSync } from 'node:fs';
import { expect } from 'chai';
import Database from 'libsql';
import { moveStore } from '../../../src/queue/move/move-store.js';
import { TABLES } from '../../../src/queue/move/tables.js';
import type { OpenPostgres } from '../../../src/queue/postgres/store.js';
import type { Ownership } from '../../../src/queue/queue.js';
import { migrate } from '../../../src/queue/sqlite/migrate.js';
import { openSqliteStore } from '../../../src/queue/sqlite/store.js';
import type { Store } from '../../../src/queue/store.js';
import { aBatchItem, batchItems, NOW } from '../../a-batch-item.js';
import { removeTemporaryFolders, temporaryFolder } from '../../temporary-folder.js';
import { OWN } from '../open-queue.js';
import { startPostgres, type TestPostgres } from '../postgres/a-postgres.js';
import { newSchema, openIn } from '../postgres/postgres-harness.js';

const TAKE = { nowMs: NOW, maxEvents: 100, maxBytes: 1e7, minEvents: 1, lingerMs: 0 };
const PERSON = 'px1:u:1234';
const HOUR = Math.floor(NOW / 3600_000);
/** Made anew where they are carried to, or of no use there. */
const LEFT_BEHIND: Readonly<Record<string, readonly string[]>> = {
	meta: ['name', 'value'],
	seen_parts: ['part', 'opened_ms', 'ids'],
	seen_filters: ['first_part', 'bits'],
	sqlite_sequence: ['name', 'seq'],
};
const signature = Buffer.alloc(32, 7);
const digest = Buffer.alloc(32, 8);

describe('moveStore', function () {
	this.timeout(30_000);
	let postgres: TestPostgres;
	let schema: string;
	const opened: OpenPostgres[] = [];

	before(async () => {
		postgres = await startPostgres();
	});
	after(() => postgres?.stop());
	beforeEach(() => {
		schema = newSchema();
	});
	afterEach(async () => {
		for (const { store } of opened.splice(0)) await store.close();
		removeTemporaryFolders();
	});

	async function open(): Promise<Store> {
		const one = await openIn(postgres, schema);
		opened.push(one);
		return one.store;
	}

	function openFolder(folder: string) {
		return openSqliteStore({ folder, mode: 'live', nowMs: () => NOW });
	}

	/** 12 events wait, one of them held; one is delivered, one a dead letter, one refused at the door. */
	async function aFolder(): Promise<string> {
		const folder = temporaryFolder();
		const store = openFolder(folder);
		const queue = store.pixel('px1');
		await queue.append([aBatchItem({ id: 'done' }), aBatchItem({ id: 'dead' })]);
		const { events } = await queue.take(OWN, TAKE);
		const [delivered, dead] = events.map(({ key }) => key) as [string, string];
		const deadLetters = [{ key: dead, reason: 'rejected', detail: 'Refused.' }];
		await queue.settle(OWN, {
			delivered: [delivered],
			deadLetters,
			retries: [],
			counts: [{ what: 'delivered', n: 1 }],
		});
		await queue.append(batchItems(10), { tier: 'server', from: 'shop' });
		await queue.append([aBatchItem({ id: 'held' })], { tier: 'browser' }, [
			{ untilMs: NOW + 60_000, reference: 'order-1' },
		]);
		await store.pixel('px2').append([aBatchItem({ id: 'other', json: '{"id":"\u0000 é"}', sizeBytes: 16 })]);
		await queue.keepRefused([aBatchItem({ id: 'refused' })], {}, { reason: 'invalid', detail: 'No.' });
		await queue.cancel([{ reference: 'order-9', untilMs: NOW + 60_000 }], 'server');
		await queue.setState({ isPaused: true, pausedSinceMs: NOW, memory: { isHeld: true } });
		await store.profiles.merge([{ key: PERSON, profile: { match: { country: 'DE' } } as never }]);
		await store.signatures.remember(signature, digest);
		await store.alerts.keep([{ id: 'held px1', alert: '{}' }]);
		await store.close();
		return folder;
	}

	const move = (folder: string, options = {}) =>
		moveStore({ folder, url: postgres.url, schema, sleep: async () => {}, ...options });
	const carriedOf = (moved: Awaited<ReturnType<typeof move>>) =>
		Object.fromEntries(moved.map(({ table, carried }) => [table.field, carried]));
	/** Everything that gateways share, but for who they are. */
	async function dump(): Promise<unknown> {
		const tables = [
			'queue',
			'dead_letters',
			'seen',
			'profiles',
			'pixels',
			'cancellations',
			'signatures',
			'counts',
			'tallies',
		];
		return Promise.all(
			tables.map(async (table) => {
				const rows = await postgres.query<{ row: string }>(
					`SELECT t::text AS row FROM ${schema}.${table} t ORDER BY 1`,
				);
				return [table, rows.map(({ row }) => row)];
			}),
		);
	}

	it('carries events, ids, dead letters, profiles, states, cancellations, signatures and counts', async () => {
		const folder = await aFolder();

		const moved = await move(folder, { sliceRows: 3 });

		const store = await open();
		const queue = store.pixel('px1');
		expect(carriedOf(moved)).to.deep.equal({
			...{ events: 12, deadLetters: 2, knownIds: 1, profiles: 1 },
			...{ pixelStates: 1, cancellations: 1, signatures: 1, counts: 1, alerts: 1 },
		});
		expect((await queue.stats()).events).to.equal(11);
		expect((await queue.append([...batchItems(10), aBatchItem({ id: 'done' })])).added).to.equal(0);
		expect(
			(await queue.append([aBatchItem({ id: 'x' })], {}, [{ untilMs: NOW + 9, reference: 'order-9' }])).cancelled,
		).to.deep.equal([0]);
		expect(await queue.state()).to.deep.equal({ isPaused: true, pausedSinceMs: NOW, memory: { isHeld: true } });
		const letters = await queue.deadLetters.list({}, { limit: 10 });
		expect(letters.map(({ reason }) => reason)).to.deep.equal(['invalid', 'rejected']);
		expect(await store.profiles.get([PERSON])).to.deep.equal([{ match: { country: 'DE' } }]);
		expect(await store.signatures.find(signature)).to.deep.equal(digest);
		expect(await store.counts.read(HOUR, HOUR + 1)).to.deep.equal([
			{ hour: HOUR, pixelId: 'px1', what: 'delivered', n: 1 },
		]);
	});

	it('hands the events out there as they were, held ones at their time', async () => {
		await move(await aFolder());
		const queue = (await open()).pixel('px1');
		const own = (await queue.own()) as Ownership;

		const { events } = await queue.take(own, TAKE);
		const later = await queue.take(own, { ...TAKE, nowMs: NOW + 61_000 });

		expect(events.map(({ item }) => item)).to.deep.equal(batchItems(10));
		expect(later.events.map(({ item, tier }) => [item.id, tier])).to.deep.equal([['held', 'browser']]);
		expect(await queue.cancel([{ reference: 'order-1', untilMs: NOW + 1 }], 'server')).to.equal(0);
	});

	it('changes nothing when it is run again, and carries then what has come since', async () => {
		const folder = await aFolder();
		await move(folder);
		const first = await dump();

		const again = await move(folder);
		const second = await dump();
		const store = openFolder(folder);
		await store.pixel('px1').append([aBatchItem({ id: 'late' })]);
		await store.profiles.merge([{ key: 'px1:u:0001', profile: { match: { country: 'FR' } } as never }]);
		await store.close();
		const third = await move(folder);

		expect(second).to.deep.equal(first);
		expect(Object.values(carriedOf(again)).every((n) => n === 0)).to.equal(true);
		expect(carriedOf(third)).to.include({ events: 1, deadLetters: 0 });
		expect((await (await open()).pixel('px1').stats()).events).to.equal(12);
	});

	it('goes on after an interruption without carrying anything twice', async () => {
		const folder = await aFolder();
		const stop = () => {
			throw new Error('interrupted');
		};
		const onSlice = ({ name }: { name: string }, read: number) => name === 'queue' && read === 6 && stop();

		const error = await move(folder, { sliceRows: 3, onSlice }).catch((thrown: Error) => thrown);
		const rest = await move(folder, { sliceRows: 3 });

		expect(error).to.have.property('message', 'interrupted');
		expect(carriedOf(rest)).to.include({ events: 6, deadLetters: 2, pixelStates: 0 });
		const [kept] = await postgres.query<{ ids: number }>(
			`SELECT count(DISTINCT digest)::int AS ids FROM ${schema}.queue`,
		);
		expect(kept?.ids).to.equal(12);
	});

	it('leaves what gateways there know, and what was cancelled there', async () => {
		const folder = await aFolder();
		const store = await open();
		await store.pixel('px1').append(batchItems(4));
		await store.pixel('px1').cancel([{ reference: 'order-1', untilMs: NOW + 60_000 }], 'server');
		await store.profiles.merge([{ key: PERSON, profile: { isOptedOut: true, match: { country: 'AT' } } as never }]);
		await store.commit();

		const moved = await move(folder);

		const events = moved.find(({ table }) => table.name === 'queue');
		expect(events).to.include({ carried: 7, known: 4, cancelled: 1 });
		const [profile] = await store.profiles.get([PERSON]);
		expect(profile).to.deep.include({ isOptedOut: true });
	});

	it('refuses a folder that a gateway uses, and one without a queue', async () => {
		const folder = await aFolder();
		const store = openFolder(folder);

		const errors = await Promise.all(
			[folder, temporaryFolder()].map((each) => move(each).catch((thrown: Error) => thrown)),
		);

		await store.close();
		expect(String(errors[0])).to.match(/StartError.*another process|in use/i);
		expect(String(errors[1])).to.match(/StartError: --from: expected a folder with a queue/);
	});

	it('knows every column of every table', () => {
		const database = new Database(':memory:');
		migrate(database);

		const rows = database
			.prepare(
				"SELECT m.name AS tab, i.name AS col FROM sqlite_master m, pragma_table_info(m.name) i WHERE m.type = 'table'",
			)
			.all([]) as { tab: string; col: string }[];

		const known = new Map(TABLES.map(({ name, order, columns }) => [name, [...order, ...columns]]));
		const missing = rows.filter(({ tab, col }) => !(known.get(tab) ?? LEFT_BEHIND[tab] ?? []).includes(col));
		expect(missing).to.deep.equal([]);
		database.close();
	});

	it('takes a copy that was never moved for a queue of its own', async () => {
		const folder = await aFolder();
		const copy = temporaryFolder();
		cpSync(folder, copy, { recursive: true });
		await move(folder);

		const moved = await move(copy);

		expect(moved.find(({ table }) => table.name === 'queue')).to.include({ carried: 0, known: 12 });
	});
});
