import { expect } from 'chai';
import { KnownTexts, PendingCounts } from '../../src/stories/pending-counts.js';

describe('KnownTexts', () => {
	it('tells two hundred texts of an hour apart, and begins anew with the next', () => {
		const texts = new KnownTexts();
		for (let n = 0; n < 200; n++) texts.keep('name', `N${n}`, 1);

		expect([texts.keep('name', 'N7', 1), texts.keep('name', 'N200', 1), texts.keep('source', 'N7', 1)]).to.deep.equal([
			'N7',
			'other',
			'other',
		]);
		expect(texts.keep('name', 'N200', 2)).to.equal('N200');
	});
});

describe('PendingCounts', () => {
	it('adds up what could not be written with what came meanwhile', () => {
		const counts = new PendingCounts();
		counts.add({ kind: 'in', source: 'web' }, 2);
		const taken = counts.take();
		counts.add({ kind: 'in', source: 'web' });

		counts.putBack(taken);

		expect(counts.take().map(({ n }) => n)).to.deep.equal([3]);
		expect(counts.take()).to.deep.equal([]);
	});
});
