import { expect } from 'chai';
import fc from 'fast-check';
import { aTrackEvent, mapNow } from '../builders.js';
import { runs } from '../runs.js';

const SECRET = 'S3cretJane';

describe('mapEvent, notes and details', () => {
	it('never hold a value of the event, wherever it is', () => {
		const paths = [
			...[
				'event',
				'name',
				'messageId',
				'timestamp',
				'userId',
				'type',
				'integrations',
				'traits.email',
				'traits.phone',
				'traits.address.city',
			],
			...[
				'traits.address.country',
				'traits.address.postalCode',
				'traits.firstName',
				'context.ip',
				'context.userAgent',
				'context.page.url',
			],
			...[
				'context.providers.openAI.oppref',
				'properties.total',
				'properties.currency',
				'properties.action_source',
				'properties.plan',
			],
			...[
				'properties.products',
				'properties.products.price',
				'properties.products.quantity',
				'properties.url',
				'properties.obref',
			],
		];
		const odd = fc.constantFrom<unknown>(
			SECRET,
			[SECRET],
			{ [SECRET]: SECRET },
			`${SECRET}@`,
			`+${SECRET}`,
			[[SECRET]],
			`http://${SECRET}\\`,
		);

		fc.assert(
			fc.property(fc.dictionary(fc.constantFrom(...paths), odd), (places) => {
				const result = mapNow(withValues(places), {
					unmappedEvents: 'custom',
					fieldMapping: { 'data.note': 'properties' },
				});

				expect(JSON.stringify(result.ok ? result.notes : result)).not.to.include(SECRET);
			}),
			{ numRuns: runs(300) },
		);
	});

	it('say what was expected, what kind of value came, and that it was left out', () => {
		const result = mapNow(
			aTrackEvent({ traits: { email: 'foo', phone: {} }, context: { page: { url: 'https://shop.example' } } }),
		);

		expect(result).to.have.deep.property('notes', [
			{ path: 'user.email', message: 'not a valid e-mail address (a text). Left out.' },
			{ path: 'user.phone', message: 'not a phone number with its country code (an object). Left out.' },
		]);
	});

	it('are empty for an event that can be sent completely', () => {
		expect(mapNow(aTrackEvent({ properties: { total: 5, currency: 'USD' }, userId: 'u1' }))).to.have.deep.property(
			'notes',
			[],
		);
	});
});

function withValues(places: Readonly<Record<string, unknown>>): unknown {
	const event = structuredClone(aTrackEvent({})) as Record<string, unknown>;
	for (const [path, value] of Object.entries(places)) {
		const keys = path.split('.');
		let node = event;
		for (const key of keys.slice(0, -1)) {
			if (typeof node[key] !== 'object' || node[key] === null) node[key] = {};
			node = node[key] as Record<string, unknown>;
		}
		node[keys.at(-1) ?? ''] = value;
	}
	return event;
}
