/** Stories and counts of events that arrive at a gateway's door and leave it. */

import { expect } from 'chai';
import { createMetrics } from '../../src/metrics/create-metrics.js';
import { Pixels } from '../../src/pixels/pixels.js';
import { HOUR_MS } from '../../src/queue/counts.js';
import { openSqliteStore } from '../../src/queue/sqlite/store.js';
import type { Store } from '../../src/queue/store.js';
import { holdSchema } from '../../src/settings/hold-schema.js';
import { loadGateway } from '../../src/settings/load-configuration.js';
import { toOverview } from '../../src/stories/overview.js';
import { Stories } from '../../src/stories/stories.js';
import { createStoryTest } from '../../src/stories/story-filter.js';
import { toSummary } from '../../src/stories/summary.js';
import { createSweep } from '../../src/sweep.js';
import { Slots } from '../../src/worker/slots.js';
import { until } from '../cli/run-command.js';
import { createRecordingLog } from '../recording-log.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';

const metrics = createMetrics({ version: '0', mode: 'live', states: [], droppedLines: () => 0 });
const LIFETIME_MS = 7 * 24 * HOUR_MS;

describe('stories of events that arrive', () => {
	let store: Store;
	let pixels: Pixels;
	let stories: Stories;
	/** What OpenAI answers. */
	let status: number;

	const openAi = async (_url: unknown, init?: RequestInit): Promise<Response> => {
		const { events } = JSON.parse(String(init?.body)) as { events: unknown[] };
		if (status === 200) return Response.json({ accepted_events: events.length });
		const error = { code: 'invalid_event', param: 'events[0]', message: 'no', errors: [{ param: 'events[0]' }] };
		return Response.json({ error }, { status });
	};

	beforeEach(() => {
		status = 200;
	});
	afterEach(async () => {
		await pixels.close(1000);
		await store.close();
		removeTemporaryFolders();
	});

	async function open(changes: object = {}, isPaused = false, rules: readonly object[] = []) {
		const environment = { OPENAI_CONVERSIONS_API_KEY: 'key', OPENAI_ADS_PIXEL_ID: 'px1' };
		const [settings] = loadGateway({ environment }).pixels;
		if (settings === undefined) throw new Error('A pixel is always there.');
		const log = createRecordingLog();
		store = openSqliteStore({ folder: temporaryFolder(), mode: 'live', nowMs: Date.now });
		stories = new Stories({
			counts: store.counts,
			log: log as never,
			nowMs: Date.now,
			monotonicMs: () => performance.now(),
		});
		pixels = new Pixels({
			store,
			slots: new Slots(2),
			fetch: openAi as never,
			log,
			countsOf: (name) => metrics.pixel(name),
			watch: (pixel) => stories.watch(pixel),
		});
		const destination = { ...settings.destination, flushInterval: 10, ...changes };
		await pixels.open([{ ...settings, name: 'shop', paused: isPaused, hold: holdSchema.parse(rules), destination }]);
		pixels.start();
	}
	const take = (events: readonly object[], tier: 'server' | 'browser' = 'server') =>
		pixels.all()[0]?.(events, { tier, allowsOrders: true, allowsErasure: true });
	const anOrder = (fields: object = {}) => ({
		type: 'track',
		event: 'Order Completed',
		messageId: 'm1',
		userId: 'u1',
		timestamp: new Date().toISOString(),
		properties: { order_id: '1001', total: 5, currency: 'USD' },
		...fields,
	});
	const listed = () => [...stories.book.newestFirst()].reverse();
	const shown = () => listed().map(({ outcome, reason, steps }) => [outcome, reason, steps.map(({ what }) => what)]);
	const settled = () => until(() => listed().every(({ outcome }) => outcome !== 'waiting'));
	const diagnostics = async () => {
		await stories.flush();
		const hour = Math.floor(Date.now() / HOUR_MS);
		const rows = await store.counts.read(hour - 24, hour + 1);
		return toOverview(rows, { period: '24h', nowMs: Date.now(), waiting: 0 });
	};

	it('find an order that comes under two ids, once', async () => {
		await open();

		for (const messageId of ['m1', 'm2', 'm3']) await take([anOrder({ messageId })]);

		const found = (await diagnostics()).diagnostics.filter(({ code }) => code === 'counted_twice');
		expect(found.map(({ affected, type }) => [affected, type])).to.deep.equal([[1, 'order_created']]);
	});

	it('find an event_id that idFrom does not name, and none that it names', async () => {
		const properties = { event_id: 'e1', order_id: '1001', total: 5, currency: 'USD' };
		const codes = async () => (await diagnostics()).diagnostics.map(({ code }) => code);

		await open();
		await take([anOrder({ properties })]);
		expect(await codes()).to.include('event_id_unnamed');
		await pixels.close(1000);
		await store.close();

		await open({ idFrom: ['properties.order_id', 'properties.event_id', 'messageId'] });
		await take([anOrder({ properties })]);
		expect(await codes()).not.to.include('event_id_unnamed');
	});

	it('find a click that is too old to count, and tell its age in the story', async () => {
		await open();
		const at = (days: number) => new Date(Date.now() - days * 24 * HOUR_MS).toISOString();
		const page = { url: 'https://shop.example/?oppref=gAAA' };

		await take([anOrder({ type: 'page', messageId: 'm0', timestamp: at(35), context: { page } })]);
		await take([anOrder()]);
		await settled();
		await until(() => listed()[1]?.explanation !== undefined);

		const [found] = (await diagnostics()).diagnostics.filter(({ code }) => code === 'click_expired');
		const [, order] = listed();
		expect(found).to.include({ affected: 1, total: 1, key: 'click', type: 'order_created' });
		expect(order?.explanation?.attribution.reasons[0]).to.deep.include({
			code: 'click_expired',
			message: 'The last click is 35 days old, OpenAI credits 30.',
		});
		expect(order && toSummary(order)).to.include({
			verdict: 'matchable',
			short: 'click too old',
			code: 'click_expired',
		});
		expect(JSON.stringify([found, order])).not.to.include('gAAA');
	});

	it('find no click too old where the event has one of its own', async () => {
		await open();
		const page = { url: 'https://shop.example/?oppref=gAAA' };

		await take([anOrder({ type: 'page', messageId: 'm0', timestamp: '2020-01-01T00:00:00Z', context: { page } })]);
		await take([anOrder({ context: { page } })]);
		await settled();

		expect((await diagnostics()).diagnostics.map(({ code }) => code)).not.to.include('click_expired');
	});

	it('say of an event that is not sent what to do, as `explain` does', async () => {
		await open();

		await take([anOrder({ event: 'Bestellung abgeschlossen' })]);
		await until(() => listed()[0]?.explanation !== undefined);

		const row = '{ "from": "Bestellung abgeschlossen", "to": "order_created" }';
		expect(listed()[0]).to.include({ outcome: 'skipped', reason: 'event_not_mapped' });
		expect(listed()[0]?.detail).to.include(row);
	});

	it('find a poorer event that came first', async () => {
		await open();
		const page = { url: 'https://shop.example/thanks?oppref=click' };

		await take([anOrder()]);
		await settled();
		await take([anOrder({ context: { page } })]);

		const [found] = (await diagnostics()).diagnostics.filter(({ code }) => code === 'poorer_first');
		expect(found).to.include({ affected: 1, key: 'click' });
		expect(shown()[1]?.slice(0, 2)).to.deep.equal(['skipped', 'duplicate']);
	});

	it('find one that left without what came while it waited, and none that learned it', async () => {
		await open({ flushInterval: 60 });
		const page = { url: 'https://shop.example/thanks?oppref=click' };
		const poorer = async () => (await diagnostics()).diagnostics.filter(({ code }) => code === 'poorer_first');

		await take([anOrder()]);
		await take([anOrder({ context: { page } })]);
		await settled();
		const learned = await poorer();
		const properties = { order_id: '2', total: 5, currency: 'USD' };
		await take([anOrder({ messageId: 'm2', userId: 'u2', properties })]);
		await take([anOrder({ messageId: 'm2', userId: 'u3', properties, context: { page } })]);
		await settled();

		expect(learned).to.deep.equal([]);
		expect((await poorer()).map(({ affected, key }) => [affected, key])).to.deep.equal([[1, 'click']]);
	});

	it('end as dead letters, and go on when an operator sends those again', async () => {
		await open();
		status = 400;
		await take([anOrder()]);
		await settled();
		const before = shown();
		status = 200;
		await store.pixel('px1').deadLetters.replay({}, 10);
		pixels.list()[0]?.wake();
		await until(() => listed()[0]?.outcome === 'accepted');

		expect(before).to.deep.equal([['discarded', 'rejected', ['received', 'queued', 'set_aside']]]);
		expect(shown()[0]?.[2]).to.deep.equal(['received', 'queued', 'set_aside', 'queued', 'accepted']);
	});

	it('end when what waits has become too old', async () => {
		await open({}, true);
		const old = new Date(Date.now() - LIFETIME_MS + 120_000).toISOString();
		await take([anOrder({ timestamp: old }), anOrder({ messageId: 'm2', properties: { order_id: '2' } })]);
		const later = () => Date.now() + 120_000;

		await createSweep(store, later, createRecordingLog(), stories.watchSweep(store))();

		expect(shown()).to.deep.equal([
			['discarded', 'expired', ['received', 'queued', 'set_aside']],
			['waiting', undefined, ['received', 'queued']],
		]);
		expect(await diagnostics()).to.include({ received: 2, discarded: 1 });
	});

	it("end when a server's event takes the place of a browser's", async () => {
		await open({}, true);

		await take([anOrder()], 'browser');
		await take([anOrder()]);

		expect(shown()).to.deep.equal([
			['skipped', 'duplicate', ['received', 'queued', 'ignored']],
			['waiting', undefined, ['received', 'queued']],
		]);
	});

	it('end by a cancellation where it reaches their event: a browser reaches what browsers sent, a server everything', async () => {
		await open({}, false, [{ events: ['order_created'], for: '24h', cancelledBy: ['Order Cancelled'] }]);
		const [ofServer, ofBrowser] = ['1001', '1002'].map((id) => ({ order_id: id, total: 5, currency: 'USD' }));
		const cancelBoth = (...ids: string[]) =>
			[ofServer, ofBrowser].map((properties, index) =>
				anOrder({ event: 'Order Cancelled', messageId: ids[index], properties }),
			);
		const outcomes = () => listed().flatMap(({ name, outcome }) => (name === 'Order Completed' ? [outcome] : []));
		const queued = () => store.pixel('px1').size();

		await take([anOrder({ properties: ofServer })]);
		await take([anOrder({ messageId: 'm2', properties: ofBrowser })], 'browser');
		await take(cancelBoth('c1', 'c2'), 'browser');
		const afterBrowser = [outcomes(), queued()];
		await take(cancelBoth('c3', 'c4'));

		expect(afterBrowser).to.deep.equal([['waiting', 'skipped'], 1]);
		expect([outcomes(), queued()]).to.deep.equal([['skipped', 'skipped'], 0]);
	});

	it('are found by their order, also where that is not their id and may not be shown', async () => {
		await open({}, true);
		const properties = { order_id: 'jane@shop.example', total: 5, currency: 'USD' };

		await take([anOrder(), anOrder({ messageId: 'm2', properties })]);

		const found = (q: string) =>
			listed()
				.filter(createStoryTest({ q }))
				.map(({ messageId }) => messageId);
		expect([found('1001'), found('jane@shop.example'), found('1002')]).to.deep.equal([['m1'], ['m2'], []]);
		expect(JSON.stringify(listed())).not.to.contain('jane');
	});
});
