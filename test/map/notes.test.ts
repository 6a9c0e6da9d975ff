import { expect } from 'chai';
import fc from 'fast-check';
import { aTrackEvent, mapNow, withValues } from '../builders.js';
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
				const result = mapNow(withValues(aTrackEvent({}), places), {
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
			{ path: 'user.email', message: 'expected an e-mail address, got another text. Left out.' },
			{
				path: 'user.phone',
				message:
					'expected a phone number with + and its country code, or the setting defaultCallingCode, got an object. Left out.',
			},
		]);
	});

	it('are empty for an event that can be sent completely', () => {
		expect(mapNow(aTrackEvent({ properties: { total: 5, currency: 'USD' }, userId: 'u1' }))).to.have.deep.property(
			'notes',
			[],
		);
	});
});
