import { expect } from 'chai';
import type { SettingsInput } from '../../../src/destination/settings/settings.js';
import { anOrder, aTrackEvent, mapNow, mapped, notedPaths } from '../../builders.js';

const USD = { currency: 'USD' };

describe('mapEvent, data.amount', () => {
	const product = { price: 10, quantity: 2 };
	const rows: readonly (readonly [claim: string, properties: object, amount: number | undefined])[] = [
		['is the total', { total: 5, revenue: 4, value: 3, products: [product] }, 500],
		['is the revenue without a total', { revenue: 4, value: 3, products: [product] }, 400],
		['is the value without either', { value: 3, products: [product] }, 300],
		['is the sum of the products without any', { products: [product, { price: '0.005' }] }, 2001],
		['is zero when the source says so', { total: 0, revenue: 4 }, 0],
		['passes over a bad one', { total: '$5', revenue: '4.00' }, 400],
		['passes over null and empty', { total: null, revenue: '', value: 3 }, 300],
		['is absent when every one is bad', { total: -5, revenue: 'abc', value: Number.NaN }, undefined],
		['is absent with a line without a price', { products: [product, { quantity: 1 }] }, undefined],
		['is absent with a line that is not a product', { products: [product, 'x'] }, undefined],
		['is absent with a line in another currency', { products: [product, { price: 1, currency: 'EUR' }] }, undefined],
		['is absent with a quantity that is not a number', { products: [{ price: 1, quantity: 'two' }] }, undefined],
		[
			'counts an absent or empty quantity as one',
			{ products: [{ price: 1, quantity: '' }, { price: 1, quantity: null }, { price: 1 }] },
			300,
		],
		['reads a currency of a line in any case', { products: [{ price: 1, currency: ' usd ' }] }, 100],
		[
			'is absent when a line names a currency that can not even be printed',
			{ products: [{ price: 1, currency: { toString: 5, valueOf: 5 } }] },
			undefined,
		],
		['is absent without anything', {}, undefined],
	];
	for (const [claim, properties, amount] of rows) {
		it(claim, () => {
			expect(mapped(anOrder({ ...USD, ...properties })).data.amount).to.equal(amount);
		});
	}

	const dropped = ['abc', Number.NaN, -5, '-5', Number('1e400'), '1e400', '1,299.00', '$49.99', 1e300, {}, [5], true];
	for (const total of dropped) {
		it(`is left out with a note for ${String(total)}, and the event is sent`, () => {
			const event = anOrder({ ...USD, total });

			expect(mapped(event).data).to.deep.equal({ type: 'contents', currency: 'USD' });
			expect(notedPaths(event)).to.deep.equal(['data.amount']);
		});
	}

	it('sums the products only, as the starter kit does, with amountFrom', () => {
		const settings = { amountFrom: ['products'] };

		expect(mapped(anOrder({ ...USD, total: 99, products: [product] }), settings).data.amount).to.equal(2000);
		expect(mapped(anOrder({ ...USD, total: 99 }), settings).data).not.to.have.property('amount');
	});

	it('sums an order of 200 000 lines, of which 1000 are sent, with a note', () => {
		const event = anOrder({ ...USD, products: Array(200_000).fill({ price: '0.05' }) });

		expect(mapped(event).data).to.include({ amount: 1_000_000 });
		expect(mapped(event).data.contents).to.have.lengthOf(1000);
		expect(notedPaths(event)).to.deep.equal(['data.contents']);
	});

	it('is read from any other property with amountFrom', () => {
		expect(mapped(anOrder({ ...USD, price: { net: 7 } }), { amountFrom: ['price.net'] }).data.amount).to.equal(700);
	});

	it('is the value of a lead', () => {
		const lead = aTrackEvent({ event: 'Lead Generated', properties: { value: '50', currency: 'eur' } });

		expect(mapped(lead).data).to.deep.equal({ type: 'customer_action', amount: 5000, currency: 'EUR' });
	});

	it('is not summed up for events other than orders', () => {
		for (const event of ['Product Viewed', 'Product Added', 'Checkout Started']) {
			const { data } = mapped(aTrackEvent({ event, properties: { ...USD, products: [product] } }));
			expect(data).not.to.have.property('amount');
		}
	});
});

