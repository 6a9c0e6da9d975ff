import { expect } from 'chai';
import fc from 'fast-check';
import { conversionEventFields } from '../../src/destination/contract/conversion-event.js';
import { encodeIfSure } from '../../src/destination/contract/quick-encoder.js';
import { runs } from '../runs.js';
import { nearValidEvent } from './near-valid-events.js';
import { GOOD_EVENTS } from './odd-values.js';

const ORDER = { id: 'o1', type: 'order_created', timestamp_ms: 1_795_348_740_000, data: { type: 'contents' } };

/** Expects what `JSON.stringify` makes of the event, but for the order of fields, and its length in bytes. */
function expectJsonOf(event: unknown): void {
	const encoded = encodeIfSure(event);
	if (encoded === undefined) throw new Error('It was not encoded.');
	expect(JSON.parse(encoded.json)).to.deep.equal(JSON.parse(JSON.stringify(event)));
	expect(encoded.json).to.have.length(JSON.stringify(event).length);
	expect(encoded.sizeBytes).to.equal(Buffer.byteLength(encoded.json));
}

describe('encodeIfSure', () => {
	it('takes what the schema takes, of nearly valid events, and gives their JSON', () => {
		const seen = { good: 0, bad: 0 };

		fc.assert(
			fc.property(nearValidEvent, (event) => {
				const isGood = encodeIfSure(event) !== undefined;

				seen[isGood ? 'good' : 'bad']++;
				expect(isGood).to.equal(conversionEventFields.safeParse(event).success);
				if (isGood) expectJsonOf(event);
			}),
			{ numRuns: runs(1000) },
		);

		expect(Math.min(seen.good, seen.bad)).to.be.greaterThan(runs(1000) / 5);
	});

	it('never takes what the schema refuses', () => {
		fc.assert(
			fc.property(fc.anything({ withNullPrototype: true, withDate: true, withMap: true }), (value) => {
				if (encodeIfSure(value) !== undefined) expect(conversionEventFields.safeParse(value).success).to.equal(true);
			}),
			{ numRuns: runs(500) },
		);
	});

	it('takes the events of every shape', () => {
		for (const event of GOOD_EVENTS) expectJsonOf(event);
	});

	it('writes any text as JSON.stringify does', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 80 }), fc.string({ unit: 'grapheme' }), (id, name) => {
				fc.pre(id !== '');
				expectJsonOf({ ...ORDER, id, data: { type: 'contents', contents: [{ id: name, name: id }] } });
			}),
			{ numRuns: runs(500) },
		);
		for (const name of ['"', '\\', '\u0000', '\u001f', '\u007f', '\u2028', 'Größe', '購入', '😀', '\ud800', '\udc00x'])
			expectJsonOf({ ...ORDER, data: { type: 'contents', contents: [{ name }] } });
	});

	it('writes any integer as JSON.stringify does', () => {
		for (const amount of [0, -0, 1, -1, 2 ** 31, -(2 ** 31) - 1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER])
			expectJsonOf({ ...ORDER, data: { type: 'contents', amount, currency: 'USD' } });
	});

	it('writes empty lists and objects', () => {
		expectJsonOf({ ...ORDER, user: {}, data: { type: 'contents', contents: [] } });
		expectJsonOf({ ...ORDER, user: { cities: [] }, data: { type: 'contents', contents: [{}, {}] } });
	});

	it('leaves fields out that are undefined', () => {
		expectJsonOf({ ...ORDER, oppref: undefined, user: { obref: undefined } });
		expect(encodeIfSure({ ...ORDER, strange: undefined })).to.equal(undefined);
	});

	it('refuses what only looks like a digest', () => {
		const digest = 'a'.repeat(64);
		expectJsonOf({ ...ORDER, user: { emails_sha256: [digest, 'f0'.repeat(32)] } });
		for (let at = 0; at < 64; at++)
			for (const wrong of ['g', 'A', '"', 'é', '\u0161', '購']) {
				const email = digest.slice(0, at) + wrong + digest.slice(at + 1);
				expect(encodeIfSure({ ...ORDER, user: { emails_sha256: [email] } })).to.equal(undefined);
			}
	});

	it('leaves large events to the schema, wherever the buffer ends in them', () => {
		const withOppref = (length: number) => ({
			...ORDER,
			oppref: 'x'.repeat(length),
			user: { emails_sha256: ['0'.repeat(64)], cities: ['München', 'Berlin'] },
			data: {
				type: 'contents',
				amount: 1,
				currency: 'EUR',
				contents: Array.from({ length: 9 }, () => ({ name: 'ö' })),
			},
		});
		const room = 65_536 - Buffer.byteLength(JSON.stringify(withOppref(0)));
		for (let length = room - 40; length <= room; length++) expectJsonOf(withOppref(length));
		for (let length = room + 1; length < room + 700; length++)
			expect(encodeIfSure(withOppref(length)), `${length}`).to.equal(undefined);
		expect(encodeIfSure(withOppref(10_000_000))).to.equal(undefined);
		expect(encodeIfSure({ ...ORDER, data: { type: 'contents', contents: Array(100_000).fill({}) } })).to.equal(
			undefined,
		);
		expectJsonOf(ORDER);
	});

	it('takes nothing that throws when it is read', () => {
		const hostile = Object.defineProperty({ ...ORDER }, 'oppref', {
			enumerable: true,
			get: () => {
				throw new Error('not this');
			},
		});
		expect(encodeIfSure(hostile)).to.equal(undefined);
	});
});
