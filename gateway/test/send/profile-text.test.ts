import { expect } from 'chai';
import * as fc from 'fast-check';
import type { Profile } from 'openai-ads-destination/pipeline';
import { runs } from '../../../test/runs.js';
import { decodeProfile, encodeProfile } from '../../src/send/profile-text.js';

const seenAtMs = fc.integer({ min: 0, max: 2_000_000_000_000 });
const text = fc.oneof(
	fc.stringMatching(/^[0-9a-f]{64}$/),
	fc.string({ unit: 'grapheme' }),
	fc.constantFrom('"', '\\', '\u2028', '{}', ''),
);
const from = fc.option(fc.constant('0123456789abcdef'), { nil: undefined });
const aFact = (value: fc.Arbitrary<unknown>) =>
	fc.record({ value, seenAtMs, from }).map(({ from, ...fact }) => (from === undefined ? fact : { ...fact, from }));
const facts = fc.record(
	{
		email: aFact(fc.array(text, { maxLength: 3 })),
		first_name: aFact(fc.array(text, { maxLength: 3 })),
		oppref: aFact(text),
		source_url: aFact(text),
		opt_out: aFact(fc.constant(true)),
		linked: aFact(fc.constant(true)),
	},
	{ requiredKeys: [] },
);
const profile = fc
	.tuple(facts, fc.option(facts, { nil: undefined }))
	.map(([server, browser]) => (browser === undefined ? server : { ...server, browser }) as Profile);

describe('encodeProfile', () => {
	it('writes a text that decodeProfile reads back, whatever is in the profile', () => {
		fc.assert(
			fc.property(profile, (one) => {
				expect(decodeProfile(encodeProfile(one))).to.deep.equal(one);
			}),
			{ numRuns: runs(300) },
		);
	});

	it('leaves out what is undefined', () => {
		expect(encodeProfile({ email: undefined } as unknown as Profile)).to.equal('{}');
	});
});
