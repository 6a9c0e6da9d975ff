import { expect } from 'chai';
import type { BatchItem } from 'openai-ads-destination/pipeline';
import { describeDuration, Plan } from '../../src/send/plan.js';
import { aBatchItem } from '../a-batch-item.js';

describe('Plan', () => {
	const NOW_MS = Date.UTC(2026, 10, 26, 12);
	const DAY_MS = 24 * 60 * 60_000;
	const anItem = (ageMs: number, change: Partial<BatchItem> = {}) => ({
		...aBatchItem(),
		timestampMs: NOW_MS - ageMs,
		...change,
	});
	const aPlan = (perSecond?: number) => new Plan({ nowMs: NOW_MS, perSecond });

	it('says how many rows would be sent, until when, by which keys and types', () => {
		const plan = aPlan();
		plan.add(anItem(7 * DAY_MS - 31 * 60_000, { type: 'order_created' }), 'attributable');
		plan.add(anItem(6.5 * DAY_MS, { type: 'order_created' }), 'matchable');
		plan.add(anItem(0, { type: 'custom', customEventName: 'quiz_done' }), 'weak');
		plan.add(undefined, undefined);

		expect(plan.describe(6).split('\n')).to.deep.equal([
			'plan: 3 of 6 rows would be sent; 2 can not be read',
			'  until 2026-11-26 12:30 UTC all of them; 1 are too old within an hour, 2 within a day, the last at 2026-12-03 11:59 UTC',
			'  with a click: 1; with a match key: 1; with neither: 1',
			'  by type: order_created 2, quiz_done 1',
		]);
	});

	it('says how long it takes at a rate, and how many events are too old before their turn', () => {
		const plan = aPlan(1);
		for (let row = 0; row < 120; row++) plan.add(anItem(7 * DAY_MS - 2 * 60_000), 'none');

		expect(plan.describe(120)).to.include('  at 1 rows a second: 2 min 0 s; 60 are too old before their turn');
	});

	it('says of a file without anything to send only that', () => {
		expect(aPlan().describe(3)).to.equal('plan: 0 of 3 rows would be sent; 3 can not be read');
	});

	it('names at most twenty types', () => {
		const plan = aPlan();
		for (let index = 0; index < 50; index++)
			plan.add(anItem(0, { type: 'custom', customEventName: `e${index}` }), 'none');

		expect(plan.describe(50)).to.include('and 30 more types');
	});
});

describe('describeDuration', () => {
	for (const [seconds, words] of [
		[0.2, '1 s'],
		[59.4, '1 min 0 s'],
		[1300, '21 min 40 s'],
		[7500, '2 h 5 min'],
	] as const) {
		it(`says ${words} for ${seconds} seconds`, () => {
			expect(describeDuration(seconds)).to.equal(words);
		});
	}
});
