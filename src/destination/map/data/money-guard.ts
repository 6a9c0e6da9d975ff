/** Finds totals that can't be right: minor units in place of major ones, known by the lines that the total must fit. */

import type { ContentDraft } from '../../contract/conversion-event.js';
import { exponentOf } from '../../contract/currencies.js';
import type { EventType } from '../../contract/event-types.js';
import type { DoubtWords } from '../event-in-progress.js';
import type { Mapping } from '../paths/mapping.js';
import type { Sources } from '../paths/sources.js';
import { PRODUCT_TYPES } from './item.js';
import { describeMoneyDoubt } from './money-words.js';

/** Shipping, taxes and rebates may make a total so many times as large as its lines, or as small. Our choice. */
const MAX_DIFFERENCE = 2;
/** So close to the factor, nothing else explains it. Our choice. */
const CLOSE = 0.01;

/** The part of `data` that is looked at. */
interface Total {
	readonly amount?: number;
	readonly currency?: string;
	readonly contents?: readonly ContentDraft[];
}

/**
 * Says why the amount can't be right; `undefined` if it can, or if its lines don't tell.
 *
 *   // properties: { total: 12999, currency: 'USD', products: [{ price: 129.99, quantity: 1 }] }
 *   // '12,999.00 USD, but its lines add up to 129.99. Send properties.total in dollars, not in cents.'
 *
 * @param itemCount of the event; if some were left out, the rest tells nothing
 */
export function findMoneyDoubt(
	{ amount, currency, contents }: Total,
	itemCount: number,
	type: EventType,
	sources: Sources,
	mapping: Mapping,
): DoubtWords | undefined {
	if (amount === undefined || currency === undefined || contents?.length !== itemCount) return undefined;
	if (type === 'contents_viewed' || !PRODUCT_TYPES.has(type)) return undefined; // A list of products has no total.
	const lines = contents.reduce((sum, line) => sum + toLine(line), 0);
	const exponent = exponentOf(currency) ?? 0; // An amount has a currency with an exponent.
	const unit = 10 ** exponent;
	const larger = Math.max(amount, lines);
	if (!isDoubtful(larger, larger / Math.min(amount, lines) / (unit === 1 ? 100 : unit), unit)) return undefined;
	const isInLines = lines === larger && lines % unit === 0;
	return describeMoneyDoubt({ amount, lines, currency, exponent, isInLines }, sources, mapping);
}

/** NaN for a line without a price in the currency of the event: nothing compares with it. */
function toLine({ amount = Number.NaN, currency, quantity = 1 }: ContentDraft): number {
	return currency === undefined ? amount * quantity : Number.NaN;
}

/** @param difference what is left of their ratio without a factor of one unit; where there is no minor unit, people think of a hundred */
function isDoubtful(larger: number, difference: number, unit: number): boolean {
	if (Math.abs(difference - 1) <= CLOSE) return true;
	// Minor units have no decimals. A total of 5.09 for a line of 0.10 is postage.
	return unit > 1 && larger % unit === 0 && difference >= 1 / MAX_DIFFERENCE && difference <= MAX_DIFFERENCE;
}
