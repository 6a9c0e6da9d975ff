import { expect } from 'chai';
import { validateEvent } from '../../src/destination/validate-event.js';
import { anOrder, anOrderBy, anOrderIn, aTrackEvent, endOf, mapNow, mapped, NOW_MS, notedPaths } from '../builders.js';

const DAY_MS = 86_400_000;

describe('mapEvent, bad input', () => {
	const malformed: readonly (readonly [claim: string, event: unknown, field: RegExp])[] = [
		...[undefined, null, 5, 'x', true, [], [aTrackEvent()], () => 1].map(
			(event) => [`discards ${typeof event} ${JSON.stringify(event) ?? ''}`, event, /^event: /] as const,
		),
		['discards an event without a type', aTrackEvent({ type: undefined }), /^type: /],
		['discards an event of an unknown type', aTrackEvent({ type: 'Track!' }), /^type: /],
		['discards an event with a type that is not a text', aTrackEvent({ type: ['track'] }), /^type: /],
		['discards an event without an id', aTrackEvent({ messageId: undefined }), /^id: .*messageId/],
		['discards an event with a blank id', aTrackEvent({ messageId: ' ' }), /^id: /],
		['discards an event with an object for an id', aTrackEvent({ messageId: {} }), /^id: /],
		['discards an event with an id of 5 MB', aTrackEvent({ messageId: 'x'.repeat(5_000_000) }), /^id: /],
		['discards an event whose time cannot be read', aTrackEvent({ timestamp: 'yesterday' }), /^timestamp: /],
	];
	for (const [claim, event, field] of malformed) {
		it(`${claim} as malformed, and names the field`, () => {
			const result = mapNow(event);

			expect(result).to.deep.include({ ok: false, outcome: 'discarded', reason: 'malformed' });
			expect(result).to.have.property('detail').that.matches(field);
		});
	}

	it('discards events that are too old or too far ahead', () => {
		expect(endOf(aTrackEvent({ timestamp: NOW_MS - 8 * DAY_MS }))).to.equal('discarded: expired');
		expect(endOf(aTrackEvent({ timestamp: NOW_MS + 11 * 60_000 }))).to.equal('discarded: too_far_ahead');
	});

	for (const total of ['abc', Number.NaN, -5, Number('1e400'), '1e400', '1,299.00', '$49.99']) {
		it(`drops the amount of an order of ${String(total)}, with a note; the event is sent`, () => {
			const event = anOrder({ total, currency: 'USD' });

			expect(mapped(event).data).not.to.have.property('amount');
			expect(notedPaths(event)).to.deep.equal(['data.amount']);
		});
	}

	const fields: readonly (readonly [what: string, event: unknown, path: string])[] = [
		['the e-mail foo', anOrderBy({ email: 'foo' }), 'user.email'],
		['the phone ext. 89', anOrderBy({ phone: 'ext. 89' }), 'user.phone'],
		['the country Narnia', anOrderBy({ address: { country: 'Narnia' } }), 'user.country'],
		['the ip 999.1.1.1', anOrderIn({ ip: '999.1.1.1' }), 'user.ip_address'],
	];
	for (const [what, event, path] of fields) {
		it(`drops ${what}, with a note; the event is sent`, () => {
			expect(mapped(event)).not.to.have.property('user');
			expect(notedPaths(event)).to.deep.equal([path]);
		});
	}

	for (const url of ['/thanks', 'javascript:alert(1)', 'file:///etc/passwd']) {
		it(`drops the URL ${url}, tries the next source, and otherwise sends the event as \`other\``, () => {
			const event = aTrackEvent({ context: { page: { url } } });

			expect(mapped(event)).to.include({ action_source: 'other' }).and.not.to.have.property('source_url');
			expect(notedPaths(event)).to.deep.equal(['source_url', 'action_source']);
			expect(mapped({ ...event, properties: { url: 'https://shop.example/b' } })).to.include({
				action_source: 'web',
				source_url: 'https://shop.example/b',
			});
		});
	}

	it('keeps an event of 5 MB under 1 MB', () => {
		const text = 'ü'.repeat(1_000_000);
		const products = Array.from({ length: 2000 }, () => ({
			product_id: '\u0007'.repeat(900),
			name: 'x'.repeat(900),
			price: 1,
		}));
		const event = {
			...anOrderBy({ email: text, address: { city: text } }),
			properties: { products, total: 1, currency: 'USD', text },
		};

		const sent = mapped(event);

		expect(Buffer.byteLength(JSON.stringify(event))).to.be.greaterThan(5_000_000);
		expect(Buffer.byteLength(JSON.stringify(sent))).to.be.lessThan(1_000_000);
		expect(validateEvent(sent, NOW_MS).ok).to.equal(true);
	});

	it('survives nesting of any depth', () => {
		const deep = JSON.parse(`${'{"properties":'.repeat(5000)}{}${'}'.repeat(5000)}`);

		expect(endOf(aTrackEvent({ properties: deep, traits: deep, context: deep, integrations: deep }))).to.equal('ok');
	});

	it('does not pollute prototypes', () => {
		const json = '{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}},"currency":"USD"}';

		const sent = mapped(
			aTrackEvent({ properties: JSON.parse(json), traits: JSON.parse(json), context: JSON.parse(json) }),
		);

		expect(({} as Record<string, unknown>)['polluted']).to.equal(undefined);
		expect(sent.data).to.deep.equal({ type: 'contents', currency: 'USD' });
	});

	it('does not read values from prototypes', () => {
		const event = aTrackEvent({ properties: { currency: 'USD' } });

		expect(
			mapped(event, { fieldMapping: { oppref: 'constructor.name', 'user.obref': '__proto__.x' } }),
		).not.to.have.any.keys('oppref', 'user');
	});

	it('sends lone surrogates as well-formed text, NUL and RTL as they are', () => {
		const products = [{ id: 'a\ud800', name: '\0 \u202eabc' }];

		expect(mapped(anOrder({ products })).data.contents[0]).to.include({ id: 'a\ufffd', name: '\0 \u202eabc' });
		expect(mapped(aTrackEvent({ messageId: 'm\udfff' })).id).to.equal('m\ufffd');
	});

	it('discards an event that throws when it is read', () => {
		const event = Object.defineProperty(aTrackEvent(), 'properties', {
			get: () => {
				throw new Error('jane@shop.example');
			},
		});

		const result = mapNow(event);

		expect(result).to.include({ ok: false, outcome: 'discarded', reason: 'malformed' });
		expect(JSON.stringify(result)).not.to.include('jane');
	});

	it('maps two events with one id alike', () => {
		expect(mapped(aTrackEvent()).id).to.equal(mapped(aTrackEvent({ properties: { total: 1 } })).id);
	});

	it('leaves the event as it was', () => {
		const event = anOrder({ products: [{ id: 'a', price: 1 }], currency: 'usd' });
		const before = structuredClone(event);

		mapNow(event);

		expect(event).to.deep.equal(before);
	});
});
