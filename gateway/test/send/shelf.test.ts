import { expect } from 'chai';
import * as fc from 'fast-check';
import { runs } from '../../../test/runs.js';
import { Shelf } from '../../src/send/shelf.js';

describe('Shelf', () => {
	it('gives back what was set last under each key, whatever the texts and keys', () => {
		const oneByte = fc.integer({ min: 0, max: 0xff }).map((code) => String.fromCharCode(code));
		const key = fc.oneof(fc.constantFrom('a:1', 'u:1', '', 'é'), fc.string({ maxLength: 8, unit: oneByte }));
		const step = fc.record({ key, text: fc.string({ minLength: 1, maxLength: 90, unit: oneByte }) });
		fc.assert(
			fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
				const shelf = new Shelf(1 << 16);
				const expected = new Map<string, string>();
				for (const [savedAtMs, { key, text }] of steps.entries()) {
					shelf.set(key, text, savedAtMs);
					expected.set(key, text);
					expect(shelf.get(key)).to.deep.equal({ text, savedAtMs });
				}
				for (const [key, text] of expected) expect(shelf.get(key)?.text).to.equal(text);
				expect(shelf.get('nobody, since this is longer')).to.equal(undefined);
			}),
			{ numRuns: runs(200) },
		);
	});

	it('never gives back anything else, however often its halves are filled', () => {
		const step = fc.record({
			key: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
			size: fc.integer({ min: 0, max: 400 }),
			does: fc.constantFrom('set', 'set', 'get', 'delete'),
		});
		fc.assert(
			fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
				const shelf = new Shelf(300);
				const last = new Map<string, string>();
				for (const [index, { key, size, does }] of steps.entries()) {
					const text = `${index}`.padEnd(size, '.');
					if (does === 'set') {
						shelf.set(key, text, index);
						last.set(key, text);
						if (size < 200) expect(shelf.get(key)).to.deep.equal({ text, savedAtMs: index });
					}
					if (does === 'delete') {
						shelf.delete(key);
						last.delete(key);
						expect(shelf.get(key)).to.equal(undefined);
					}
					for (const [each, expected] of last) expect(shelf.get(each)?.text ?? expected).to.equal(expected);
				}
			}),
			{ numRuns: runs(200) },
		);
	});

	it('never takes one key for another, but loses the earlier of two that end alike', () => {
		const shelf = new Shelf(1000);
		const [one, other] = ['u:one 12345678', 'u:other 12345678'];
		shelf.set(one, 'of one', 1);
		expect(shelf.get(other)).to.equal(undefined);

		shelf.set(other, 'of the other', 2);

		expect(shelf.get(other)?.text).to.equal('of the other');
		expect(shelf.get(one)).to.equal(undefined);
		shelf.set(one, 'x'.repeat(1000), 3);
		expect(shelf.get(one)).to.equal(undefined);
	});

	it('does not fall back to an older text of a key whose newer one was lost to another key', () => {
		const shelf = new Shelf(200);
		shelf.set('u:one 12345678', 'old', 1);
		for (let index = 0; index < 4; index++) shelf.set(`${index}`, 'x'.repeat(20), 1); // The first is in the older half now.
		shelf.set('u:one 12345678', 'new', 2);

		shelf.set('u:other 12345678', 'another', 3);

		expect(shelf.get('u:one 12345678')).to.equal(undefined);
	});

	it('keeps the two keys of somebody whose userId and anonymousId are the same', () => {
		const shelf = new Shelf(1000);

		shelf.set('u:5eb63bbbe01eeed0', 'of the userId', 1);
		shelf.set('a:5eb63bbbe01eeed0', 'of the anonymousId', 1);

		expect(shelf.get('u:5eb63bbbe01eeed0')?.text).to.equal('of the userId');
		expect(shelf.get('a:5eb63bbbe01eeed0')?.text).to.equal('of the anonymousId');
	});

	it('knows nothing of a key whose number another had when it was deleted', () => {
		const shelf = new Shelf(200);
		shelf.set('u:one 12345678', 'forgotten', 1);
		for (let index = 0; index < 4; index++) shelf.set(`${index}`, 'x'.repeat(20), 1); // The first is in the older half now.
		shelf.set('u:other 12345678', 'another', 1);

		shelf.delete('u:one 12345678');

		expect(shelf.get('u:one 12345678')).to.equal(undefined);
	});

	it('keeps at least what fits into a half, at most what fits into both, and is empty once it is cleared', () => {
		const shelf = new Shelf(1000);
		const keys = Array.from({ length: 100 }, (_, index) => `key ${index}`);

		for (const key of keys) shelf.set(key, key.repeat(10), 1);

		const isKept = keys.map((key) => shelf.get(key)?.text === key.repeat(10));
		expect(isKept.filter(Boolean)).to.have.length.within(8, 20);
		expect(isKept.slice(-8)).to.deep.equal(Array(8).fill(true));
		shelf.clear();
		expect(keys.map((key) => shelf.get(key))).to.deep.equal(keys.map(() => undefined));
		shelf.set('key 0', 'again', 1);
		expect(shelf.get('key 0')?.text).to.equal('again');
	});

	it('keeps what is asked for, however much is set meanwhile', () => {
		const shelf = new Shelf(1000);
		shelf.set('asked for', 'text', 5);

		for (let index = 0; index < 1000; index++) {
			shelf.set(`${index}`, 'other', 6);
			expect(shelf.get('asked for')).to.deep.equal({ text: 'text', savedAtMs: 5 });
		}

		expect(shelf.get('0')).to.equal(undefined);
	});

	it('forgets the smallest texts too in the end, since keys take room', () => {
		const shelf = new Shelf(6400);

		for (let index = 0; index < 1000; index++) shelf.set(`${index}`, 't', 1);

		const kept = Array.from({ length: 1000 }, (_, index) => index).filter((index) => shelf.get(`${index}`)).length;
		expect(kept).to.be.within(100, 300);
	});

	it('does not keep a text that is larger than a half, nor the one that it replaces', () => {
		const shelf = new Shelf(100);
		shelf.set('key', 'small', 1);
		shelf.set('other', 'small', 1);

		shelf.set('key', 'x'.repeat(200), 2);

		expect(shelf.get('key')).to.equal(undefined);
		expect(shelf.get('other')?.text).to.equal('small');
	});

	it('keeps the place of a text that grows within its room, so that a busy key does not fill it', () => {
		const shelf = new Shelf(1000);
		shelf.set('other', 'text', 1);

		for (let savedAtMs = 0; savedAtMs < 10_000; savedAtMs++) shelf.set('busy', `seen at ${savedAtMs}`, savedAtMs);

		expect(shelf.get('busy')).to.deep.equal({ text: 'seen at 9999', savedAtMs: 9999 });
		for (let index = 0; index < 10; index++) shelf.set(`${index}`, 'text', 1);
		expect(shelf.get('other')?.text).to.equal('text');
	});

	it('knows nothing of a deleted text, until it is set again', () => {
		const shelf = new Shelf(1000);
		shelf.set('key', 'text', 5);

		shelf.delete('key');
		shelf.delete('nobody');

		expect(shelf.get('key')).to.equal(undefined);
		shelf.set('key', 'new', 6);
		expect(shelf.get('key')).to.deep.equal({ text: 'new', savedAtMs: 6 });
	});
});