describe('mapEvent, data.currency', () => {
	const price = { total: 5, products: [{ id: 'a', price: 5 }] };

	it('is upper-cased', () => {
		expect(mapped(anOrder({ ...price, currency: ' eur ' })).data).to.deep.include({ currency: 'EUR', amount: 500 });
	});

	for (const currency of ['XAU', 'XXX', 'BGN', 'dollars', '$', 840, {}, 'ı dr']) {
		it(`costs all amounts, with a note, when it is ${JSON.stringify(currency)}`, () => {
			const event = anOrder({ ...price, currency });

			expect(mapped(event).data).to.deep.equal({ type: 'contents', contents: [{ id: 'a', content_type: 'product' }] });
			expect(notedPaths(event)).to.include('data.currency');
		});
	}

	it('costs all amounts when it is missing, with a note on each', () => {
		const event = anOrder(price);

		expect(mapped(event).data).to.deep.equal({ type: 'contents', contents: [{ id: 'a', content_type: 'product' }] });
		expect(notedPaths(event)).to.deep.equal(['data.amount', 'data.contents[0].amount']);
	});

	for (const currency of [undefined, null, '', ' ']) {
		it(`is defaultCurrency when the event says ${JSON.stringify(currency)}`, () => {
			const { data } = mapped(anOrder({ ...price, currency }), { defaultCurrency: 'jpy' });

			expect(data).to.deep.include({ currency: 'JPY', amount: 5 });
		});
	}

	it('is not defaultCurrency when the event names a bad one', () => {
		expect(mapped(anOrder({ ...price, currency: 'XAU' }), { defaultCurrency: 'JPY' }).data).not.to.have.any.keys(
			'amount',
			'currency',
		);
	});

	it('is left out when it is the default and there is no amount', () => {
		expect(mapped(anOrder({}), { defaultCurrency: 'JPY' }).data).to.deep.equal({ type: 'contents' });
	});

	it('is USD for Product Added, with a note that says "assumed"', () => {
		const event = aTrackEvent({ event: 'Product Added', properties: { price: 5 } });

		expect(mapped(event).data.currency).to.equal('USD');
		expect(notedPaths(event)).to.deep.equal(['data.currency']);
		expect(mapped(event, { defaultCurrency: 'EUR' }).data.currency).to.equal('EUR');
	});

	it('may be given by each item alone', () => {
		const event = anOrder({ products: [{ price: 5, currency: 'EUR' }] });

		expect(mapped(event).data.contents[0]).to.include({ amount: 500, currency: 'EUR' });
	});
});

describe('mapEvent, data.amount of real sources', () => {
	const checkout = (properties: object, settings = {}) =>
		mapped(aTrackEvent({ event: 'Checkout Started', properties: { ...USD, ...properties } }), settings).data.amount;

	it('is the subtotal of an order that has no other value', () => {
		expect(mapped(anOrder({ ...USD, subtotal: 90, products: [{ price: 50 }, { price: 50 }] })).data.amount).to.equal(
			9000,
		);
	});

	it('is the amount after the subtotal', () => {
		expect(mapped(anOrder({ ...USD, amount: '12.50', products: [{ price: 50 }] })).data.amount).to.equal(1250);
		expect(mapped(anOrder({ ...USD, amount: 5, subtotal: 4 })).data.amount).to.equal(400);
	});

	it('is the value before the revenue at checkout, and the other way round for orders', () => {
		expect(checkout({ value: 30, revenue: 25 })).to.equal(3000);
		expect(checkout({ value: 30, revenue: 25, total: 35 })).to.equal(3500);
		expect(mapped(anOrder({ ...USD, value: 30, revenue: 25 })).data.amount).to.equal(2500);
	});

	it('follows amountFrom at checkout if it is set', () => {
		expect(checkout({ value: 30, revenue: 25 }, { amountFrom: ['revenue', 'value'] })).to.equal(2500);
	});

	it('reads items as Google Analytics names them', () => {
		const items = [{ item_id: 'SKU_1', item_name: 'Shirt', price: 10, quantity: 2, item_brand: 'Acme' }];

		expect(mapped(aTrackEvent({ event: 'purchase', properties: { ...USD, value: 20, items } })).data).to.deep.equal({
			type: 'contents',
			amount: 2000,
			currency: 'USD',
			contents: [{ id: 'SKU_1', name: 'Shirt', quantity: 2, amount: 1000, content_type: 'product' }],
		});
	});

	it("reads names of items as Shopify's sources send them", () => {
		const { contents } = mapped(anOrder({ products: [{ title: 'Board' }, { product_name: 'Boots' }] })).data;

		expect(contents.map(({ name }: { name: string }) => name)).to.deep.equal(['Board', 'Boots']);
	});

	describe('a price on the event itself', () => {
		const UNREAD = 'properties.price is not read here. Send the value of the event in properties.value.';
		const messagesOf = (event: string, properties: object, settings: SettingsInput = {}) => {
			const result = mapNow(aTrackEvent({ event, properties }), settings);
			return result.ok ? result.notes.filter(({ path }) => path === 'data.amount').map(({ message }) => message) : [];
		};
		const price = { price: 12.99, currency: 'USD' };

		it('is told where the event is no product', () => {
			const told = [
				messagesOf('Lead Generated', price),
				messagesOf('Checkout Started', price),
				messagesOf('Product Added', { ...price, products: [{ product_id: 'p1', quantity: 1 }] }),
			];

			expect(told).to.deep.equal([[UNREAD], [UNREAD], [UNREAD]]);
		});

		it('is not where it is read, beside a value, or where nobody wants one', () => {
			const told = [
				messagesOf('Product Added', { ...price, product_id: 'p1' }),
				messagesOf('Order Completed', { ...price, product_id: 'p1' }),
				messagesOf('Lead Generated', { ...price, value: 3 }),
				messagesOf('Lead Generated', price, { fieldMapping: { 'data.amount': 'properties.price' } }),
				messagesOf('Lead Generated', price, { fieldMapping: { 'data.amount': [] } }),
			];

			expect(told).to.deep.equal([[], [], [], [], []]);
		});
	});
});
