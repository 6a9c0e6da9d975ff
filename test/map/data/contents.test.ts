import { expect } from 'chai';
import { anOrder, aPageEvent, aTrackEvent, mapped, notedPaths } from '../../builders.js';

/** The first item of an order with this one product. */
function itemOf(product: unknown, settings = {}): unknown {
	return mapped(anOrder({ currency: 'USD', products: [product] }), settings).data.contents?.[0];
}

const TYPE = { content_type: 'product' };

describe('mapEvent, data.contents', () => {
	const items: readonly (readonly [claim: string, product: unknown, item: object | undefined])[] = [
		['takes product_id before sku before id', { product_id: 'p', sku: 's', id: 'i' }, { id: 'p', ...TYPE }],
		['takes sku before id', { sku: 's', id: 'i' }, { id: 's', ...TYPE }],
		['takes id', { id: 7 }, { id: '7', ...TYPE }],
		['passes over an empty id', { product_id: '', sku: 's' }, { id: 's', ...TYPE }],
		['takes the name as it is', { name: ' Shirt é 😀 ' }, { name: ' Shirt é 😀 ', ...TYPE }],
		['makes names well-formed', { name: 'a\ud800b' }, { name: 'a\ufffdb', ...TYPE }],
		['takes a price in minor units', { id: 'i', price: 24.995 }, { id: 'i', amount: 2500, ...TYPE }],
		['takes a price of its own currency', { price: 500, currency: 'jpy' }, { amount: 500, currency: 'JPY', ...TYPE }],
		['does not repeat the currency of the event', { price: 5, currency: 'usd' }, { amount: 500, ...TYPE }],
		['drops a price that is not a plain decimal', { id: 'i', price: '$5' }, { id: 'i', ...TYPE }],
		['takes a quantity', { quantity: 2 }, { quantity: 2, ...TYPE }],
		['takes an integral quantity', { quantity: 2.0 }, { quantity: 2, ...TYPE }],
		['takes an integral text as quantity', { quantity: ' 2.0 ' }, { quantity: 2, ...TYPE }],
		['drops a broken quantity', { id: 'i', quantity: 1.5 }, { id: 'i', ...TYPE }],
		['drops a broken text as quantity', { id: 'i', quantity: '1.5' }, { id: 'i', ...TYPE }],
		['drops a negative quantity', { id: 'i', quantity: -1 }, { id: 'i', ...TYPE }],
		['drops a word as quantity', { id: 'i', quantity: 'two' }, { id: 'i', ...TYPE }],
		['takes a content_type', { id: 'i', content_type: 'plan' }, { id: 'i', content_type: 'plan' }],
		['replaces an empty content_type', { id: 'i', content_type: '' }, { id: 'i', ...TYPE }],
		['takes a group_id', { group_id: 'g' }, { group_id: 'g', ...TYPE }],
		[
			'makes texts of variants',
			{ variant_dict: { size: 'L', year: 2026, organic: true, tags: [], no: null } },
			{ variant_dict: { size: 'L', year: '2026', organic: 'true' }, ...TYPE },
		],
		['drops variants that are not an object', { id: 'i', variant_dict: 'L' }, { id: 'i', ...TYPE }],
		[
			'sends no field that OpenAI does not know',
			{ id: 'i', brand: 'Acme', category: 'Apparel', url: 'x', position: 1 },
			{ id: 'i', ...TYPE },
		],
		['drops an empty item', {}, undefined],
		['drops null', null, undefined],
		['drops a text', 'sku-1', undefined],
		['drops a list', [], undefined],
	];
	for (const [claim, product, item] of items) {
		it(claim, () => {
			expect(itemOf(product)).to.deep.equal(item);
		});
	}

	it('keeps good items beside bad ones and notes the bad', () => {
		const event = anOrder({ products: [null, { id: 'a' }, 'x', { id: 'b', quantity: 'two' }] });

		expect(mapped(event).data.contents).to.deep.equal([
			{ id: 'a', ...TYPE },
			{ id: 'b', ...TYPE },
		]);
		expect(notedPaths(event)).to.include.members(['data.contents[0]', 'data.contents[2]', 'data.contents[3].quantity']);
	});

	it('takes one object for a list of one', () => {
		expect(mapped(anOrder({ products: { id: 'a' } })).data.contents).to.deep.equal([{ id: 'a', ...TYPE }]);
	});

	it('takes properties.contents when there are no products', () => {
		expect(mapped(anOrder({ contents: [{ id: 'a' }], products: [] })).data.contents).to.deep.equal([
			{ id: 'a', ...TYPE },
		]);
	});

	for (const event of ['Product Viewed', 'Product Added']) {
		it(`makes one item of a flat ${event}`, () => {
			const properties = { product_id: 'p', name: 'Shirt', price: 5, quantity: 1, currency: 'EUR', brand: 'Acme' };

			expect(mapped(aTrackEvent({ event, properties })).data).to.deep.equal({
				type: 'contents',
				currency: 'EUR',
				contents: [{ id: 'p', name: 'Shirt', quantity: 1, amount: 500, ...TYPE }],
			});
		});
	}

	it('makes no item of an order without products', () => {
		expect(mapped(anOrder({ order_id: 'o1', total: 5, currency: 'USD' })).data).to.deep.equal({
			...{ type: 'contents', amount: 500, currency: 'USD' },
		});
	});

	it('makes one item of a page, named after its title', () => {
		const page = aPageEvent({ properties: { title: 'Thanks', path: '/thanks', name: 'x' } });

		expect(mapped(page).data).to.deep.equal({ type: 'contents', contents: [{ name: 'Thanks' }] });
		expect(mapped(aPageEvent({ properties: {} })).data).to.deep.equal({ type: 'contents' });
	});

	it('has no default content_type outside of product events', () => {
		const eventMapping = [{ from: 'Trial Started', to: 'custom' as const, customEventName: 'x' }];
		const event = aTrackEvent({ event: 'Trial Started', properties: { products: [{ id: 'i' }] } });

		expect(mapped(event, { eventMapping }).data.contents).to.deep.equal([{ id: 'i' }]);
		expect(mapped(event).data.contents).to.deep.equal([{ id: 'i' }]);
	});

	it('is never sent with customer_action', () => {
		const event = aTrackEvent({ event: 'Signed Up', properties: { products: [{ id: 'i' }], plan: 'pro' } });

		expect(mapped(event).data).to.deep.equal({ type: 'customer_action' });
	});

	it('holds the first 1000 of 10 000 products, with a note', () => {
		const event = anOrder({ products: Array.from({ length: 10_000 }, (_, n) => ({ id: n })) });

		expect(mapped(event).data.contents).to.have.lengthOf(1000);
		expect(notedPaths(event)).to.deep.equal(['data.contents']);
	});

	it('is left out of an event that would be larger than 1 MB, with a note', () => {
		const product = { id: 'é'.repeat(1000), name: '\0'.repeat(1000) };
		const event = anOrder({ total: 5, currency: 'USD', products: Array(1000).fill(product) });

		expect(mapped(event).data).to.deep.equal({ type: 'contents', amount: 500, currency: 'USD' });
		expect(notedPaths(event)).to.deep.equal(['data.contents']);
	});

	it('stays under 1 MB with few items that are all escapes', () => {
		const variant_dict = Object.fromEntries(
			Array.from({ length: 30 }, (_, n) => ['\u0001'.repeat(190) + n, '\0'.repeat(200)]),
		);
		const text = '\0'.repeat(1000);
		const product = { id: text, group_id: text, name: text, content_type: text, variant_dict };

		for (const count of [1, 10, 14, 19, 20, 21]) {
			const event = mapped(anOrder({ products: Array(count).fill(product) }));
			expect(Buffer.byteLength(JSON.stringify(event))).to.be.lessThan(1_000_000);
		}
	});
});

