import { expect } from 'chai';
import { readUiSettings } from '../../../src/destination/routers/segment-function/settings.js';
import { parseSettings } from '../../../src/destination/settings/settings.js';
import { readManifest } from '../../src/segment/desired-function.js';
import { toSegmentForm } from '../../src/set-up/to-segment-form.js';

const ROW = { from: 'Order Paid', to: 'order_created' };

/** Settings of the destination, and the fields that are filled in for them. */
const TABLE: readonly (readonly [name: string, settings: Record<string, unknown>, fields: readonly string[]])[] = [
	['nothing but the pixel', {}, []],
	[
		'texts',
		{ defaultCurrency: 'EUR', defaultCallingCode: '49', apiVersion: '2026-06', unmappedEvents: 'custom' },
		['defaultCurrency', 'defaultCallingCode', 'apiVersion', 'unmappedEvents'],
	],
	[
		'rows of events',
		{ eventMapping: [ROW, { from: 'Quote', to: 'custom', customEventName: 'quote' }] },
		['eventMapping'],
	],
	['a row with an id of its own', { eventMapping: [{ ...ROW, idFrom: 'properties.id' }] }, ['moreSettings']],
	['lists', { idFrom: ['properties.order_id', 'messageId'], amountFrom: ['products'] }, ['idFrom', 'amountFrom']],
	['an empty list', { amountFrom: [], externalIdFrom: [] }, ['moreSettings']],
	['a path with white space', { idFrom: [' x'] }, ['moreSettings']],
	[
		'fields, one of them off',
		{ fieldMapping: { 'user.email': ['a.b', 'c'], 'user.ip_address': [], oppref: ['x'] } },
		['fieldMapping'],
	],
	['a path with a comma', { fieldMapping: { 'user.email': ['a["b,c"]'] } }, ['moreSettings']],
	['a path called off', { fieldMapping: { 'user.email': ['off'] } }, ['moreSettings']],
	['no rows and no fields', { eventMapping: [], fieldMapping: {} }, ['moreSettings']],
	['consent by categories', { consent: { requireCategories: ['Advertising'] } }, ['consentCategories']],
	['no consent', { consent: false }, ['moreSettings']],
	['an identifier for all', { requireIdentifier: true }, ['requireIdentifier']],
	['an identifier for some', { requireIdentifier: ['page_viewed'] }, ['requireIdentifier']],
	['an identifier for none', { requireIdentifier: [] }, ['moreSettings']],
	['URLs', { sourceUrl: { keepQuery: ['q'], fallback: 'https://shop.example/' } }, ['keepQuery', 'moreSettings']],
	['a URL alone', { sourceUrl: { fallback: 'https://shop.example/' } }, ['moreSettings']],
	[
		'what has no field',
		{ optOut: { stripUser: true }, testEvents: { path: 'properties.test' }, flushAt: 20 },
		['moreSettings'],
	],
	['a switch', { validateOnly: true }, ['validateOnly']],
];

describe('toSegmentForm', () => {
	for (const [name, settings, fields] of TABLE) {
		it(`fills in what the function reads as the same settings: ${name}`, () => {
			const whole = { apiKey: 'the-key', pixelId: 'px_1', ...settings };

			const form = toSegmentForm(whole);

			expect(Object.keys(form)).to.have.members(['pixelId', ...fields]);
			expect(readUiSettings({ ...form, apiKey: 'the-key' })).to.deep.equal({ settings: parseSettings(whole) });
		});
	}

	it('has only fields that the form has', () => {
		const known = readManifest().settings.map(({ name }) => name);
		const filled = TABLE.flatMap(([, settings]) => Object.keys(toSegmentForm({ pixelId: 'px_1', ...settings })));

		expect(known).to.include.members(filled);
	});
});
