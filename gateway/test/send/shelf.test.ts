import { expect } from 'chai';
import * as fc from 'fast-check';
import { runs } from '../../../test/runs.js';
import { Shelf } from '../../src/send/shelf.js';

describe('Shelf', () => {
	it('gives back what was set last under each key, whatever the texts and keys', () => {
		const key = fc.oneof(fc.constantFrom('a:1', 'u:1', '', 'é', '€', '😀'), fc.string({ maxLength: 12 }));
		const step = fc.record({ key, text: fc.string({ minLength: 1, maxLength: 90, unit: 'grapheme' }) });
		fc.assert(
			fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
				const shelf = new Shelf(1 << 16);
				const expected = new Map<string, string>();
				for (const [savedAtMs, { key, text }] of steps.entries()) {
					expect(shelf.set(key, text, savedAtMs)).to.equal(true);
					expected.set(key, text);
					expect(shelf.get(key)).to.deep.equal({ text, savedAtMs });
				}
				for (const [key, text] of expected) expect(shelf.get(key)?.text).to.equal(text);
				expect(shelf.get('nobody, since this is longer')).to.equal(undefined);
			}),
			{ numRuns: runs(200) },
		);
	});

	it('is full when its bytes are taken, loses nothing by it, and is empty once it is cleared', () => {
		const shelf = new Shelf(1000);
		const keys = Array.from({ length: 100 }, (_, index) => `key ${index}`);

		const kept = keys.filter((key) => shelf.set(key, key.repeat(10), 1));

		expect(kept).to.have.length.within(5, 12);
		for (const key of kept) expect(shelf.get(key)?.text).to.equal(key.repeat(10));
		shelf.clear();
		expect(kept.map((key) => shelf.get(key))).to.deep.equal(kept.map(() => undefined));
		expect(shelf.set('key 0', 'again', 1)).to.equal(true);
	});

	it('is full in the end, however small the texts, since keys take room too', () => {
		const shelf = new Shelf(12_800);
		let kept = 0;

		while (shelf.set(`${kept}`, 't', 1)) kept++;

		expect(kept).to.be.within(100, 300);
		expect(shelf.get('0')?.text).to.equal('t');
		expect(shelf.get('nobody')).to.equal(undefined);
	});

	it('keeps the place of a text that grows within its room, so that a busy key does not fill it', () => {
		const shelf = new Shelf(1000);

		for (let savedAtMs = 0; savedAtMs < 10_000; savedAtMs++)
			expect(shelf.set('busy', `seen at ${savedAtMs}`, savedAtMs)).to.equal(true);

		expect(shelf.get('busy')).to.deep.equal({ text: 'seen at 9999', savedAtMs: 9999 });
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
