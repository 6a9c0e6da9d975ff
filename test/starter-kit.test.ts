/** The tables of MetaRouter's "OpenAI Ads CAPI" page, row by row: what the project was founded on must come out the same. */

import { expect } from 'chai';
import { parseSettings, type SettingsInput } from '../src/destination/settings/settings.js';
import { validateEvent } from '../src/destination/validate-event.js';
import { aTrackEvent, digestOf, endOf, mapped, NOW_MS } from './builders.js';

const STARTER_KIT: SettingsInput = { apiVersion: '2026-06', externalIdFrom: ['anonymousId'], amountFrom: ['products'] };
const DAY_MS = 86_400_000;

const CALL = {
	messageId: 'm1',
	timestamp: '2026-11-22T11:59:00.000Z',
	userId: 'u1',
	anonymousId: 'Anon-1',
	traits: { email: ' Jane@Shop.Example ', address: { country: 'Germany', city: 'Berlin', postalCode: '10115' } },
	context: {
		page: { url: 'https://shop.example/thanks' },
		providers: { openAI: { oppref: 'oppref_abc' } },
		ip: '203.0.113.42',
		userAgent: 'Mozilla/5.0 (X11; Linux x86_64)',
	},
};
const LINE = { product_id: 'sku-1', name: 'Shirt', price: 24.99, quantity: 2 };
const ITEM = { id: 'sku-1', name: 'Shirt', quantity: 2, amount: 2499, content_type: 'product' };
const CART = { currency: 'usd', products: [LINE, { product_id: 'sku-2', name: 'Socks', price: '5.005' }] };
const CART_ITEMS = [ITEM, { id: 'sku-2', name: 'Socks', amount: 501, content_type: 'product' }];

const page = { ...CALL, type: 'page', properties: { title: 'Home' } };
const viewed = { ...CALL, type: 'track', event: 'Product Viewed', properties: { ...LINE, currency: 'usd' } };
const added = { ...CALL, type: 'track', event: 'Product Added', properties: LINE };
const checkout = { ...CALL, type: 'track', event: 'Checkout Started', properties: CART };
const order = { ...CALL, type: 'track', event: 'Order Completed', properties: CART };

describe('mapEvent with the settings of the starter kit', () => {
	const globals: readonly (readonly [row: string, path: readonly string[], value: unknown])[] = [
		['id is messageId', ['id'], 'm1'],
		['timestamp_ms is the timestamp in milliseconds', ['timestamp_ms'], 1_795_348_740_000],
		['action_source is web', ['action_source'], 'web'],
		['source_url is context.page.url', ['source_url'], 'https://shop.example/thanks'],
		['oppref is context.providers.openAI.oppref', ['oppref'], 'oppref_abc'],
		[
			'user.email_sha256 is the digest of the trimmed, lower-cased e-mail',
			['user', 'email_sha256'],
			digestOf('jane@shop.example'),
		],
		[
			'user.external_id_sha256 is the digest of the lower-cased anonymousId',
			['user', 'external_id_sha256'],
			digestOf('anon-1'),
		],
		['user.country is the ISO code of traits.address.country', ['user', 'country'], 'DE'],
		['user.city is traits.address.city', ['user', 'city'], 'Berlin'],
		['user.zip_code is traits.address.postalCode', ['user', 'zip_code'], '10115'],
		['user.ip_address is context.ip', ['user', 'ip_address'], '203.0.113.42'],
		['user.user_agent is context.userAgent', ['user', 'user_agent'], 'Mozilla/5.0 (X11; Linux x86_64)'],
	];
	for (const [row, path, value] of globals) {
		for (const event of [page, viewed, added, checkout, order]) {
			it(`Global, ${'event' in event ? event.event : 'Page'}: ${row}`, () => {
				const found = path.reduce((node, key) => node[key], mapped(event, STARTER_KIT));

				expect(found).to.equal(value);
			});
		}
	}

	const specific: readonly (readonly [name: string, event: object, type: string, data: object])[] = [
		['Page', page, 'page_viewed', { type: 'contents', contents: [{ name: 'Home' }] }],
		['Product Viewed', viewed, 'contents_viewed', { type: 'contents', currency: 'USD', contents: [ITEM] }],
		['Product Added, USD by default', added, 'items_added', { type: 'contents', currency: 'USD', contents: [ITEM] }],
		['Checkout Started', checkout, 'checkout_started', { type: 'contents', currency: 'USD', contents: CART_ITEMS }],
		[
			'Order Completed',
			order,
			'order_created',
			{ type: 'contents', amount: 5499, currency: 'USD', contents: CART_ITEMS },
		],
	];
	for (const [name, event, type, data] of specific) {
		it(`${name}: type is ${type}`, () => {
			expect(mapped(event, STARTER_KIT).type).to.equal(type);
		});

		it(`${name}: data is of type contents, with nothing but the listed keys`, () => {
			expect(mapped(event, STARTER_KIT).data).to.deep.equal(data);
		});

		it(`${name}: is an event that OpenAI takes`, () => {
			expect(validateEvent(mapped(event, STARTER_KIT), NOW_MS).ok).to.equal(true);
		});
	}

	it('sends no user key that the starter kit does not list', () => {
		const { user } = mapped(
			{ ...order, traits: { ...CALL.traits, phone: '+14155552671', firstName: 'Jane' } },
			STARTER_KIT,
		);

		expect(user).to.have.all.keys(
			...['email_sha256', 'external_id_sha256', 'country', 'city', 'zip_code', 'ip_address', 'user_agent'],
		);
	});
});

