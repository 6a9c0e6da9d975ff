/** The words for a total that can't be right. */

import type { Mapping } from '../paths/mapping.js';
import { readPlace, type Sources } from '../paths/paths.js';
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

/** `12,999.00 USD, but its lines add up to 129.99. Send properties.total in dollars, not in cents.` */
export function describeMoneyDoubt(doubt: MoneyDoubt, sources: Sources, mapping: Mapping): string {
	const { amount, lines, currency, exponent, isInLines } = doubt;
	const what = isInLines ? 'the price of each product' : findPath(doubt, sources, mapping);
	const unit =
		UNITS[currency] ?? (exponent === 0 ? `${currency}, which has no minor unit` : `${currency}, not in its minor unit`);
	return `${toMajor(amount, exponent)} ${currency}, but its lines add up to ${toMajor(lines, exponent)}. Send ${what} in ${unit}.`;
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
