import { expect } from 'chai';
import * as fc from 'fast-check';
import { createLongestPrefix } from '../../src/destination/deliver/longest-prefix.js';
import { runs } from '../runs.js';

describe('createLongestPrefix', () => {
	it('finds what trying all of them finds', () => {
		const text = fc.string({ unit: fc.constantFrom('a', 'b', '\uffff'), maxLength: 6 });
		fc.assert(
			fc.property(
				fc.uniqueArray(text, { maxLength: 30 }),
				text,
				fc.nat(6),
				fc.nat(6),
				(values, haystack, at, unwanted) => {
					const isWanted = (value: string) => value.length !== unwanted;
					const matching = values.filter((value) => haystack.startsWith(value, at) && isWanted(value));
					const longest = matching.sort((one, other) => other.length - one.length)[0];

					expect(createLongestPrefix(values)(haystack.padEnd(at), at, isWanted)).to.equal(longest);
				},
			),
			{ numRuns: runs(500) },
		);
	});
});
