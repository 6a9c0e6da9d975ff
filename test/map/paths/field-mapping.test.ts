import { expect } from 'chai';
import type { SettingsInput } from '../../../src/destination/settings/settings.js';
import { aTrackEvent, digestOf, mapped, NOW_MS } from '../../builders.js';

const GAID = '38400000-8cf0-11bd-b23e-10b96e40000d';

/** An order that fills every output field from its default paths, and holds another value for each under `other`. */
const full = aTrackEvent({
	event: 'Trial Started',
	userId: 'u1',
	channel: 'web',
	request_ip: '203.0.113.99',
	traits: {
		...{ email: 'jane@shop.example', phone: '+14155552671', firstName: 'Jane', lastName: 'Doe' },
		address: { city: 'Berlin', state: 'BE', postalCode: '10115', country: 'DE' },
	},
	properties: {
		...{ action_source: 'email', oppref: 'own', obref: 'own', total: 5, currency: 'USD', plan_id: 'basic' },
		products: [
			{
				product_id: 'p',
				group_id: 'g',
				name: 'n',
				content_type: 'plan',
				quantity: 1,
				price: 5,
				currency: 'EUR',
				variant_dict: { a: 'b' },
				x: { y: 9, in: 'GBP' },
			},
		],
	},
	context: {
		page: { url: 'https://shop.example/own', search: '?oppref=search' },
		...{ ip: '203.0.113.7', userAgent: 'Mozilla/5.0', privacy: { gpc: true } },
		...{ os: { name: 'Android' }, device: { advertisingId: GAID } },
	},
	other: {
		...{
			text: 'other',
			email: 'other@shop.example',
			phone: '+14155550000',
			zip: '94107',
			country: 'USA',
			ip: '203.0.113.8',
		},
		...{
			url: 'https://other.example/a?b',
			source: 'offline',
			gaid: GAID.replace('3', '4'),
			price: '7.005',
			currency: 'jpy',
			time: NOW_MS - 5,
			yes: true,
		},
		...{ agent: 'Opera/9', items: [{ sku: 'other' }] },
	},
});
const other = digestOf('other');

const rows: readonly (readonly [field: string, path: string, at: readonly (string | number)[], expected: unknown])[] = [
	['timestamp_ms', 'other.time', ['timestamp_ms'], NOW_MS - 5],
	['action_source', 'other.source', ['action_source'], 'offline'],
	['source_url', 'other.url', ['source_url'], 'https://other.example/a'],
	['oppref', 'other.text', ['oppref'], 'other'],
	['opt_out', 'other.yes', ['opt_out'], true],
	['user.email', 'other.email', ['user', 'emails_sha256'], [digestOf('other@shop.example')]],
	['user.phone', 'other.phone', ['user', 'phone_numbers_sha256'], [digestOf('14155550000')]],
	['user.external_id', 'other.text', ['user', 'external_ids_sha256'], [other]],
	['user.first_name', 'other.text', ['user', 'first_names_sha256'], [other]],
	['user.last_name', 'other.text', ['user', 'last_names_sha256'], [other]],
	['user.region', 'other.text', ['user', 'regions'], ['other']],
	['user.city', 'other.text', ['user', 'cities'], ['other']],
	['user.postal_code', 'other.zip', ['user', 'postal_codes'], ['94107']],
	['user.country', 'other.country', ['user', 'countries'], ['US']],
	['user.android_advertising_id', 'other.gaid', ['user', 'android_advertising_id'], GAID.replace('3', '4')],
	['user.obref', 'other.text', ['user', 'obref'], 'other'],
	['user.ip_address', 'other.ip', ['user', 'ip_address'], '203.0.113.8'],
	['user.user_agent', 'other.agent', ['user', 'user_agent'], 'Opera/9'],
	['data.amount', 'other.price', ['data', 'amount'], 701],
	['data.currency', 'other.currency', ['data', 'currency'], 'JPY'],
	['data.contents', 'other.items', ['data', 'contents'], [{ id: 'other' }]],
	['data.plan_id', 'other.text', ['data', 'plan_id'], 'other'],
	['data.contents[].id', 'x.y', ['data', 'contents', 0, 'id'], '9'],
	['data.contents[].group_id', 'x.y', ['data', 'contents', 0, 'group_id'], '9'],
	['data.contents[].name', 'x.y', ['data', 'contents', 0, 'name'], '9'],
	['data.contents[].content_type', 'x.y', ['data', 'contents', 0, 'content_type'], '9'],
	['data.contents[].quantity', 'x.y', ['data', 'contents', 0, 'quantity'], 9],
	['data.contents[].amount', 'x.y', ['data', 'contents', 0, 'amount'], 900],
	['data.contents[].currency', 'x.in', ['data', 'contents', 0, 'currency'], 'GBP'],
	['data.contents[].variant_dict', 'x', ['data', 'contents', 0, 'variant_dict'], { y: '9', in: 'GBP' }],
];
const REQUIRED = new Set(['timestamp_ms', 'action_source']);