describe('mapEvent, data.plan_id', () => {
	for (const [key, plan] of [
		['plan_id', 'pro'],
		['planId', 'pro'],
		['plan', 7],
	] as const) {
		it(`is read from properties.${key}`, () => {
			const event = aTrackEvent({ event: 'Trial Started', properties: { [key]: plan } });

			expect(mapped(event).data).to.deep.equal({ type: 'plan_enrollment', plan_id: String(plan) });
		});
	}

	it('is noted if it is not a text', () => {
		const event = aTrackEvent({ event: 'Trial Started', properties: { plan: { id: 'pro' } } });

		expect(mapped(event).data).to.deep.equal({ type: 'plan_enrollment' });
		expect(notedPaths(event)).to.deep.equal(['data.plan_id']);
	});

	it('is never sent with contents', () => {
		expect(mapped(anOrder({ plan_id: 'pro' })).data).to.deep.equal({ type: 'contents' });
	});
});

describe('mapEvent, items without a known field', () => {
	it('are left out with a note, but the properties of an event need be no item', () => {
		expect(notedPaths(anOrder({ products: [{ objectId: 'x' }, { sku: 'a' }] }))).to.deep.equal(['data.contents[0]']);
		expect(notedPaths(aTrackEvent({ event: 'Product Viewed', properties: { objectId: 'x' } }))).to.deep.equal([]);
	});
});
