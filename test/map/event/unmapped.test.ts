import { expect } from 'chai';
import { suggestEvent } from '../../../src/destination/map/event/suggest-event.js';
import type { SettingsInput } from '../../../src/destination/settings/settings.js';
import { aScreenEvent, aTrackEvent, mapNow } from '../../builders.js';

const detailOf = (event: unknown, settings: SettingsInput = {}) => {
	const result = mapNow(event, settings);
	return result.ok ? 'ok' : result.detail;
};

describe('an event that is not mapped', () => {
	it('is named, with the name that was probably meant and the row that maps it', () => {
		expect(detailOf(aTrackEvent({ event: 'Order Placed' }))).to.equal(
			'Order Placed is not mapped. Did you mean Order Completed? Then add { "from": "Order Placed", "to": "order_created" } to eventMapping.',
		);
	});

	it('is named alone if it is like none', () => {
		expect(detailOf(aTrackEvent({ event: 'Quiz Ended' }))).to.equal(
			'Quiz Ended is not mapped. If it is a conversion, add a row to eventMapping.',
		);
	});

	it('may be a screen, or have no name at all', () => {
		expect(detailOf(aScreenEvent())).to.include('Main is not mapped');
		expect(detailOf(aTrackEvent({ event: undefined }))).to.include('a track call without a name is not mapped');
		expect(detailOf(aTrackEvent({ event: { jane: 1 } }))).to.include('a track call without a name');
	});

	it('says so if a row switches it off', () => {
		const settings = { eventMapping: [{ from: 'order completed', to: 'skip' as const }] };

		expect(detailOf(aTrackEvent({ event: 'Order Completed' }), settings)).to.equal(
			'Order Completed is switched off by its row of eventMapping.',
		);
		expect(detailOf(aTrackEvent({ type: 'page' }), { eventMapping: [{ from: 'page', to: 'skip' }] })).to.include(
			'is switched off',
		);
	});

	it('shows no address and no number of a person, however long the name is', () => {
		expect(detailOf(aTrackEvent({ event: 'Mail jane@shop.example' }))).to.match(
			/^a text of 22 characters is not mapped/,
		);
		expect(detailOf(aTrackEvent({ event: 'x'.repeat(500_000) })).length).to.be.below(200);
	});

	it('gives the same words again for a name that it knows', () => {
		const settings = {};

		expect(detailOf(aTrackEvent({ event: 'Order Placed' }), settings)).to.equal(
			detailOf(aTrackEvent({ event: 'Order Placed' }), settings),
		);
		for (let n = 0; n < 1500; n++) detailOf(aTrackEvent({ event: `Name ${n}` }), settings);
		expect(detailOf(aTrackEvent({ event: 'Name 7' }), settings)).to.include('Name 7 is not mapped');
	});
});

describe('suggestEvent', () => {
	const meant: readonly (readonly [name: string, suggestion: string | undefined])[] = [
		['Order Placed', 'Order Completed'],
		['Order Complete', 'Order Completed'],
		['orderPaid', 'Order Completed'],
		['Purchase Made', 'Order Completed'],
		['Checkout Begun', 'Checkout Started'],
		['checkout_completed', 'Order Completed'],
		['Completed Checkout', 'Order Completed'],
		['Checkout Success', 'Order Completed'],
		['User Registered', 'Signed Up'],
		['Lead Submitted', 'Lead Generated'],
		['Order Refunded', undefined],
		['Order Cancelled', undefined],
		['Order Updated', undefined],
		['Checkout Step Viewed', undefined],
		['Subscription Cancelled', undefined],
		['Cart Viewed', undefined],
		['Video Played', undefined],
		[`Order ${'x'.repeat(100)}`, undefined],
	];
	for (const [name, suggestion] of meant) {
		it(`takes ${name.slice(0, 24)} for ${suggestion ?? 'nothing that is known'}`, () => {
			expect(suggestEvent(name)).to.equal(suggestion);
		});
	}
});
