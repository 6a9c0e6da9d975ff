/** The events and settings of docs/recipes.md, through the mapper. The platforms themselves are not run. */

import { expect } from 'chai';
import { createDestination, mapEvent, type SettingsInput } from '../src/destination/index.js';
import { createSandbox, type Sandbox } from '../src/sandbox/index.js';
import { aTrackEvent, NOW_MS } from './builders.js';

function convert(event: object, settings: SettingsInput = {}) {
	const mapped = mapEvent({ ...aTrackEvent(), ...event }, settings, NOW_MS);
	return mapped.ok ? mapped.event : mapped.reason;
}

describe('docs/recipes.md', () => {
	it("WooCommerce by Segment's plugin: the order's number is its id, the total its amount", () => {
		const properties = {
			id: 1042,
			total: '59.90',
			products: [{ sku: 'A-1', name: 'Mug', price: '59.90', quantity: 2 }],
		};
		const settings: SettingsInput = {
			defaultCurrency: 'EUR',
			fieldMapping: { 'data.contents[].amount': [] },
			eventMapping: [{ from: 'Completed Order', to: 'order_created', idFrom: ['properties.id', 'messageId'] }],
		};

		const order = convert({ event: 'Completed Order', properties }, settings);

		expect(order).to.include({ id: '1042', type: 'order_created' });
		expect(order).to.have.deep.nested.property('data.amount', 5990);
		expect(order).to.not.have.nested.property('data.contents[0].amount');
	});

	it('Shopify by a pixel of your own: the order has the id, the amount and the items', () => {
		const products = [{ product_id: 'p-1', title: 'Mug', quantity: 1, price: 12.5 }];
		const properties = { order_id: 'gid-1', total: 12.5, currency: 'EUR', products };

		const order = convert({ properties }, { idFrom: ['properties.order_id', 'messageId'] });

		expect(order).to.include({ id: 'gid-1' });
		expect(order).to.have.nested.property('data.contents[0].id', 'p-1');
	});

	it("Google Tag Manager's web container: the purchase of the data layer has the transaction's id", () => {
		const items = [{ item_id: 'p-1', item_name: 'Mug', price: 12.5, quantity: 2 }];
		const properties = { transaction_id: 't-1', value: 25, currency: 'EUR', items };
		const eventMapping: SettingsInput['eventMapping'] = [
			{ from: 'purchase', to: 'order_created', idFrom: ['properties.transaction_id', 'messageId'] },
		];

		const order = convert({ event: 'purchase', properties }, { eventMapping });

		expect(order).to.include({ id: 't-1', type: 'order_created' });
		expect(order).to.have.nested.property('data.amount', 2500);
	});

	for (const [name, consent] of [
		['OneTrust', { C0001: true, C0004: false }],
		['Cookiebot', { necessary: true, marketing: false }],
		["Segment's wrapper", { Advertising: false, Analytics: true }],
	] as const) {
		it(`${name}: a no to advertising is not sent, a yes is`, () => {
			const granted = Object.fromEntries(Object.keys(consent).map((category) => [category, true]));
			const withStamp = (categoryPreferences: object) => convert({ context: { consent: { categoryPreferences } } });

			expect(withStamp(consent)).to.equal('consent_denied');
			expect(withStamp(granted)).to.include({ type: 'order_created' });
		});
	}

	let sandbox: Sandbox | undefined;
	afterEach(async () => {
		await sandbox?.close();
		sandbox = undefined;
	});

	it('serverless: the order has been delivered when the handler returns', async () => {
		const running = await createSandbox({ apiKey: 'k', pixelId: 'px' });
		sandbox = running;
		async function handler(order: object) {
			const destination = createDestination({
				apiKey: 'k',
				pixelId: 'px',
				endpoint: running.endpoint,
				flushInterval: 0,
			});
			const result = await destination.send(order);
			await destination.close();
			return result.outcome;
		}

		const outcome = await handler({ ...aTrackEvent(), timestamp: new Date().toISOString() });

		expect([outcome, running.events().length]).to.deep.equal(['accepted', 1]);
	});
});
