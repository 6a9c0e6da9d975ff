import { expect } from 'chai';
import { findNearest } from '../../src/destination/primitives/find-nearest.js';

describe('findNearest', () => {
	const known = ['port', 'host', 'flushAt', 'flushInterval', 'defaultCurrency', 'maxQueued', 'maxRetries'];
	for (const [name, expected, why] of [
		['prot', 'port', 'two letters that changed places'],
		['hosts', 'host', 'a letter too many'],
		['flushInteval', 'flushInterval', 'a missing letter'],
		['FLUSH_AT', 'flushAt', 'another spelling'],
		['currency', 'defaultCurrency', 'a part of the name'],
		['max', undefined, 'too small a part'],
		['adminPort', undefined, 'more than the name'],
		['kafka', undefined, 'nothing in common'],
		['', undefined, 'nothing'],
		['p'.repeat(1_000_000), undefined, 'a name without end'],
	] as const) {
		it(`finds ${expected} for ${why}`, () => {
			expect(findNearest(name, known)).to.equal(expected);
		});
	}

	it('takes the first of two that are equally near', () => {
		expect(findNearest('path', ['a.path', 'b.path'], (text) => text.slice(2))).to.equal('a.path');
	});
});