function at(event: unknown, path: readonly (string | number)[], settings: SettingsInput): unknown {
	return path.reduce((node, key) => node?.[key], mapped(event, settings));
}

describe('fieldMapping', () => {
	for (const [field, path, place, expected] of rows) {
		it(`reads ${field} from the user's path and nowhere else`, () => {
			expect(at(full, place, { fieldMapping: { [field]: path } })).to.deep.equal(expected);
		});

		it(`reads ${field} from the first useful of several paths`, () => {
			expect(at(full, place, { fieldMapping: { [field]: ['other.missing', path] } })).to.deep.equal(expected);
		});

		if (!REQUIRED.has(field)) {
			it(`switches ${field} off with []`, () => {
				expect(at(full, place, {})).not.to.equal(undefined);
				expect(at(full, place, { fieldMapping: { [field]: [] } })).to.equal(undefined);
			});
		}
	}

	it('assumes the current time, and reads none from the event, for timestamp_ms: []', () => {
		expect(mapped(full, { fieldMapping: { timestamp_ms: [] } }).timestamp_ms).to.equal(NOW_MS);
	});

	it('always sends an action_source, the setting for action_source: []', () => {
		expect(mapped(full, { fieldMapping: { action_source: [] } }).action_source).to.equal('web');
	});

	it('sends a web event without source_url as `other` for source_url: [], in spite of a fallback', () => {
		const web = aTrackEvent({ properties: { action_source: 'web' } });
		const sourceUrl = { fallback: 'https://shop.example/' };

		const event = mapped(web, { fieldMapping: { source_url: [] }, sourceUrl });

		expect(event.action_source).to.equal('other');
		expect(event).not.to.have.property('source_url');
	});

	it('reads oppref from no URL once it has a path', () => {
		expect(mapped(full, { fieldMapping: { oppref: 'other.missing' } })).not.to.have.property('oppref');
	});

	it('drops amounts for data.currency: [], in spite of defaultCurrency', () => {
		const { data } = mapped(full, { fieldMapping: { 'data.currency': [] }, defaultCurrency: 'USD' });

		expect(data).not.to.have.any.keys('amount', 'currency');
	});

	it('still sums up the products for data.contents: []', () => {
		const order = aTrackEvent({ properties: { currency: 'USD', products: [{ price: 5 }] } });

		expect(mapped(order, { fieldMapping: { 'data.contents': [] } }).data).to.deep.equal({
			type: 'contents',
			amount: 500,
			currency: 'USD',
		});
	});

	it("names a page's item too", () => {
		const page = aTrackEvent({ type: 'page', properties: { title: 'Thanks, Jane', heading: 'Thanks' } });

		expect(mapped(page, { fieldMapping: { 'data.contents[].name': 'heading' } }).data.contents).to.deep.equal([
			{ name: 'Thanks' },
		]);
		expect(mapped(page, { fieldMapping: { 'data.contents[].name': [] } }).data).to.deep.equal({ type: 'contents' });
		expect(mapped(page, { fieldMapping: { 'data.contents': [] } }).data).to.deep.equal({ type: 'contents' });
	});

	it('takes precedence over externalIdFrom and amountFrom', () => {
		const settings = {
			fieldMapping: { 'user.external_id': 'other.text', 'data.amount': 'other.price' },
			externalIdFrom: ['anonymousId'],
			amountFrom: ['value'],
		};

		expect(mapped(full, settings).user.external_ids_sha256).to.deep.equal([other]);
		expect(mapped(full, settings).data.amount).to.equal(701);
	});

	it('understands lodash paths', () => {
		const event = aTrackEvent({
			properties: { 'unit price': [{ 'a.b': 'x' }], currency: 'USD', products: [{ tags: ['t0', 't1'] }] },
		});
		const fieldMapping = { oppref: 'properties["unit price"][0]["a.b"]', 'data.contents[].id': 'tags[1]' };

		expect(mapped(event, { fieldMapping })).to.have.property('oppref', 'x');
		expect(mapped(event, { fieldMapping }).data.contents[0].id).to.equal('t1');
	});

	it('uses the same names for 2026-06', () => {
		const fieldMapping = {
			'user.email': 'other.email',
			'user.postal_code': 'other.zip',
			'user.country': [],
			'user.city': [],
		};

		expect(mapped(full, { apiVersion: '2026-06', fieldMapping }).user).to.include({
			email_sha256: digestOf('other@shop.example'),
			zip_code: '94107',
		});
		expect(mapped(full, { apiVersion: '2026-06', fieldMapping }).user).not.to.have.any.keys('country', 'city');
	});

	it('trusts an Android id when the event names no system, and takes none from another system', () => {
		const fieldMapping = { 'user.android_advertising_id': 'properties.gaid' };
		const event = (context: object) => aTrackEvent({ context, properties: { gaid: GAID } });

		expect(mapped(event({}), { fieldMapping }).user).to.deep.equal({ android_advertising_id: GAID });
		expect(mapped(event({ os: { name: 'iOS' } }), { fieldMapping })).not.to.have.property('user');
	});
});
