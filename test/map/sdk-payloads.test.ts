import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { type MapResult, mapEvent } from '../../src/destination/map/map-event.js';
import { validateEvent } from '../../src/destination/validate-event.js';
import { digestOf } from '../builders.js';
import { judgeByHand } from '../contract/second-reading.js';

interface Capture {
	readonly sdk: string;
	readonly batch: readonly { readonly type: string; readonly event?: string; readonly messageId: string }[];
}

/** Bodies as the two server SDKs sent them on 2026-11-22. */
const CAPTURES: Readonly<Record<string, Capture>> = JSON.parse(
	readFileSync(new URL('../data/sdk-payloads.json', import.meta.url), 'utf8'),
);
const SHORTLY_AFTER_MS = Date.parse('2026-11-22T19:20:00Z');

const JANE = {
	emails_sha256: [digestOf('jane@example.com')],
	phone_numbers_sha256: [digestOf('15551234567')],
	external_ids_sha256: [digestOf('u1')],
	ip_address: '203.0.113.7',
	user_agent: 'Mozilla/5.0 (X11; Linux x86_64) demo',
};
const AT_CHECKOUT = {
	action_source: 'web',
	source_url: 'https://shop.example/checkout',
	oppref: 'AbC_123',
	user: JANE,
};

const expected: Readonly<Record<string, object>> = {
	identify: { outcome: 'skipped', reason: 'profile_remembered' },
	group: { outcome: 'skipped', reason: 'type_not_supported' },
	alias: { outcome: 'skipped', reason: 'type_not_supported' },
	screen: { outcome: 'skipped', reason: 'event_not_mapped' },
	page: { ...AT_CHECKOUT, type: 'page_viewed', data: { type: 'contents' } },
	'Order Completed': {
		...AT_CHECKOUT,
		type: 'order_created',
		timestamp_ms: Date.parse('2026-11-20T10:00:00Z'),
		data: {
			type: 'contents',
			amount: 5499,
			currency: 'USD',
			contents: [{ id: 'sku-1', name: 'Shirt', quantity: 2, amount: 2500, content_type: 'product' }],
		},
	},
	'Product Viewed': {
		type: 'contents_viewed',
		action_source: 'other',
		user: { external_ids_sha256: [digestOf('anon-1')] },
		data: { type: 'contents', contents: [{ id: 'sku-1', content_type: 'product' }] },
	},
};

for (const { sdk, batch } of Object.values(CAPTURES)) {
	describe(`mapEvent, what ${sdk} sends`, () => {
		for (const event of batch) {
			const name = event.event ?? event.type;
			it(`maps ${name}`, () => {
				const result = mapEvent(event, {}, SHORTLY_AFTER_MS);

				expect(summaryOf(result)).to.deep.include(expected[name]);
				if (!result.ok) return;
				expect(result.event.id).to.equal(event.messageId);
				expect(validateEvent(result.event, SHORTLY_AFTER_MS).ok).to.equal(true);
				expect(judgeByHand(result.event, SHORTLY_AFTER_MS)).to.deep.equal([]);
			});
		}

		it('covers all six calls and three events', () => {
			const names = batch.map(({ event, type }) => event ?? type);

			expect(new Set(names)).to.deep.equal(new Set(Object.keys(expected)));
		});
	});
}

function summaryOf(result: MapResult): object {
	if (!result.ok) return { outcome: result.outcome, reason: result.reason };
	return result.event;
}
