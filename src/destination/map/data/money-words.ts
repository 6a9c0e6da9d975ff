/** The words for a total that can't be right. */

import { exponentOf } from '../../contract/currencies.js';
import type { DoubtWords } from '../event-in-progress.js';
import type { Mapping } from '../paths/mapping.js';
import { readPlace, type Sources } from '../paths/sources.js';
import { toMinorUnits } from './money.js';

/** What was found, in minor units. */
export interface MoneyDoubt {
	readonly amount: number;
	/** What its lines add up to. */
	readonly lines: number;
	readonly currency: string;
	/** Digits behind the point. */
	readonly exponent: number;
	/** The prices of the lines are in minor units, not the total. */
	readonly isInLines: boolean;
}

const UNITS: Readonly<Record<string, string>> = {
	USD: 'dollars, not in cents',
	EUR: 'euros, not in cents',
	GBP: 'pounds, not in pence',
};

/** What amounts are given in: `dollars, not in cents`. */
export function unitWords(currency: string): string {
	const unit = exponentOf(currency) === 0 ? 'which has no minor unit' : 'not in its minor unit';
	return UNITS[currency] ?? `${currency}, ${unit}`;
}

/** `12,999.00 USD, but its lines add up to 129.99. Send properties.total in dollars, not in cents.` */
export function describeMoneyDoubt(doubt: MoneyDoubt, sources: Sources, mapping: Mapping): DoubtWords {
	const { currency, exponent, isInLines } = doubt;
	const [amount, lines] = [`${toMajor(doubt.amount, exponent)} ${currency}`, toMajor(doubt.lines, exponent)];
	const what = isInLines ? 'the price of each product' : findPath(doubt, sources, mapping);
	const unit = unitWords(currency);
	const doubtWords = `${amount}, but its lines add up to ${lines}. Send ${what} in ${unit}.`;
	return { doubtWords, parts: { amount, lines, what, unit } };
}

/**
 * An amount in major units, for people.
 *
 *   toMajor(1299900, 2) // '12,999.00'
 */
export function toMajor(minor: number, exponent: number): string {
	return (minor / 10 ** exponent).toLocaleString('en', { minimumFractionDigits: exponent });
}

/** Where the amount was read. */
function findPath({ amount, currency }: MoneyDoubt, sources: Sources, { amounts, paths }: Mapping): string {
	const place = amounts.find(
		(source) => source !== 'products' && toMinorUnits(readPlace(sources, source), currency) === amount,
	);
	return typeof place === 'number' ? paths.pathOf(place) : 'the total';
}
