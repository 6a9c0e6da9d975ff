import { expect } from 'chai';
import { createIntake, type Intake, parseSettings, withDefaultPorts } from 'openai-ads-destination/pipeline';
import { guardAmounts } from '../../src/accept/amount-guard.js';
import type { PixelQueue } from '../../src/queue/queue.js';
import { acceptInto } from './accept-into.js';

const NOW_MS = Date.parse('2026-11-26T12:00:00Z');

function anOrder(total: number, changes: object = {}): object {
	const properties = { total, currency: 'USD' };
	const messageId = `m${total}`;
	return {
		type: 'track',
		event: 'Order Completed',
		messageId,
		timestamp: '2026-11-26T11:59:00Z',
		properties,
		...changes,
	};
}

/** A guarded intake, its doubts, and what it made of the last event. */
function aGuard(moneyGuard: 'warn' | 'block' = 'warn', settings: object = {}) {
	const doubts: string[] = [];
	const intake = createIntake(parseSettings({ moneyGuard, ...settings }), withDefaultPorts({ nowMs: () => NOW_MS }));
	const take: Intake = guardAmounts(intake, { readMode: () => moneyGuard, onDoubt: (detail) => doubts.push(detail) });
	const takeAll = async (totals: readonly number[], changes?: object) =>
		(
			await take(
				totals.map((total) => anOrder(total, changes)),
				{ tier: 'server' },
			)
		).at(-1);
	return { take, takeAll, doubts };
}

const usual = (count = 50) => Array.from({ length: count }, (_, index) => 10 + index);
const SAYS =
	/^12,999\.00 USD, but 99 of 100 order_created events had at most about 6\d\.\d\d\. Send it in dollars, not in cents\.$/;

describe('guardAmounts', () => {
	it('notes an amount of over 50 times the 99th percentile, tells it, and lets the event go', async () => {
		const { takeAll, doubts } = aGuard();

		const last = await takeAll([...usual(), 12_999]);

		expect(last?.item?.notes?.at(-1)).to.have.property('path', 'data.amount');
		expect(last?.item?.notes?.at(-1)?.message).to.match(SAYS);
		expect(doubts).to.deep.equal([`data.amount: ${last?.item?.notes?.at(-1)?.message}`]);
	});

	it('stops it where the setting is `block`, and keeps what could be sent', async () => {
		const { takeAll, doubts } = aGuard('block');

		const last = await takeAll([...usual(), 12_999]);

		expect(last?.result).to.include({ outcome: 'discarded', reason: 'invalid', messageId: 'm12999', attempts: 0 });
		expect(last?.result?.detail?.replace('data.amount: ', '')).to.match(SAYS);
		expect(last?.blocked?.json).to.include('"amount":1299900');
		expect(doubts).to.deep.equal([]);
	});

	it('does not judge before it has seen 50, nor by another currency or type', async () => {
		const early = aGuard();
		const other = aGuard();

		await early.takeAll([...usual(49), 12_999]);
		await other.takeAll(usual());
		await other.takeAll([12_999], { properties: { total: 12_999, currency: 'SEK' } });
		await other.takeAll([12_999], { event: 'Checkout Started' });

		expect([early.doubts, other.doubts]).to.deep.equal([[], []]);
	});

	it('lets an amount of 50 times the largest go', async () => {
		const { takeAll, doubts } = aGuard();

		await takeAll([...usual(), 59 * 50]);

		expect(doubts).to.deep.equal([]);
	});

	it('learns nothing from amounts in doubt, so that a mistake does not become usual', async () => {
		const { takeAll, doubts } = aGuard();

		await takeAll([...usual(), ...Array(200).fill(12_999)]);

		expect(doubts).to.have.length(200);
	});

	it('learns nothing from browsers, whose key anyone can read, nor from test events', async () => {
		const browser = aGuard();
		const test = aGuard('warn', { validateOnly: true });

		await browser.take(
			usual().map((total) => anOrder(total)),
			{ tier: 'browser' },
		);
		await browser.takeAll([12_999]);
		await test.takeAll([...usual(), 12_999]);

		expect([browser.doubts, test.doubts]).to.deep.equal([[], []]);
	});

	it('finds nothing usual in a shop whose orders are free', async () => {
		const { takeAll, doubts } = aGuard();

		await takeAll([...Array(60).fill(0), 12_999]);

		expect(doubts).to.deep.equal([]);
	});
});

describe('accept, with a blocked event', () => {
	it('answers that it is refused, and keeps it as a dead letter of its own cause', async () => {
		const { take } = aGuard('block');
		const kept: unknown[][] = [];
		const queue = {
			append: async (items: readonly unknown[]) => ({ added: items.length, cancelled: [] }),
			keepRefused: async (...call: unknown[]) => void kept.push(call),
		} as unknown as PixelQueue;
		const wrong = anOrder(5, { properties: { total: 12_999, currency: 'USD', products: [{ price: 129.99 }] } });
		const accept = acceptInto(take, queue);

		const answer = await accept([wrong, anOrder(5)], { pixels: ['shop'], allowsOrders: true, allowsErasure: true });

		const detail =
			'data.amount: 12,999.00 USD, but its lines add up to 129.99. Send properties.total in dollars, not in cents.';
		expect(answer).to.deep.include({ accepted: 1, refused: [{ index: 0, reason: 'invalid', detail }] });
		expect(kept).to.have.length(1);
		expect(kept[0]?.slice(1)).to.deep.equal([{ tier: 'server' }, { reason: 'invalid', detail }]);
		expect(kept[0]?.[0]).to.have.nested.property('[0].id', 'm5');
	});
});
