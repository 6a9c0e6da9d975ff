import { expect } from 'chai';
import { CURRENCY_UNKNOWN, toCauses } from '../src/destination/note.js';

const unknown = (path: string) => ({ path, message: `${CURRENCY_UNKNOWN} Set defaultCurrency.` });
const currency = { path: 'data.currency', message: 'expected a current ISO 4217 code.' };
const page = { path: 'action_source', message: 'no usable URL.' };

describe('toCauses', () => {
	it('tells of a currency that is none, and not of each amount that is left out for it', () => {
		const notes = [currency, unknown('data.amount'), unknown('data.contents[0].amount'), page];

		expect(toCauses(notes)).to.deep.equal([currency, page]);
	});

	it('tells of an amount without a currency, and not of the prices of its items', () => {
		const notes = [unknown('data.amount'), unknown('data.contents[0].amount'), page];

		expect(toCauses(notes)).to.deep.equal([unknown('data.amount'), page]);
	});

	it('keeps prices that nothing else tells of, and notes of other kinds', () => {
		for (const notes of [[unknown('data.contents[0].amount')], [currency, page], []]) {
			expect(toCauses(notes)).to.deep.equal(notes);
		}
	});
});
