/** From events to what leaves the queue, over restarts. */

import { join } from 'node:path';
import { expect } from 'chai';
import { createIntake, parseSettings, withDefaultPorts } from 'openai-ads-destination/pipeline';
import { createPixelAccept, type PixelRights } from '../../src/accept/accept-pixel.js';
import { createHolding } from '../../src/hold/hold.js';
import { openSqliteStore } from '../../src/queue/sqlite/store.js';
import { holdSchema } from '../../src/settings/hold-schema.js';
import { NOW } from '../a-batch-item.js';
import { OWN } from '../queue/open-queue.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';

describe('held orders', () => {
	const HOUR_MS = 3600_000;
	const rules = holdSchema.parse([
		{ events: ['order_created'], for: '24h', cancelledBy: ['Order Cancelled'] },
		{ events: ['lead_created'], for: '30s', without: 'oppref' },
	]);
	const server = { allowsOrders: true, allowsErasure: true };
	const browser = { ...server, tier: 'browser', allowsErasure: false } as const;
	let gateway: ReturnType<typeof aGateway>;

	beforeEach(() => {
		gateway = aGateway();
	});
	afterEach(async () => {
		await gateway.close();
		removeTemporaryFolders();
	});

	function aGateway() {
		const clock = { nowMs: NOW };
		const nowMs = () => clock.nowMs;
		const folder = join(temporaryFolder(), 'data');
		/** How many orders were cancelled at a time. */
		const cancellations: number[] = [];
		const open = () => openSqliteStore({ folder, mode: 'live', nowMs });
		let store = open();
		const acceptIn = () => {
			const intake = createIntake(parseSettings({}), withDefaultPorts({ nowMs, profiles: store.profiles }));
			const holding = createHolding(rules, 'px1');
			const onCancelled = (count: number) => cancellations.push(count);
			return createPixelAccept({
				intake,
				queue: store.pixel('px1'),
				onQueued: () => {},
				findHolding: () => holding && { ...holding, nowMs, onCancelled },
			});
		};
		let accept = acceptIn();
		return {
			cancellations,
			accept: (events: readonly object[], rights: PixelRights = server) => accept(events, rights),
			pass: (ms: number) => {
				clock.nowMs += ms;
			},
			restart: async () => {
				await store.close();
				store = open();
				accept = acceptIn();
			},
			leaving: async () => {
				const options = { nowMs: clock.nowMs, maxEvents: 100, maxBytes: 1e7, minEvents: 1, lingerMs: 0 };
				return (await store.pixel('px1').take(OWN, options)).events.map(({ item }) => item.id);
			},
			close: () => store.close(),
		};
	}
	const event = (name: string, messageId: string, properties: object = {}, more: object = {}) => ({
		type: 'track',
		event: name,
		messageId,
		timestamp: new Date(NOW).toISOString(),
		properties,
		...more,
	});
	const order = (id: string, more: object = {}) =>
		event('Order Completed', `order-${id}`, { order_id: id, total: 5 }, more);
	const cancelled = (id: string) => event('Order Cancelled', `cancel-${id}`, { order_id: id });

	it('leave after their time, the cancelled ones never, although the gateway was restarted in between', async () => {
		await gateway.accept([order('1001'), order('1002')]);
		await gateway.restart();
		await gateway.accept([cancelled('1001')]);
		await gateway.restart();

		gateway.pass(24 * HOUR_MS - 1);
		const before = await gateway.leaving();
		gateway.pass(1);

		expect([before, await gateway.leaving()]).to.deep.equal([[], ['order-1002']]);
		expect(gateway.cancellations).to.deep.equal([1]);
	});

	it('are not sent if the cancellation came before them, or in one request, in either order', async () => {
		await gateway.accept([cancelled('1')]);
		const endings = await gateway.accept([order('1')]);
		await gateway.accept([cancelled('2'), order('2'), order('3'), cancelled('3')]);
		gateway.pass(48 * HOUR_MS);

		expect(endings).to.deep.equal([{ outcome: 'skipped', reason: 'cancelled' }]);
		expect([await gateway.leaving(), gateway.cancellations]).to.deep.equal([[], [1, 2]]);
	});

	it("are not cancelled by a browser if they are a server's", async () => {
		await gateway.accept([order('1')]);
		await gateway.accept([order('2')], browser);
		await gateway.accept([cancelled('1'), cancelled('2')], browser);
		gateway.pass(24 * HOUR_MS);

		expect(await gateway.leaving()).to.deep.equal(['order-1']);
	});

	it('are dropped by a denial of their person', async () => {
		await gateway.accept([order('1', { userId: 'jane' }), order('2', { userId: 'joe' })]);
		const consent = { categoryPreferences: { Advertising: false } };
		await gateway.accept([event('Signed Up', 'no', {}, { userId: 'jane', context: { consent } })]);
		gateway.pass(24 * HOUR_MS);

		expect(await gateway.leaving()).to.deep.equal(['order-2']);
	});

	it('do not keep others back, and leads without a click go after half a minute', async () => {
		const click = { context: { page: { url: 'https://shop.example/?oppref=click-1' } } };
		await gateway.accept([order('1'), event('Lead Generated', 'plain'), event('Lead Generated', 'clicked', {}, click)]);

		const now = await gateway.leaving();
		gateway.pass(30_000);

		expect([now, await gateway.leaving()]).to.deep.equal([['clicked'], ['plain']]);
	});
});
