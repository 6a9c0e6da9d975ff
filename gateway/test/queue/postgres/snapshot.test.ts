/** What a snapshot's text says of transactions. */

import { expect } from 'chai';
import { Snapshot } from '../../../src/queue/postgres/snapshot.js';

describe('Snapshot', () => {
	const ROWS = [
		['10:20:10,14', 9n, true],
		['10:20:10,14', 10n, false],
		['10:20:10,14', 13n, true],
		['10:20:10,14', 14n, false],
		['10:20:10,14', 19n, true],
		['10:20:10,14', 20n, false],
		['10:20:10,14', 21n, false],
		['20:20:', 19n, true],
		['20:20:', 20n, false],
		// Beyond what a number holds.
		['9007199254740993:9007199254740994:9007199254740993', 9007199254740992n, true],
		['9007199254740993:9007199254740994:9007199254740993', 9007199254740993n, false],
	] as const;
	for (const [text, transactionId, isSeen] of ROWS) {
		it(`${text} ${isSeen ? 'sees' : 'does not see'} ${transactionId}`, () => {
			expect(new Snapshot(text).sees(transactionId)).to.equal(isSeen);
		});
	}

	it('of nothing sees no transaction', () => {
		expect(Snapshot.OF_NOTHING.sees(1n)).to.equal(false);
	});
});
