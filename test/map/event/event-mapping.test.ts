import { expect } from 'chai';
import type { SettingsInput } from '../../../src/destination/settings/settings.js';
import { aPageEvent, aScreenEvent, aTrackEvent, targetOf } from '../../builders.js';

describe('mapEvent, eventMapping', () => {
	const cart = aTrackEvent({ event: 'Cart Viewed' });
	const rows: readonly (readonly [claim: string, event: unknown, row: object, expected: string])[] = [
		['maps an event', cart, { from: 'Cart Viewed', to: 'contents_viewed' }, 'contents_viewed'],
		[
			'compares without case and outer space',
			cart,
			{ from: ' cart VIEWED ', to: 'contents_viewed' },
			'contents_viewed',
		],
		['compares without separators', cart, { from: 'cart_viewed', to: 'contents_viewed' }, 'contents_viewed'],
		[
			'compares the names of pages in the same way',
			aPageEvent({ name: 'Thank You' }),
			{ from: 'thank-you', to: 'lead_created' },
			'lead_created',
		],
		[
			'tells names of separators alone from no name',
			aTrackEvent({ event: undefined }),
			{ from: '--', to: 'lead_created' },
			'skipped: event_not_mapped',
		],
		[
			'finds a name of separators alone',
			aTrackEvent({ event: '--' }),
			{ from: '--', to: 'lead_created' },
			'lead_created',
		],
		[
			'replaces every spelling of a default name',
			aTrackEvent({ event: 'Completed_Order' }),
			{ from: 'Completed Order', to: 'skip' },
			'skipped: event_not_mapped',
		],
		[
			'leaves the other word order to the default table',
			aTrackEvent({ event: 'Completed Order' }),
			{ from: 'Order Completed', to: 'skip' },
			'order_created',
		],
		[
			'takes precedence over the default table',
			aTrackEvent(),
			{ from: 'Order Completed', to: 'lead_created' },
			'lead_created',
		],
		[
			'goes before the standard names',
			aTrackEvent({ event: 'lead_created' }),
			{ from: 'lead_created', to: 'order_created' },
			'order_created',
		],
		['switches an event off', aTrackEvent(), { from: 'Order Completed', to: 'skip' }, 'skipped: event_not_mapped'],
		[
			'names custom events, in lower case',
			cart,
			{ from: 'Cart Viewed', to: 'custom', customEventName: 'Cart-Seen' },
			'custom cart-seen',
		],
		['switches all page calls off', aPageEvent(), { from: 'page', to: 'skip' }, 'skipped: event_not_mapped'],
		['maps all page calls', aPageEvent(), { from: 'page', to: 'contents_viewed' }, 'contents_viewed'],
		[
			'maps one page by its name',
			aPageEvent({ name: 'Pricing' }),
			{ from: 'pricing', to: 'lead_created' },
			'lead_created',
		],
		['leaves other pages alone', aPageEvent(), { from: 'Pricing', to: 'lead_created' }, 'page_viewed'],
		['maps all screens', aScreenEvent(), { from: 'screen', to: 'contents_viewed' }, 'contents_viewed'],
		['maps one screen by its name', aScreenEvent(), { from: 'Main', to: 'contents_viewed' }, 'contents_viewed'],
		[
			'maps a name longer than is remembered',
			aTrackEvent({ event: 'x'.repeat(300) }),
			{ from: 'x'.repeat(300), to: 'lead_created' },
			'lead_created',
		],
	];
	for (const [claim, event, row, expected] of rows) {
		it(claim, () => {
			expect(targetOf(event, { eventMapping: [row] } as SettingsInput)).to.equal(expected);
		});
	}

	it("prefers the page's name to the call", () => {
		const eventMapping = [
			{ from: 'page', to: 'skip' as const },
			{ from: 'Home', to: 'page_viewed' as const },
		];

		expect(targetOf(aPageEvent(), { eventMapping })).to.equal('page_viewed');
		expect(targetOf(aPageEvent({ name: 'About' }), { eventMapping })).to.equal('skipped: event_not_mapped');
	});

	it('stays as it was after many other names', () => {
		const settings: SettingsInput = { unmappedEvents: 'custom' };
		for (let n = 0; n < 3000; n++) targetOf(aTrackEvent({ event: `Event ${n}` }), settings);

		expect(targetOf(aTrackEvent({ event: 'Event 7' }), settings)).to.equal('custom event_7');
		expect(targetOf(aTrackEvent(), settings)).to.equal('order_created');
	});
});

describe('mapEvent, unmappedEvents: custom', () => {
	const slugs: readonly (readonly [event: string, expected: string])[] = [
		['Cart Viewed', 'custom cart_viewed'],
		['Café Besucht!', 'custom cafe_besucht'],
		['  --Quote__Requested--  ', 'custom quote__requested'],
		['A/B Test: Größe', 'custom a_b_test__gro_e'],
		['ﬁnal ①', 'custom final_1'],
		['a😀b', 'custom a_b'],
		['step-1', 'custom step-1'],
		['custom', 'custom custom'],
		['x'.repeat(100), `custom ${'x'.repeat(64)}`],
		['x'.repeat(5000), `custom ${'x'.repeat(64)}`],
		[`${'x'.repeat(63)} y`, `custom ${'x'.repeat(63)}`],
		['購入', 'skipped: event_not_mapped'],
		['!!!', 'skipped: event_not_mapped'],
		['', 'skipped: event_not_mapped'],
		['Lead Created', 'lead_created'],
		['order-created', 'custom order-created'],
		['Order Created', 'skipped: event_not_mapped'],
		['Order Refunded', 'skipped: event_not_mapped'],
		['order_refunded', 'skipped: event_not_mapped'],
		['Order Cancelled', 'skipped: event_not_mapped'],
		['Order Canceled', 'skipped: event_not_mapped'],
		['Refunded Order', 'skipped: event_not_mapped'],
		['OrderRefunded', 'skipped: event_not_mapped'],
		['Order. Refunded!', 'skipped: event_not_mapped'],
		['Invited jane@example.com', 'custom invited'],
		['jane@example.com', 'skipped: event_not_mapped'],
		['Order Completed', 'order_created'],
	];
	for (const [event, expected] of slugs) {
		it(`makes ${expected.slice(0, 40)} of ${JSON.stringify(event).slice(0, 40)}`, () => {
			expect(targetOf(aTrackEvent({ event }), { unmappedEvents: 'custom' })).to.equal(expected);
		});
	}

	it('does not send screens', () => {
		expect(targetOf(aScreenEvent(), { unmappedEvents: 'custom' })).to.equal('skipped: event_not_mapped');
	});

	it('respects rows that skip', () => {
		const eventMapping = [{ from: 'Cart Viewed', to: 'skip' as const }];

		expect(targetOf(aTrackEvent({ event: 'Cart Viewed' }), { unmappedEvents: 'custom', eventMapping })).to.equal(
			'skipped: event_not_mapped',
		);
	});
});
