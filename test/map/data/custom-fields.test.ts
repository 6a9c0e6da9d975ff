import { expect } from 'chai';
import { aTrackEvent, mapped, notedPaths } from '../../builders.js';

/** `data` of a custom event with these properties and one field of its own, `data.note`, at `properties.note`. */
function dataOf(properties: object): Record<string, unknown> {
	return mapped(aTrackEvent({ event: 'Quote', properties }), SETTINGS).data;
}

const SETTINGS = {
	unmappedEvents: 'custom' as const,
	fieldMapping: { 'data.note': ['properties.note', 'context.note'] },
};

describe('mapEvent, fields of custom events', () => {
	it('are those that fieldMapping names, and no other properties', () => {
		expect(dataOf({ note: 'x', secret: 'y' })).to.deep.equal({ type: 'custom', note: 'x' });
		expect(
			mapped(aTrackEvent({ event: 'Quote', properties: { secret: 'y' } }), { unmappedEvents: 'custom' }).data,
		).to.deep.equal({
			type: 'custom',
		});
	});

	const passed: readonly unknown[] = ['x', '', 0, -1.5, true, false, null, [], {}, { a: [1, { b: null }] }];
	for (const note of passed) {
		it(`carry ${JSON.stringify(note)} unchanged`, () => {
			expect(dataOf({ note })).to.deep.equal({ type: 'custom', note });
		});
	}

	it('carry a Date as text', () => {
		expect(dataOf({ note: new Date(0) }).note).to.equal('1970-01-01T00:00:00.000Z');
	});

	it('are well-formed, and literal backslashes stay', () => {
		expect(dataOf({ note: { 'k\ud800': ['a\udc00', '\\ud800', '😀'] } }).note).to.deep.equal({
			'k\ufffd': ['a\ufffd', '\\ud800', '😀'],
		});
	});

	const deep = JSON.parse('['.repeat(200) + ']'.repeat(200));
	for (const [what, note] of [
		['NaN', Number.NaN],
		['a function', () => 1],
		['a bigint', 1n],
		['deep nesting', deep],
		['a long text', 'x'.repeat(10_001)],
	] as const) {
		it(`leave ${what} out, with a note`, () => {
			const event = aTrackEvent({ event: 'Quote', properties: { note } });

			expect(mapped(event, SETTINGS).data).to.deep.equal({ type: 'custom' });
			expect(notedPaths(event, SETTINGS)).to.deep.equal(['data.note']);
		});
	}

	it('do not pollute prototypes', () => {
		const sent = dataOf({ note: JSON.parse('{"__proto__":{"polluted":true}}') });

		expect(sent).not.to.have.property('polluted');
		expect(({} as Record<string, unknown>)['polluted']).to.equal(undefined);
	});

	it('are not sent with standard events', () => {
		expect(mapped(aTrackEvent({ properties: { note: 'x' } }), SETTINGS).data).to.deep.equal({ type: 'contents' });
	});

	it('stay under 1 MB together', () => {
		const fieldMapping = Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`data.f${n}`, 'properties.note']));
		const event = aTrackEvent({ event: 'Quote', properties: { note: 'é'.repeat(9000) } });

		const sent = mapped(event, { unmappedEvents: 'custom', fieldMapping });

		expect(Buffer.byteLength(JSON.stringify(sent))).to.be.lessThan(1_000_000);
	});

	it('can be sent together with money, items and a plan', () => {
		const data = dataOf({ note: 'x', total: 5, currency: 'USD', plan: 'pro', products: [{ id: 'a' }] });

		expect(data).to.deep.equal({
			type: 'custom',
			amount: 500,
			currency: 'USD',
			contents: [{ id: 'a' }],
			plan_id: 'pro',
			note: 'x',
		});
	});
});
