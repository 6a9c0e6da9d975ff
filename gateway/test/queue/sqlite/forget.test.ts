import { hash } from 'node:crypto';
import { join } from 'node:path';
import { expect } from 'chai';
import Database from 'libsql';
import type { BatchItem, PersonKeys, Tier } from 'openai-ads-destination/pipeline';
import type { QueuedEvent } from '../../../src/queue/queue.js';
import { SQL } from '../../../src/queue/sqlite/queue-statements.js';
import { aBatchItem, NOW } from '../../a-batch-item.js';
import { createRecordingLog } from '../../recording-log.js';
import { removeTemporaryFolders, temporaryFolder } from '../../temporary-folder.js';
import { openTestStore, type TestStore } from '../open-queue.js';

describe('SqliteQueue, when somebody says no', () => {
	let folder: string;
	let store: TestStore;
	let log: ReturnType<typeof createRecordingLog>;

	const open = (pixelId = 'px1') => openTestStore({ folder, mode: 'live', pixelId, nowMs: () => NOW, log });
	beforeEach(() => {
		folder = temporaryFolder();
		log = createRecordingLog();
		store = open();
	});
	afterEach(() => {
		store.close();
		removeTemporaryFolders();
	});

	const sha256 = (text: string) => hash('sha256', text, 'hex');
	const person = (user?: string, anonymous?: string): PersonKeys => ({
		user: user && `u:${sha256(user)}`,
		anonymous: anonymous && `a:${sha256(anonymous)}`,
	});
	const JANE = person('jane', 'phone');
	const order = (id: string, who?: PersonKeys) => aBatchItem({ id, ...(who && { person: who }) });
	const add = (items: readonly BatchItem[], tier: Tier = 'server') => store.queue.add(items, tier);
	const take = async () =>
		(await store.queue.take({ nowMs: NOW, maxEvents: 1000, maxBytes: 1e6, minEvents: 1, lingerMs: 0 })).events;
	const idsOf = (events: readonly QueuedEvent[]) => events.map(({ item }) => item.id);
	const settle = (events: readonly QueuedEvent[], how: 'delivered' | 'retries' | 'deadLetters') =>
		store.queue.settle({
			delivered: how === 'delivered' ? events.map(({ key }) => key) : [],
			retries: how === 'retries' ? events.map(({ key }) => ({ key, batchLimit: 1000 })) : [],
			deadLetters: how === 'deadLetters' ? events.map(({ key }) => ({ key, reason: 'rejected', detail: '' })) : [],
		});
	function deadLetters(): unknown[] {
		store.close();
		const database = new Database(join(folder, 'queue.db'));
		const rows = database.prepare('SELECT about FROM dead_letters').all([]) as { about: string }[];
		database.close();
		store = open();
		return rows.map(({ about }) => JSON.parse(about).id);
	}

	it("hands out each event with its person's keys and its sender's tier, also after a restart", async () => {
		await add([order('m1', JANE), order('m2', person('u')), order('m3')]);
		await add([order('m4', person(undefined, 'a'))], 'browser');
		store.close();
		store = open();

		const events = await take();

		expect(events.map(({ item, tier }) => [item.id, tier, item.person])).to.deep.equal([
			['m1', 'server', JANE],
			['m2', 'server', { user: person('u').user }],
			['m3', 'server', undefined],
			['m4', 'browser', { anonymous: person(undefined, 'a').anonymous }],
		]);
	});

	it('drops what waits of a person under either key, and nothing of others', async () => {
		const mine = [order('m1', person('jane')), order('m2', person(undefined, 'phone')), order('m3', JANE)];
		const others = [order('m4', person('joe', 'tablet')), order('m5'), order('m6', person('phone', 'jane'))];
		await add([...mine, ...others]);

		await store.queue.forget([JANE], 'server');

		expect(store.queue.size()).to.equal(3);
		expect(idsOf(await take())).to.deep.equal(['m4', 'm5', 'm6']);
	});

	it('says so with a count and nothing of the person', async () => {
		await add([order('m1', JANE), order('m2', JANE)]);

		await store.queue.forget([JANE], 'server');

		expect(log.lines.map(({ level, fields }) => [level, fields])).to.deep.equal([
			['info', { count: 2, reason: 'consent_denied' }],
		]);
	});

	it("lets a browser reach browsers' events with its anonymousId alone", async () => {
		await add([order('server', JANE)]);
		await add([order('same', JANE), order('user', person('jane', 'tablet'))], 'browser');

		await store.queue.forget([person(undefined, 'phone')], 'browser');

		expect(idsOf(await take())).to.deep.equal(['server', 'user']);
	});

	it('lets a server reach what browsers sent', async () => {
		await add([order('m1', person('jane', 'tablet'))], 'browser');

		await store.queue.forget([JANE], 'server');

		expect(store.queue.size()).to.equal(0);
	});

	it('does not take the beginning of a key for the whole of it', async () => {
		const double = { user: `${JANE.user?.slice(0, -1)}_`, anonymous: undefined };
		await add([order('m1', double)]);

		await store.queue.forget([JANE], 'server');

		expect(store.queue.size()).to.equal(1);
	});

	it('forgets nobody for a person without keys', async () => {
		await add([order('m1'), order('m2', person('joe'))]);

		await store.queue.forget([person()], 'server');

		expect(store.queue.size()).to.equal(2);
	});

	it('touches no event of another pixel in the file', async () => {
		await add([order('m1', JANE)]);
		store.close();
		store = open('px2');

		await store.queue.forget([JANE], 'server');

		store.close();
		store = open();
		expect(store.queue.size()).to.equal(1);
	});

	it('drops an event under way when its attempt fails, and says so', async () => {
		await add([order('m1', JANE), order('m2')]);
		const events = await take();
		await store.queue.forget([JANE], 'server');
		const before = log.lines.length;

		await settle(events, 'retries');

		expect([before, log.lines.map(({ fields }) => fields['count'])]).to.deep.equal([0, [1]]);
		expect([store.queue.size(), idsOf(await take())]).to.deep.equal([1, ['m2']]);
	});

	it('does not hand it out after a restart either', async () => {
		await add([order('m1', JANE)]);
		await take();

		await store.queue.forget([JANE], 'server');

		store.close();
		store = open();
		expect([store.queue.size(), await take()]).to.deep.equal([0, []]);
	});

	for (const how of ['delivered', 'deadLetters'] as const) {
		it(`counts right and keeps no dead letter if it ends as one of the ${how}`, async () => {
			await add([order('m1', JANE), order('m2', JANE)]);
			const events = await take();
			await store.queue.forget([JANE], 'server');

			await settle(events, how);

			expect([store.queue.size(), deadLetters(), log.lines]).to.deep.equal([0, [], []]);
		});
	}

	it('keeps an event that was dropped known, so that a resend does not bring it back', async () => {
		await add([order('m1', JANE)]);
		await store.queue.forget([JANE], 'server');

		expect(await add([order('m1', JANE)])).to.equal(0);
	});

	it("drops a person's dead letters, which could be replayed", async () => {
		await add([order('m1', JANE), order('m2', person('joe'))]);
		await settle(await take(), 'deadLetters');
		const before = deadLetters().length;

		await store.queue.forget([JANE], 'server');

		expect([before, deadLetters()]).to.deep.equal([2, ['m2']]);
	});

	it('shares a commit with profiles that are forgotten and events that are added in the same turn', async () => {
		await add([order('m1', JANE)]);
		await store.profiles.merge([{ key: 'px1:u:jane', profile: {} }]);

		const all = [
			store.profiles.forget(['px1:u:jane']),
			store.queue.forget([JANE], 'server'),
			store.queue.add([order('m2', JANE)]),
		];
		await Promise.all(all);

		expect(idsOf(await take())).to.deep.equal(['m2']);
		expect(await store.profiles.get(['px1:u:jane'])).to.deep.equal([undefined]);
	});

	for (const name of ['findQueued', 'findDead'] as const) {
		it(`finds what is a person's by index, however much there is of others: ${name}`, () => {
			store.close();
			const database = new Database(join(folder, 'queue.db'));

			const plan = database.prepare(`EXPLAIN QUERY PLAN ${SQL[name]}`).all(['[]', '[]', 'px1', 0]) as {
				detail: string;
			}[];

			database.close();
			store = open();
			expect(plan.map(({ detail }) => detail).filter((step) => /^SCAN (queue|dead)/.test(step))).to.deep.equal([]);
		});
	}
});
