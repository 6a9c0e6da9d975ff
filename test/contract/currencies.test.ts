import { expect } from 'chai';
import currencyCodes from 'currency-codes';
import { CURRENCY_CODES, exponentOf } from '../../src/destination/contract/currencies.js';

// ISO 4217 amendments after the package's list of 2024-06-25.
const WITHDRAWN = ['ANG', 'BGN', 'CUC'];
const ADDED = ['XAD', 'XCG'];
// List one says "N.A." for these; the package says 0 digits.
const WITHOUT_EXPONENT = 'XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX'.split(' ');

describe('exponentOf', () => {
	for (const { code, digits } of currencyCodes.data.filter(({ code }) => !WITHDRAWN.includes(code))) {
		const expected = WITHOUT_EXPONENT.includes(code) ? undefined : digits;
		it(`knows ${expected ?? 'no'} decimals for ${code}, as list one does`, () => {
			expect(exponentOf(code)).to.equal(expected);
		});
	}

	for (const code of ADDED) {
		it(`knows 2 decimals for ${code}, which is newer than the package`, () => {
			expect(exponentOf(code)).to.equal(2);
		});
	}

	it('knows neither lower case nor names nor inherited properties', () => {
		expect(['usd', 'EURO', '', 'constructor', '__proto__'].map(exponentOf)).to.deep.equal(Array(5).fill(undefined));
	});
});

describe('CURRENCY_CODES', () => {
	it('differs from the package `currency-codes` in five codes and no others', () => {
		const theirs = new Set(currencyCodes.codes());

		const missing = [...theirs].filter((code) => !CURRENCY_CODES.has(code));
		const extra = [...CURRENCY_CODES].filter((code) => !theirs.has(code));

		expect(missing.sort()).to.deep.equal(WITHDRAWN);
		expect(extra.sort()).to.deep.equal(ADDED);
	});

	it('holds the codes without a minor unit, which are valid all the same', () => {
		expect(WITHOUT_EXPONENT.filter((code) => !CURRENCY_CODES.has(code))).to.deep.equal([]);
	});
});
