import { expect } from 'chai';
import fc from 'fast-check';
import { parseDecimal, sumToMinorUnits, toMinorUnits } from '../../../src/destination/map/data/money.js';
import { runs } from '../../runs.js';

const HUGE = '9'.repeat(30);

describe('toMinorUnits', () => {
	const rows: readonly (readonly [major: unknown, currency: string, minor: number | undefined])[] = [
		['129.99', 'USD', 12_999],
		[129.99, 'USD', 12_999],
		[42, 'USD', 4200],
		[0, 'USD', 0],
		[-0, 'USD', 0],
		['0.00', 'USD', 0],
		// The nearest binary fractions are below these halves.
		[1.005, 'USD', 101],
		['1.005', 'USD', 101],
		[24.995, 'USD', 2500],
		[1.255, 'EUR', 126],
		[8.345, 'USD', 835],
		['1.0049999', 'USD', 100],
		[0.1 + 0.2, 'USD', 30],
		[4.35, 'USD', 435],
		[1.1, 'USD', 110],
		['.5', 'USD', 50],
		['.99', 'USD', 99],
		['.999', 'USD', 100],
		['5.', 'USD', 500],
		[' 5.10 ', 'USD', 510],
		['007.50', 'USD', 750],
		[8900, 'JPY', 8900],
		['8900.5', 'JPY', 8901],
		['.5', 'JPY', 1],
		['8900.49', 'JPY', 8900],
		['1.2345', 'KWD', 1235],
		[1, 'KWD', 1000],
		['1.23455', 'CLF', 12_346],
		['99.99', 'HUF', 9999],
		[1e-7, 'USD', 0],
		[5e-324, 'USD', 0],
		[123_456_789_012.34, 'USD', 12_345_678_901_234],
		['90071992547409.91', 'USD', Number.MAX_SAFE_INTEGER],
		['90071992547409.914', 'USD', Number.MAX_SAFE_INTEGER],
		['90071992547409.92', 'USD', undefined],
		['90071992547409.915', 'USD', undefined],
		[HUGE, 'USD', undefined],
		[1e21, 'USD', undefined],
		['1e3', 'USD', undefined],
		['1'.repeat(5_000_000), 'USD', undefined],
		[1, 'XAU', undefined],
		[1, 'XXX', undefined],
		[1, 'usd', undefined],
		[1, 'BGN', undefined],
		[1, '', undefined],
		['1,299.00', 'USD', undefined],
		['1.299,00', 'EUR', undefined],
		['12,50', 'EUR', undefined],
		['1 299', 'EUR', undefined],
		['$49.99', 'USD', undefined],
		['49.99 USD', 'USD', undefined],
		['+5', 'USD', undefined],
		['-5', 'USD', undefined],
		[-5, 'USD', undefined],
		[-0.001, 'USD', undefined],
		['abc', 'USD', undefined],
		['', 'USD', undefined],
		[' ', 'USD', undefined],
		['.', 'USD', undefined],
		['1.2.3', 'USD', undefined],
		['0x10', 'USD', undefined],
		['１２', 'USD', undefined],
		[Number.NaN, 'USD', undefined],
		[Number('1e400'), 'USD', undefined],
		['1e400', 'USD', undefined],
		[true, 'USD', undefined],
		[null, 'USD', undefined],
		[undefined, 'USD', undefined],
		[[5], 'USD', undefined],
		[{ amount: 5 }, 'USD', undefined],
		[5n, 'USD', undefined],
	];
	for (const [major, currency, minor] of rows) {
		const shown =
			typeof major === 'string'
				? `'${major.slice(0, 30)}'`
				: typeof major === 'object'
					? JSON.stringify(major)
					: String(major);
		it(`makes ${minor} of ${shown} (${typeof major}) in ${currency || 'no currency'}`, () => {
			expect(toMinorUnits(major, currency)).to.equal(minor);
		});
	}

	const currency = fc.constantFrom(
		['JPY', 0n] as const,
		['USD', 2n] as const,
		['KWD', 3n] as const,
		['CLF', 4n] as const,
	);
	const DECIMALS = 8;
	const decimal = fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 11n }), fc.bigInt({ min: 0n, max: 99_999_999n }));

	it('agrees with exact integer arithmetic for every decimal text', () => {
		fc.assert(
			fc.property(decimal, currency, ([whole, fraction], [code, exponent]) => {
				const digits = whole * 10n ** BigInt(DECIMALS) + fraction;
				const unit = 10n ** (BigInt(DECIMALS) - exponent);
				const [quotient, rest] = [digits / unit, digits % unit];
				const expected = rest * 2n >= unit ? quotient + 1n : quotient;

				const minor = toMinorUnits(`${whole}.${String(fraction).padStart(DECIMALS, '0')}`, code);

				expect(minor).to.equal(Number(expected));
			}),
			{ numRuns: runs(1000) },
		);
	});

	it('reads a number as the text that JSON prints for it', () => {
		fc.assert(
			fc.property(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), currency, (price, [code]) => {
				expect(toMinorUnits(price, code)).to.equal(toMinorUnits(JSON.stringify(price), code));
			}),
			{ numRuns: runs(1000) },
		);
	});

	it('is a non-negative safe integer or undefined, for any value', () => {
		fc.assert(
			fc.property(fc.oneof(fc.double(), fc.string(), fc.anything()), currency, (value, [code]) => {
				const minor = toMinorUnits(value, code);

				expect(minor === undefined || (Number.isSafeInteger(minor) && minor >= 0)).to.equal(true);
			}),
			{ numRuns: runs(1000) },
		);
	});
});

describe('sumToMinorUnits', () => {
	const sum = (lines: readonly (readonly [price: unknown, quantity: unknown])[], currency = 'USD') =>
		sumToMinorUnits(
			lines.map(([price, quantity]) => ({ price: parseDecimal(price)!, quantity: parseDecimal(quantity)! })),
			currency,
		);

	it('rounds once, not for every line', () => {
		expect(
			sum([
				['0.333', 1],
				['0.333', 1],
				['0.333', 1],
			]),
		).to.equal(100);
	});

	it('keeps halves of prices until the end', () => {
		expect(sum([[24.995, 2]])).to.equal(4999);
	});

	it('multiplies fractional quantities exactly', () => {
		expect(sum([['3.99', '1.5']])).to.equal(599);
	});

	it('is zero for no lines', () => {
		expect(sum([])).to.equal(0);
	});

	it('is undefined beyond the safe range, and in a currency without a minor unit', () => {
		expect(sum([['90071992547409', 10]])).to.equal(undefined);
		expect(sum([[1, 1]], 'XAU')).to.equal(undefined);
	});
});
