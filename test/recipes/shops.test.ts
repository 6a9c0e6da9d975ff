/** Events as shops send them, with the settings of docs/recipes.md, through the mapper. The shops themselves are not run. */

import { expect } from 'chai';
import type { SettingsInput } from '../../src/destination/settings/settings.js';
import { aTrackEvent, mapNow } from '../builders.js';
import { codeOf, run, settingsOf } from './recipe-code.js';

function convert(event: object, settings: SettingsInput = {}) {
	const mapped = mapNow(aTrackEvent({ ...event }), settings);
	return mapped.ok ? mapped.event : mapped.reason;
}

describe('recipes: shops', () => {
	describe("Shopify, by Segment's source", () => {
		const properties = {
			order_id: 's-1',
			subtotal: '20.00',
			currency: 'EUR',
			products: [{ product_id: 'p-1', price: '12.50', quantity: 2 }],
		};
		const billing_address = { country_code: 'DE', city: 'Berlin', zip: '10115' };
		const event = { properties, context: { page: { url: 'https://a.example/' }, traits: { billing_address } } };

		it('sends the subtotal and the address without settings', () => {
			const order = convert(event);

			expect(order).to.have.nested.property('data.amount', 2000);
			expect(order).to.have.deep.nested.property('user.countries', ['DE']);
		});

		it('sends what the products add up to, with the order as id, with its settings', () => {
			const order = convert(event, settingsOf("Shopify, by Segment's source"));

			expect(order).to.have.property('id', 's-1');
			expect(order).to.have.nested.property('data.amount', 2500);
		});
	});

	it("Shopify, by RudderStack's source: one of its two events is sent, turned round the other", () => {
		const names = ['Order Completed', 'Order Created', 'Checkout Started Webhook', 'Order Paid'];
		const sent = (settings: SettingsInput) =>
			names.filter((event) => typeof convert({ event, properties: { order_id: 'r-1' } }, settings) !== 'string');
		const turned = settingsOf("Shopify, by RudderStack's source");

		expect(sent({})).to.deep.equal(['Order Completed']);
		expect(sent(turned)).to.deep.equal(['Order Created']);
		expect(convert({ event: 'Order Created', context: {}, properties: { order_id: 'r-1' } }, turned)).to.include({
			id: 'r-1',
			source_url: 'https://shop.example/',
		});
	});

	it("WooCommerce by Segment's plugin: the order's number is its id, the total its amount, lines have no price", () => {
		const properties = {
			id: 1042,
			total: '59.90',
			products: [{ sku: 'A-1', name: 'Mug', price: '59.90', quantity: 2 }],
		};

		const order = convert({ event: 'Completed Order', properties }, settingsOf('WooCommerce'));

		expect(order).to.include({ id: '1042', type: 'order_created' });
		expect(order).to.have.deep.nested.property('data.amount', 5990);
		expect(order).to.not.have.nested.property('data.contents[0].amount');
	});

	it("Google Analytics 4's names: each becomes its counterpart, a purchase has the transaction's id", () => {
		const items = [{ item_id: 'p-1', item_name: 'Mug', price: 12.5, quantity: 2 }];
		const properties = { transaction_id: 't-1', value: 25, currency: 'EUR', items };
		const settings = settingsOf('Names of Google Analytics 4');
		const names = ['purchase', 'add_to_cart', 'begin_checkout', 'view_item', 'generate_lead', 'sign_up'];

		const events = names.map((event) => convert({ event, properties }, settings));

		expect(events.map((event) => (typeof event === 'string' ? event : [event.type, event.id]))).to.deep.equal([
			['order_created', 't-1'],
			['items_added', 'm1'],
			['checkout_started', 'm1'],
			['contents_viewed', 'm1'],
			['lead_created', 'm1'],
			['registration_completed', 'm1'],
		]);
		expect(events[0]).to.have.nested.property('data.amount', 2500);
		expect(events[0]).to.have.nested.property('data.contents[0].id', 'p-1');
	});

	it("a headless shop: the back end's order carries the click", () => {
		const events: Record<string, unknown>[] = [];
		const globals = {
			analytics: { track: (event: Record<string, unknown>) => events.push(event) },
			userId: 'u-1',
			order_id: 'h-1',
			total: 5,
			currency: 'EUR',
			products: [],
			checkoutUrl: 'https://shop.example/checkout',
			oppref: 'a%2Bb',
		};
		run(codeOf('Headless shops', 'ts'), { globals });

		expect(convert(events[0] ?? {})).to.include({ type: 'order_created', oppref: 'a%2Bb' });
	});

	it('a redirector: the click is found under its parameter', () => {
		const context = { page: { url: 'https://shop.example/?click_id=a%2Bb' } };
		const settings = settingsOf('A redirector that keeps only its own parameters');

		expect(convert({ context })).to.not.have.property('oppref');
		expect(convert({ context }, settings)).to.include({ oppref: 'a%2Bb' });
	});

	it('a full name: both halves become match keys, one word and none are left alone', () => {
		const { transformEvent } = run(codeOf('A full name', 'js')) as { transformEvent: (event: object) => object };
		const keysOf = (traits: object | undefined) =>
			Object.keys(
				(convert(transformEvent(aTrackEvent({ context: traits && { traits } }))) as { user?: object }).user ?? {},
			);

		expect(keysOf({ name: 'Jane van Dyke' })).to.include.members(['first_names_sha256', 'last_names_sha256']);
		for (const traits of [{ name: 'Jane' }, { name: '' }, {}, undefined])
			expect(keysOf(traits)).to.not.include('first_names_sha256');
	});
});
