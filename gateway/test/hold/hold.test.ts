import { expect } from 'chai';
import { createHolding } from '../../src/hold/hold.js';
import { holdSchema } from '../../src/settings/hold-schema.js';
import { aBatchItem, NOW } from '../a-batch-item.js';

describe('createHolding', () => {
	const HOUR_MS = 3600_000;
	const cancelRule = { events: ['order_created'], for: '24h', cancelledBy: ['Order Cancelled', 'Order Refunded'] };
	const richRule = { events: ['order_created'], without: 'oppref', for: '30s' };
	function aHolding(...rules: unknown[]) {
		const holding = createHolding(holdSchema.parse(rules), 'px1');
		if (holding === undefined) throw new Error('there are rules');
		return holding;
	}
	const order = (id: unknown) => ({ type: 'track', event: 'Order Completed', properties: { order_id: id } });
	const cancellation = (id: unknown, event = 'Order Cancelled') => ({
		type: 'track',
		event,
		properties: { order_id: id },
	});

	it('is nothing without rules', () => {
		expect(createHolding([], 'px1')).to.equal(undefined);
	});

	it('holds the events of a rule, and nothing else', () => {
		const holding = aHolding(cancelRule);

		expect(holding.findHold(aBatchItem(), order('1001'), NOW)?.untilMs).to.equal(NOW + 24 * HOUR_MS);
		expect(holding.findHold(aBatchItem({ type: 'page_viewed' }), order('1001'), NOW)).to.equal(undefined);
	});

	it('holds custom events by their name', () => {
		const holding = aHolding({ ...cancelRule, events: ['quiz_done'] });
		const item = aBatchItem({ type: 'custom', customEventName: 'quiz_done' });

		expect(holding.findHold(item, order('1'), NOW)).not.to.equal(undefined);
		expect(holding.findHold(aBatchItem(), order('1'), NOW)).to.equal(undefined);
	});

	it('gives order and cancellation one reference, whichever is text or number, that does not show the number', () => {
		const holding = aHolding(cancelRule);

		const { reference } = holding.findHold(aBatchItem(), order('1001'), NOW) ?? {};

		expect(reference)
			.to.match(/^[\w-]{22}$/)
			.and.not.include('1001');
		expect(holding.findCancellation(cancellation(1001), NOW)).to.deep.equal({ reference, untilMs: NOW + 24 * HOUR_MS });
		expect(holding.findCancellation(cancellation(' 1001 '), NOW)?.reference).to.equal(reference);
		expect(holding.findCancellation(cancellation('1002'), NOW)?.reference).not.to.equal(reference);
	});

	it('keeps the references of pixels apart', () => {
		const rules = holdSchema.parse([cancelRule]);

		const references = ['px1', 'px2'].map(
			(pixelId) => createHolding(rules, pixelId)?.findCancellation(cancellation('1'), NOW)?.reference,
		);

		expect(references[0]).not.to.equal(references[1]);
	});

	for (const name of ['order_cancelled', 'OrderCancelled', 'Cancelled Order', 'order-refunded', ' Order Refunded ']) {
		it(`takes ${name} for a cancellation`, () => {
			expect(aHolding(cancelRule).findCancellation(cancellation('1', name), NOW)).not.to.equal(undefined);
		});
	}

	for (const [name, event] of [
		['another event', cancellation('1', 'Order Updated')],
		['a page of that name', { ...cancellation('1'), type: 'page' }],
		['a cancellation without a number', { type: 'track', event: 'Order Cancelled', properties: {} }],
		['a number that is an object', cancellation({ toString: () => '1' })],
		['a number of a thousand characters', cancellation('1'.repeat(1000))],
		['a name of a million characters', cancellation('1', 'Order Cancelled'.padEnd(1e6))],
		['a text', 'Order Cancelled'],
		['null', null],
	] as const) {
		it(`does not take ${name} for a cancellation`, () => {
			expect(aHolding(cancelRule).findCancellation(event, NOW)).to.equal(undefined);
		});
	}

	it('reads the number where the rule says, and never from what an object inherits', () => {
		const holding = aHolding({ ...cancelRule, by: 'properties.order.number' });
		const event = { ...cancellation('x'), properties: { order: { number: 7 } } };

		expect(holding.findCancellation(event, NOW)).not.to.equal(undefined);
		expect(aHolding({ ...cancelRule, by: 'properties.constructor.name' }).findCancellation(event, NOW)).to.equal(
			undefined,
		);
	});

	it('never holds an event until it is too old: an hour is left for its delivery', () => {
		const timestampMs = NOW - 6.5 * 24 * HOUR_MS;

		expect(aHolding(cancelRule).findHold(aBatchItem({ timestampMs }), order('1'), NOW)?.untilMs).to.equal(
			NOW + 11 * HOUR_MS,
		);
	});

	it('lets events without a click wait for a richer one, and those with one go', () => {
		const holding = aHolding(richRule);

		expect(holding.findHold(aBatchItem({ matchKeys: 2 }), order('1'), NOW)).to.deep.equal({ untilMs: NOW + 30_000 });
		expect(holding.findHold(aBatchItem({ matchKeys: 3 }), order('1'), NOW)).to.equal(undefined);
	});

	it('takes the longest of several rules, with the number of the one that can be cancelled', () => {
		const hold = aHolding(richRule, cancelRule).findHold(aBatchItem(), order('1'), NOW);

		expect(hold)
			.to.have.keys('untilMs', 'reference')
			.and.include({ untilMs: NOW + 24 * HOUR_MS });
	});
});

describe('holdSchema', () => {
	const rule = { events: ['order_created'], for: '24h', cancelledBy: ['Order Cancelled'] };

	it('reads the number of the order from its usual place', () => {
		expect(holdSchema.parse([rule])[0]).to.include({ by: 'properties.order_id' });
	});

	for (const [name, wrong] of [
		['a time of more than six days', { ...rule, for: '7d' }],
		['a time without a unit', { ...rule, for: '24' }],
		['no time at all', { ...rule, for: '0s' }],
		["a shop's name for an event of OpenAI", { ...rule, events: ['Order Completed'] }],
		['a path that is an expression', { ...rule, by: 'properties[0]()' }],
		['a rule of both kinds', { ...rule, without: 'oppref' }],
		['another missing field', { events: ['order_created'], for: '30s', without: 'email' }],
		['a rule that nothing ends', { events: ['order_created'], for: '30s' }],
	] as const) {
		it(`refuses ${name}`, () => {
			expect(holdSchema.safeParse([wrong]).success).to.equal(false);
		});
	}
});