describe('the considerations and limitations of the starter kit', () => {
	it('refuse an event of more than 7 days before it can fail its batch', () => {
		expect(endOf({ ...order, timestamp: NOW_MS - 7 * DAY_MS - 1 })).to.equal('discarded: expired');
		expect(endOf({ ...order, timestamp: NOW_MS - 7 * DAY_MS })).to.equal('ok');
	});

	it('refuse an event more than 10 minutes ahead', () => {
		expect(endOf({ ...order, timestamp: NOW_MS + 600_001 })).to.equal('discarded: too_far_ahead');
		expect(endOf({ ...order, timestamp: NOW_MS + 600_000 })).to.equal('ok');
	});

	for (const from of ['Cart Viewed', 'Product List Viewed']) {
		it(`let ${from} be mapped to contents_viewed`, () => {
			const event = aTrackEvent({ event: from });

			expect(endOf(event)).to.equal('skipped: event_not_mapped');
			expect(mapped(event, { eventMapping: [{ from, to: 'contents_viewed' }] }).type).to.equal('contents_viewed');
		});
	}

	it('leave a country out that has no ISO 3166-1 code', () => {
		const event = { ...order, traits: { address: { country: 'Narnia', city: 'Berlin' } } };

		expect(mapped(event, STARTER_KIT).user).to.include({ city: 'Berlin' }).and.not.to.have.property('country');
	});

	it('send no amount without a currency, neither for the event nor for an item', () => {
		const { data } = mapped({ ...order, properties: { ...CART, currency: undefined } }, STARTER_KIT);

		expect(data).not.to.have.any.keys('amount', 'currency');
		expect(data.contents[0]).not.to.have.any.keys('amount', 'currency');
	});

	it('send money as integers in the lowest denomination', () => {
		const { data } = mapped(
			{ ...order, properties: { currency: 'JPY', products: [{ price: 8900, quantity: 2 }] } },
			STARTER_KIT,
		);

		expect(data).to.deep.include({
			amount: 17_800,
			contents: [{ quantity: 2, amount: 8900, content_type: 'product' }],
		});
	});

	it('never send `web` without a page URL', () => {
		const event = mapped({ ...order, context: {} }, STARTER_KIT);

		expect(event.action_source).to.equal('other');
		expect(event).not.to.have.property('source_url');
	});

	it('send batches of 10 by default', () => {
		expect(parseSettings({}).flushAt).to.equal(10);
	});

	it('need a Conversions API key and a pixel ID for sending only', () => {
		expect(endOf(order, {})).to.equal('ok');
	});
});
