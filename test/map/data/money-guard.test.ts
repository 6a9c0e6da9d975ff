import { expect } from 'chai';
import { admitAlone } from '../../../src/destination/intake/admit.js';
import { mappingOf } from '../../../src/destination/map/compile-mapping.js';
import { sha256 } from '../../../src/destination/primitives/sha256.js';
import type { SettingsInput } from '../../../src/destination/settings/settings.js';
import { anOrder, aTrackEvent, mapNow, mapped, NOW_MS } from '../../builders.js';

const USD = { currency: 'USD' };
const SHIRT = { product_id: 'a', price: 129.99, quantity: 1 };

function doubtOf(event: unknown, settings: SettingsInput = {}): string | undefined {
	const notes = mapNow(event, settings);
	return notes.ok ? notes.notes.find(({ path }) => path === 'data.amount')?.message : undefined;
}

describe('the money guard', () => {
	const doubtful: readonly (readonly [what: string, properties: Readonly<Record<string, unknown>>, says: string])[] = [
		[
			'cents as dollars',
			{ ...USD, total: 12_999, products: [SHIRT] },
			'12,999.00 USD, but its lines add up to 129.99. Send properties.total in dollars, not in cents.',
		],
		[
			'cents as dollars, with postage',
			{ ...USD, revenue: '13998', products: [SHIRT] },
			'13,998.00 USD, but its lines add up to 129.99. Send properties.revenue in dollars, not in cents.',
		],
		[
			'a total that was divided by a hundred',
			{ currency: 'EUR', value: '1.2999', products: [SHIRT] },
			'1.30 EUR, but its lines add up to 129.99. Send properties.value in euros, not in cents.',
		],
		[
			'prices of the lines in pence',
			{ currency: 'GBP', total: 50, products: [{ price: 2500, quantity: 2 }] },
			'50.00 GBP, but its lines add up to 5,000.00. Send the price of each product in pounds, not in pence.',
		],
		[
			'a thousand, where there are three decimals',
			{ currency: 'KWD', total: 5000, products: [{ price: 5 }] },
			'5,000.000 KWD, but its lines add up to 5.000. Send properties.total in KWD, not in its minor unit.',
		],
		[
			'a hundred, where there are no decimals',
			{ currency: 'JPY', total: 890_000, products: [{ price: 8900 }] },
			'890,000 JPY, but its lines add up to 8,900. Send properties.total in JPY, which has no minor unit.',
		],
	];
	for (const [what, properties, says] of doubtful) {
		it(`notes ${what}, and sends the order all the same`, () => {
			expect(doubtOf(anOrder(properties))).to.equal(says);
			expect(mapped(anOrder(properties)).data).to.have.property('amount');
		});
	}

	const right: readonly (readonly [what: string, properties: Readonly<Record<string, unknown>>])[] = [
		['its lines', { ...USD, total: 129.99, products: [SHIRT] }],
		['a rebate of three quarters', { ...USD, total: 32.5, products: [SHIRT] }],
		['postage many times the price', { ...USD, total: 5.09, products: [{ price: 0.1 }] }],
		['nothing', { ...USD, total: 0, products: [SHIRT] }],
		['gifts', { ...USD, total: 12_999, products: [{ price: 0 }] }],
		['a line without a price', { ...USD, total: 12_999, products: [SHIRT, { product_id: 'b' }] }],
		['a line that is left out', { ...USD, total: 12_999, products: [SHIRT, 'b'] }],
		['a line in another currency', { ...USD, total: 12_999, products: [{ ...SHIRT, currency: 'EUR' }] }],
		['no lines', { ...USD, total: 12_999 }],
		['the sum of its lines', { ...USD, products: [SHIRT] }],
		['a hundred lines', { ...USD, total: 12_999, products: [{ ...SHIRT, quantity: 100 }] }],
		['a ratio of fifty in a currency without decimals', { currency: 'JPY', total: 5000, products: [{ price: 100 }] }],
	];
	for (const [what, properties] of right) {
		it(`says nothing about ${what}`, () => {
			expect(doubtOf(anOrder(properties))).to.equal(undefined);
		});
	}

	it('leaves lists of products alone, whose value is not the sum of them', () => {
		const products = Array.from({ length: 100 }, () => ({ price: 20 }));

		expect(doubtOf(aTrackEvent({ event: 'Product Viewed', properties: { ...USD, value: 20, products } }))).to.equal(
			undefined,
		);
	});

	it('looks at what is put into the cart and at the checkout', () => {
		const properties = { ...USD, value: 1999, price: 19.99 };

		expect(doubtOf(aTrackEvent({ event: 'Product Added', properties }))).to.match(
			/^1,999\.00 USD, .*properties\.value/,
		);
		expect(
			doubtOf(aTrackEvent({ event: 'Checkout Started', properties: { ...USD, value: 12_999, products: [SHIRT] } })),
		).to.match(/^12,999\.00 USD, .*properties\.value/);
	});

	it('names the path that fieldMapping gives the amount', () => {
		const settings = { fieldMapping: { 'data.amount': ['properties.sums.none', 'properties.sums.all'] } };

		expect(doubtOf(anOrder({ ...USD, sums: { all: 12_999 }, products: [SHIRT] }), settings)).to.include(
			'Send properties.sums.all in dollars',
		);
	});

	describe('with `block`', () => {
		const BLOCK = { moneyGuard: 'block' } as const;
		const detail =
			'data.amount: 12,999.00 USD, but its lines add up to 129.99. Send properties.total in dollars, not in cents.';
		const wrong = anOrder({ ...USD, total: 12_999, products: [SHIRT] });

		it('discards the order and says why', () => {
			expect(mapNow(wrong, BLOCK)).to.deep.equal({ ok: false, outcome: 'discarded', reason: 'invalid', detail });
		});

		it('keeps what would have been sent, for somebody to look at', () => {
			const ports = { nowMs: () => NOW_MS, sha256 };

			const { result, blocked } = admitAlone(wrong, mappingOf(BLOCK), ports);

			expect(result).to.include({ outcome: 'discarded', reason: 'invalid', detail, messageId: 'm1', attempts: 0 });
			expect(blocked).to.deep.equal(admitAlone(wrong, mappingOf({}), ports).item);
		});

		it('sends all others', () => {
			expect(mapNow(anOrder({ ...USD, total: 129.99, products: [SHIRT] }), BLOCK)).to.have.property('ok', true);
		});
	});
});
