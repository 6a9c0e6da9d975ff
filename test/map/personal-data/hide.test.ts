import { expect } from 'chai';
import {
	anOrder,
	anOrderIn,
	aPageEvent,
	aTrackEvent,
	digestOf,
	endOf,
	mapNow,
	mapped,
	notedPaths,
} from '../../builders.js';

const MAIL = 'jane.doe@example.com';
const PHONE = '+1 (415) 555-2671';
const shortDigest = digestOf(MAIL).slice(0, 16);

describe('mapEvent, personalData', () => {
	const texts: readonly (readonly [path: string, event: unknown, settings: object, field: string, left: unknown])[] = [
		[
			'data.contents[0].name',
			aPageEvent({ properties: { title: `Hello ${MAIL}` } }),
			{},
			'data.contents[0].name',
			'Hello',
		],
		[
			'data.contents[0].name',
			aPageEvent({ properties: { title: `Call ${PHONE}` } }),
			{},
			'data.contents[0].name',
			'Call',
		],
		[
			'data.contents[1].name',
			anOrder({ products: [{ sku: 'a' }, { sku: 'b', name: `Gift for ${MAIL}` }] }),
			{},
			'data.contents[1].name',
			'Gift for',
		],
		[
			'data.contents[0].variant_dict',
			anOrder({ products: [{ sku: 'a', variant_dict: { [MAIL]: `for ${MAIL}`, size: 'M' } }] }),
			{},
			'data.contents[0].variant_dict',
			{ '': 'for', size: 'M' },
		],
		[
			'data.plan_id',
			aTrackEvent({ event: 'Trial Started', properties: { plan: `Pro ${MAIL}` } }),
			{},
			'data.plan_id',
			'Pro',
		],
		[
			'data.plan_id',
			aTrackEvent({ event: 'Trial Started', properties: { plan: MAIL } }),
			{},
			'data.plan_id',
			undefined,
		],
		[
			'data.contact',
			aTrackEvent({ event: 'Quote', properties: { contact: ['x', { to: MAIL, n: 1 }] } }),
			{ unmappedEvents: 'custom', fieldMapping: { 'data.contact': 'properties.contact' } },
			'data.contact',
			['x', { to: '', n: 1 }],
		],
		[
			'data.contact',
			aTrackEvent({ event: 'Quote', properties: { contact: MAIL } }),
			{ unmappedEvents: 'custom', fieldMapping: { 'data.contact': 'properties.contact' } },
			'data.contact',
			undefined,
		],
		[
			'custom_event_name',
			aTrackEvent({ event: `Invited ${MAIL}` }),
			{ unmappedEvents: 'custom' },
			'custom_event_name',
			'invited',
		],
		['user.city', anOrderIn({ traits: { address: { city: MAIL } } }), {}, 'user', undefined],
		['user.user_agent', anOrderIn({ userAgent: `App/1 (${MAIL})` }), {}, 'user', undefined],
		['user.obref', anOrder({ obref: MAIL }), {}, 'user', undefined],
		['id', aTrackEvent({ messageId: MAIL }), {}, 'id', shortDigest],
		[
			'id',
			anOrder({ order_id: MAIL }),
			{ eventMapping: [{ from: 'Order Completed', to: 'order_created', deduplicationKey: 'properties.order_id' }] },
			'id',
			shortDigest,
		],
		['data.contents[0].id', anOrder({ products: [{ sku: MAIL }] }), {}, 'data.contents[0].id', shortDigest],
		[
			'data.contents[0].group_id',
			anOrder({ products: [{ sku: 'a', group_id: MAIL }] }),
			{},
			'data.contents[0].group_id',
			shortDigest,
		],
	];
	for (const [path, event, settings, field, left] of texts) {
		it(`takes it out of ${field}, with a note`, () => {
			const conversion = mapped(event, settings);

			expect(JSON.stringify(conversion)).not.to.match(/jane|415/);
			if (left === undefined) expect(conversion).not.to.have.nested.property(field);
			else expect(conversion).to.have.deep.nested.property(field, left);
			expect(notedPaths(event, settings)).to.include(path);
		});

		it(`leaves it in ${field} if the setting says so`, () => {
			expect(JSON.stringify(mapped(event, { ...settings, personalData: 'send' }))).to.match(/jane|415/);
		});
	}

	it('leaves out an item of which nothing is left', () => {
		expect(mapped(aPageEvent({ properties: { title: MAIL } })).data).to.deep.equal({ type: 'contents' });
		expect(mapped(anOrder({ products: [{ name: MAIL }, { sku: 'b' }] })).data.contents).to.deep.equal([
			{ id: 'b', content_type: 'product' },
		]);
	});

	it('never touches numbers in ids', () => {
		const event = aTrackEvent({ messageId: '+14155552671', properties: { products: [{ sku: '+14155552671' }] } });

		expect(mapped(event)).to.deep.include({ id: '+14155552671' });
		expect(mapped(event).data.contents[0].id).to.equal('+14155552671');
		expect(notedPaths(event)).to.deep.equal([]);
	});

	it('keeps two ids apart, and one id the same on every retry', () => {
		const idOf = (messageId: string) => mapped(aTrackEvent({ messageId })).id;

		expect(idOf(`a-${MAIL}`)).to.equal(idOf(`a-${MAIL}`));
		expect(idOf(`a-${MAIL}`)).not.to.equal(idOf(`b-${MAIL}`));
	});

	it('sends oppref byte for byte', () => {
		expect(mapped(anOrder({ oppref: `a ${MAIL}%40` })).oppref).to.equal(`a ${MAIL}%40`);
	});

	it('drops query parameters with an address from source_url', () => {
		const event = anOrderIn({ page: { url: `https://shop.example/?q=a&mail=${MAIL}&to=x%40y` } });
		const sourceUrl = { keepQuery: ['q', 'mail', 'to'] };

		expect(mapped(event, { sourceUrl }).source_url).to.equal('https://shop.example/?q=a');
	});

	it('does not map an event named like an address alone', () => {
		expect(endOf(aTrackEvent({ event: MAIL }), { unmappedEvents: 'custom' })).to.equal('skipped: event_not_mapped');
	});

	it('says nothing of what it took out', () => {
		const result = mapNow(aTrackEvent({ messageId: MAIL, properties: { products: [{ name: MAIL, sku: MAIL }] } }));

		expect(JSON.stringify(result)).not.to.include('jane');
	});

	it('holds up nothing with hostile texts', () => {
		const hostile = ['a@', 'a%40', '%25', '+1', '+1-', '@a.', '(+1)', 'tel:1', '&#64;'].map((part) =>
			part.repeat(3000),
		);
		const fieldMapping = { 'data.a': 'properties.a' };

		for (const text of hostile) {
			const event = aTrackEvent({ event: 'Quote', properties: { a: text.slice(0, 9000) } });
			expect(endOf(event, { unmappedEvents: 'custom', fieldMapping })).to.equal('ok');
		}
	});
});
