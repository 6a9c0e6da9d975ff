import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { readUiSettings, UI_SETTING_NAMES } from '../../../src/destination/routers/segment-function/settings.js';
import { parseSettings } from '../../../src/destination/settings/settings.js';
import { API_KEY } from '../../deliver/delivery-builders.js';

const KEYS = { apiKey: API_KEY, pixelId: 'pixel' };

function problemOf(form: unknown): string | undefined {
	return readUiSettings(form).problem;
}

describe('readUiSettings', () => {
	const read: readonly (readonly [claim: string, form: object, settings: object])[] = [
		[
			'blank fields as defaults',
			{ idFrom: [], eventMapping: {}, defaultCurrency: '', validateOnly: null, moreSettings: ' ' },
			{},
		],
		['lists with blank lines', { idFrom: [' ', ''], amountFrom: [' total ', ''] }, { amountFrom: ['total'] }],
		[
			'outer space',
			{ apiKey: ` ${API_KEY}\n`, pixelId: ' pixel ', defaultCurrency: ' eur ' },
			{ defaultCurrency: 'EUR' },
		],
		[
			'a text map of events',
			{
				eventMapping: { 'Order Paid': ' order_created ', Quote: 'custom:quote', 'Order Completed': 'skip' },
			},
			{
				eventMapping: [
					{ from: 'Order Paid', to: 'order_created' },
					{ from: 'Quote', to: 'custom', customEventName: 'quote' },
					{ from: 'Order Completed', to: 'skip' },
				],
			},
		],
		[
			'a text map of fields',
			{
				fieldMapping: {
					'user.email': 'properties.mail',
					'user.phone': 'traits.tel, traits.mobile',
					'user.ip_address': 'off',
				},
			},
			{
				fieldMapping: {
					'user.email': ['properties.mail'],
					'user.phone': ['traits.tel', 'traits.mobile'],
					'user.ip_address': [],
				},
			},
		],
		[
			'lists that were typed as a text',
			{ idFrom: 'properties.order_id, messageId' },
			{ idFrom: ['properties.order_id', 'messageId'] },
		],
		['query parameters', { keepQuery: ['page'] }, { sourceUrl: { keepQuery: ['page'] } }],
		[
			'query parameters beside other rules for URLs',
			{
				keepQuery: ['page'],
				moreSettings: '{"sourceUrl": {"canonicalOrigin": "https://shop.example"}}',
			},
			{ sourceUrl: { keepQuery: ['page'], canonicalOrigin: 'https://shop.example' } },
		],
		['consent categories', { consentCategories: ['ads'] }, { consent: { requireCategories: ['ads'] } }],
		['types that need an identifier', { requireIdentifier: ['page_viewed'] }, { requireIdentifier: ['page_viewed'] }],
		['an identifier for all', { requireIdentifier: ['all'] }, { requireIdentifier: true }],
		['a switch', { validateOnly: true }, { validateOnly: true }],
		['a switch that was typed as a text', { validateOnly: 'true' }, { validateOnly: true }],
		['a switch that is off', { validateOnly: false }, {}],
		['other settings as JSON', { moreSettings: '{"optOut": {"stripUser": true}}' }, { optOut: { stripUser: true } }],
	];
	for (const [claim, form, settings] of read) {
		it(`takes ${claim}`, () => {
			expect(readUiSettings({ ...KEYS, ...form })).to.deep.equal({ settings: parseSettings({ ...KEYS, ...settings }) });
		});
	}

	const wrong: readonly (readonly [form: unknown, problem: string])[] = [
		[{ pixelId: 'pixel' }, 'settings.apiKey: required.'],
		[{ apiKey: API_KEY, pixelId: ' ' }, 'settings.pixelId: required.'],
		[{ ...KEYS, consentCategory: ['ads'] }, 'settings.consentCategory: unknown setting.'],
		[{ ...KEYS, eventMapping: { A: 'purchase' } }, 'settings.eventMapping[0].to: expected one of'],
		[{ ...KEYS, eventMapping: { A: 'custom:a b' } }, 'settings.eventMapping[0].customEventName: expected 1 to 64'],
		[{ ...KEYS, eventMapping: 'A' }, 'settings.eventMapping: expected array, got "A".'],
		[{ ...KEYS, fieldMapping: { 'user.emial': 'x' } }, 'settings.fieldMapping.user.emial: expected an output field'],
		[{ ...KEYS, consentCategories: [5] }, 'settings.consentCategories[0]: expected string, got 5.'],
		[{ ...KEYS, keepQuery: [5] }, 'settings.keepQuery[0]: expected string, got 5.'],
		[{ ...KEYS, validateOnly: 'yes' }, 'settings.validateOnly: expected boolean, got "yes".'],
		[{ ...KEYS, moreSettings: '{"optOut"' }, 'settings.moreSettings: expected a JSON object'],
		[{ ...KEYS, moreSettings: '[]' }, 'settings.moreSettings: expected a JSON object'],
		[{ ...KEYS, moreSettings: '{"optout": {}}' }, 'settings.optout: unknown setting.'],
		[
			{ ...KEYS, idFrom: ['messageId'], moreSettings: '{"idFrom": ["x"]}' },
			'settings.moreSettings: idFrom has a field of its own in the form.',
		],
		[undefined, 'settings: expected an object.'],
		[
			{
				get apiKey() {
					throw new Error('no');
				},
			},
			'settings: expected readable values.',
		],
	];
	for (const [form, problem] of wrong) {
		it(`says "${problem}"`, () => {
			expect(problemOf(form)).to.satisfy((line: string | undefined) => line?.startsWith(problem));
		});
	}

	it('shows no key', () => {
		const wrongPlaces = [
			{ ...KEYS, apiKey: `${API_KEY}\nx` },
			{ ...KEYS, pixelId: [API_KEY] },
			{ ...KEYS, apiVersion: API_KEY },
		];

		for (const form of wrongPlaces) expect(problemOf(form)).to.be.a('string').that.does.not.include(API_KEY);
	});
});

describe('integrations/segment/settings.json', () => {
	const { settings, ...rest } = JSON.parse(readFileSync('integrations/segment/settings.json', 'utf8'));

	it("has the form of Segment's Public API", () => {
		expect(rest).to.have.all.keys('displayName', 'description');
		for (const setting of settings) {
			expect(setting).to.have.all.keys('name', 'label', 'description', 'type', 'required', 'sensitive');
			expect(setting.type).to.be.oneOf(['STRING', 'BOOLEAN', 'ARRAY', 'TEXT_MAP']);
		}
	});

	it('lists exactly the fields that are read', () => {
		expect(settings.map(({ name }: { name: string }) => name)).to.have.members([...UI_SETTING_NAMES]);
	});

	it('asks for the required settings, and hides the key', () => {
		const named = (flag: string) =>
			settings.filter((setting: Record<string, unknown>) => setting[flag]).map(({ name }: { name: string }) => name);

		expect(named('required')).to.deep.equal(['apiKey', 'pixelId']);
		expect(named('sensitive')).to.deep.equal(['apiKey']);
	});

	it('leaves the other settings within reach of moreSettings', () => {
		const form = {
			...KEYS,
			moreSettings: JSON.stringify({ flushAt: 5, maxIsolationRequests: 3, integrationName: 'X' }),
		};

		expect(readUiSettings(form)).to.have.property('settings').that.includes({ flushAt: 5, maxIsolationRequests: 3 });
	});
});
