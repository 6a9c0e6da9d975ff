import { expect } from 'chai';
import fc from 'fast-check';
import type { ConversionEventDraft } from '../../src/destination/contract/conversion-event.js';
import { maskEvent } from '../../src/destination/explain/mask.js';
import { aTrackEvent, digestOf, mapNow, mapped, withValues } from '../builders.js';
import { hostileEvent } from '../map/hostile-events.js';
import { runs } from '../runs.js';

const OPPREF = 'gAAAAABmZ2V0LXRoZS1jbGljaw';
const person = aTrackEvent({
	messageId: 'order-1001',
	userId: 'user-42',
	properties: {
		oppref: OPPREF,
		obref: 'obref-browser-1',
		total: 129.99,
		currency: 'USD',
		plan: 'enterprise plan',
		products: [{ product_id: 'sku-1', name: 'Shirt', price: 129.99, quantity: 1, variant_dict: { color: 'crimson' } }],
	},
	context: {
		page: { url: 'https://shop.example/thanks?email=jane%40shop.example' },
		ip: '203.0.113.77',
		userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)',
		traits: {
			email: 'jane@shop.example',
			phone: '+14155552671',
			firstName: 'Jane',
			address: { city: 'San Francisco', state: 'California', postalCode: '94107', country: 'US' },
		},
	},
});

describe('maskEvent', () => {
	it('shows what recognises an event, and nothing that names a person', () => {
		expect(maskEvent(mapped(person))).to.deep.equal({
			id: 'order-1001',
			type: 'order_created',
			timestamp_ms: 1_795_348_740_000,
			action_source: 'web',
			source_url: 'https://shop.example/thanks',
			oppref: `26 characters, ${digestOf(OPPREF).slice(0, 4)}...`,
			user: {
				emails_sha256: [`${digestOf('jane@shop.example').slice(0, 4)}... digest`],
				phone_numbers_sha256: [`${digestOf('14155552671').slice(0, 4)}... digest`],
				first_names_sha256: [`${digestOf('jane').slice(0, 4)}... digest`],
				external_ids_sha256: [`${digestOf('user-42').slice(0, 4)}... digest`],
				regions: ['C*********'],
				cities: ['S************'],
				postal_codes: ['9****'],
				countries: ['US'],
				obref: `15 characters, ${digestOf('obref-browser-1').slice(0, 4)}...`,
				ip_address: '203.0.*.*',
				user_agent: 'Mozilla/5.0 (iPhone; CPU',
			},
			data: {
				type: 'contents',
				amount: 12999,
				currency: 'USD',
				contents: [
					{
						id: 'sku-1',
						name: 'Shirt',
						quantity: 1,
						amount: 12999,
						variant_dict: 'an object of 1 fields',
						content_type: 'product',
					},
				],
			},
		});
	});

	it('shows plans and custom fields by kind and length', () => {
		const settings = {
			eventMapping: [{ from: 'Quiz', to: 'custom' as const, customEventName: 'quiz' }],
			fieldMapping: { 'data.answer': 'properties.answer', 'data.list': 'properties.list' },
		};
		const event = aTrackEvent({ event: 'Quiz', properties: { answer: 'my secret', list: [1, 2], plan: 'enterprise' } });

		expect(maskEvent(mapped(event, settings))['data']).to.deep.equal({
			type: 'custom',
			plan_id: 'a text of 10 characters',
			answer: 'a text of 9 characters',
			list: 'an array of 2',
		});
	});

	it('masks ids and names that may be an address or a number, and cuts the others', () => {
		const products = [{ product_id: 'jane@shop.example', name: 'x'.repeat(200) }];
		const event = aTrackEvent({ messageId: '+49 170 1234567', properties: { products } });
		const { id, data } = maskEvent(mapped(event, { personalData: 'send' })) as {
			id: string;
			data: { contents: { id: string; name: string }[] };
		};

		expect([id, data.contents[0]?.id, data.contents[0]?.name]).to.deep.equal([
			'a text of 15 characters',
			'a text of 17 characters',
			'x'.repeat(80),
		]);
	});

	it('masks the older generation, IPv6 addresses and advertising ids', () => {
		const context = {
			ip: '2001:db8:85a3::8a2e:370:7334',
			os: { name: 'Android' },
			device: { advertisingId: '38400000-8cf0-11bd-b23e-10b96e40000d' },
		};
		const older = maskEvent(
			mapped(
				{ ...person, context: { traits: { email: 'jane@shop.example', city: 'Oslo', zip: '0150' } } },
				{ apiVersion: '2026-06' },
			),
		);
		const app = maskEvent(mapped(aTrackEvent({ context })));

		expect(older['user']).to.deep.include({ city: 'O***', zip_code: '0***' });
		expect((older['user'] as { email_sha256: string }).email_sha256).to.match(/^[0-9a-f]{4}\.\.\. digest$/);
		expect(app['user']).to.deep.include({ ip_address: '2001:db8:*' });
		expect((app['user'] as { android_advertising_id: string }).android_advertising_id).to.match(/^36 characters, /);
	});

	it('masks whatever else an object holds by kind, prototypes included', () => {
		const odd = JSON.parse('{"id":5,"user":"jane","data":{"contents":"jane","__proto__":"jane"},"constructor":"jane"}');

		expect(JSON.stringify(maskEvent(odd as ConversionEventDraft))).not.to.include('jane');
	});

	it('lets no text of the person through, wherever it stands in the event', () => {
		const secret = fc.stringMatching(/^[a-z]{5,12}Zq[a-z]{3}$/);
		const places = [
			...[
				'traits.email',
				'traits.phone',
				'traits.firstName',
				'traits.lastName',
				'traits.city',
				'traits.state',
				'traits.zip',
			],
			...['userId', 'anonymousId', 'context.userAgent', 'context.ip', 'properties.oppref', 'properties.obref'],
			...['properties.plan', 'properties.note', 'context.device.advertisingId', 'properties.products.0.variant_dict.a'],
			...['properties.products.0.content_type', 'properties.products.0.price', 'properties.products.0.quantity'],
		];
		// Letters by chance may be a crawler's name.
		const settings = {
			unmappedEvents: 'custom' as const,
			bots: 'send' as const,
			fieldMapping: { 'data.note': 'properties.note' },
		};

		fc.assert(
			fc.property(
				fc.dictionary(fc.constantFrom(...places), secret),
				fc.constantFrom('Order Completed', 'Quiz', 'Trial Started'),
				(values, event) => {
					const result = mapNow(
						withValues(aTrackEvent({ event, properties: { products: [{ product_id: 'p1' }] } }), values),
						settings,
					);
					if (!result.ok) throw new Error(result.reason);
					const text = JSON.stringify(maskEvent(result.event));

					for (const value of Object.values(values)) expect(text).not.to.include(agentless(value, values));
				},
			),
			{ numRuns: runs(300) },
		);
	});

	it('takes hostile events without throwing', () => {
		fc.assert(
			fc.property(hostileEvent, (event) => {
				const result = mapNow(event);
				if (result.ok) expect(Object.keys(maskEvent(result.event))).to.deep.equal(Object.keys(result.event));
			}),
			{ numRuns: runs(500) },
		);
	});
});

/** A user agent is shown up to its 24th character, so only what is longer must be gone. */
function agentless(value: string, values: Readonly<Record<string, string>>): string {
	return values['context.userAgent'] === value ? value.padEnd(25, '?') : value;
}
