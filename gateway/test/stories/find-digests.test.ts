/** Digests within texts: every one that a search of the whole text finds, wherever it stands. */

import { expect } from 'chai';
import { findDigests } from '../../src/stories/find-digests.js';

const DIGEST = '0123456789abcdef'.repeat(4);
const search = (text: string) => text.match(/[0-9a-f]{64}/g) ?? [];

describe('findDigests', () => {
	it('finds a digest at any place of a text', () => {
		for (let before = 0; before < 200; before++) {
			const text = `${'-'.repeat(before)}${DIGEST}"`;

			expect([...findDigests(text)], `after ${before}`).to.deep.equal([DIGEST]);
		}
	});

	it('finds none in runs that are a digit too short, or in capitals', () => {
		const text = `${DIGEST.slice(1)} ${DIGEST.slice(1)}g${DIGEST.toUpperCase()}`;

		expect([...findDigests(text)]).to.deep.equal([]);
	});

	it('finds what an expression finds, however long the runs are and whatever is between them', () => {
		const lengths = [64, 1, 63, 65, 127, 128, 0, 200, 64, 64];
		const text = lengths.map((length) => DIGEST.repeat(4).slice(0, length)).join('":"');

		expect([...findDigests(text)])
			.to.deep.equal(search(text))
			.with.length(10);
	});
});
