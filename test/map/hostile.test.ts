import { expect } from 'chai';
import fc from 'fast-check';
import type { SettingsInput } from '../../src/destination/settings/settings.js';
import { validateEvent } from '../../src/destination/validate-event.js';
import { mapNow, NOW_MS } from '../builders.js';
import { judgeByHand } from '../contract/second-reading.js';
import { runs } from '../runs.js';
import { hostileEvent } from './hostile-events.js';

const customFields = { 'data.note': 'properties.note', 'data.all': 'properties', 'data.list': ['context', 'traits'] };
const SETTINGS: Readonly<Record<string, SettingsInput>> = {
	'the default settings': {},
	'the singular user keys': { apiVersion: '2026-06', externalIdFrom: ['anonymousId'], amountFrom: ['products'] },
	'custom events with fields of their own': { unmappedEvents: 'custom', fieldMapping: customFields },
	'an event that opts out': { optOut: { path: 'properties.optOut', stripUser: true }, defaultCurrency: 'EUR' },
	'queries that are kept and a fallback': {
		sourceUrl: {
			keepQuery: ['q', 'oppref'],
			canonicalOrigin: 'https://shop.example',
			fallback: 'https://shop.example/',
		},
		defaultCallingCode: '44',
	},
	'rows for everything': {
		eventMapping: [
			{ from: 'page', to: 'order_created' },
			{ from: 'screen', to: 'app_opened' },
			{ from: 'Order Completed', to: 'subscription_created', idFrom: 'properties.order_id' },
			{ from: 'Product Viewed', to: 'custom', customEventName: 'looked' },
		],
		fieldMapping: {
			'data.contents[].id': ['id', 'a.b'],
			'data.extra': 'properties.products',
			'user.city': 'properties',
		},
	},
};

describe('mapEvent, whatever comes in', () => {
	for (const [name, settings] of Object.entries(SETTINGS)) {
		it(`never throws and never builds an invalid event with ${name}`, () => {
			let mappedEvents = 0;

			fc.assert(
				fc.property(hostileEvent, (event) => {
					const result = mapNow(event, settings);
					if (!result.ok) return;

					mappedEvents++;
					const onTheWire = JSON.parse(JSON.stringify(result.event));
					for (const sent of [result.event, onTheWire]) {
						expect(validateEvent(sent, NOW_MS)).to.have.property('ok', true);
						expect(judgeByHand(sent, NOW_MS)).to.deep.equal([]);
					}
					expect(onTheWire).to.deep.equal(result.event);
					expect(JSON.stringify(result.event).isWellFormed()).to.equal(true);
				}),
				{ numRuns: runs(300) },
			);

			// Surviving refused events alone would prove little.
			expect(mappedEvents).to.be.greaterThan(runs(300) / 6);
		});
	}

	it('leaves the prototypes of all objects alone', () => {
		const before = Object.getOwnPropertyNames(Object.prototype);

		fc.assert(
			fc.property(hostileEvent, (event) => {
				mapNow(event, SETTINGS['custom events with fields of their own']);
			}),
			{ numRuns: runs(200) },
		);

		expect(Object.getOwnPropertyNames(Object.prototype)).to.deep.equal(before);
		expect(({} as Record<string, unknown>)['polluted']).to.equal(undefined);
	});
});
