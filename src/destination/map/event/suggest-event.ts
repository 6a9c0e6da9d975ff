/** Which event of the default table somebody meant by a name that is not mapped. */

import { findNearest, toWords } from '../../primitives/find-nearest.js';
import { DEFAULT_EVENTS } from './default-events.js';

/** Words that speak of a conversion, and the event they speak of; the first match counts. Shopify's checkout that is completed is an order. */
const WORDS: readonly (readonly [event: string, words: RegExp])[] = [
	[
		'Order Completed',
		/\b(?:order(?:ed|s)?|purchased?|bought|sale|transaction|paid|checkout (?:complet|success)\w*|complet\w* checkout)\b/,
	],
	['Checkout Started', /\bcheckout\b/],
	['Signed Up', /\b(?:registered|registration|signup)\b/],
	['Trial Started', /\btrial\b/],
	['Subscription Started', /\b(?:subscription|subscribed)\b/],
	['Appointment Scheduled', /\b(?:appointment|booked|booking)\b/],
	['Lead Generated', /\bleads?\b/],
];
/** With one of these, a name speaks of something that comes after a conversion, or instead of one. */
const OTHERWISE =
	/^(?:refund\w*|cancel\w*|return\w*|fail\w*|declin\w*|abandon\w*|remov\w*|delet\w*|update\w*|edit\w*|view\w*|step|click\w*|ship\w*|deliver\w*|fulfil\w*|end(?:ed|s)|expired?|renew\w*|reminder|history|status)$/;
/** Longer names are not compared: strangers may make them up, and each costs time. Our choice. */
const MAX_LENGTH = 60;

/**
 * Finds the name of the default table that was probably meant.
 *
 *   suggestEvent('Order Complete') // 'Order Completed', only misspelt
 *   suggestEvent('Order Placed')   // 'Order Completed', it speaks of an order
 *   suggestEvent('Order Refunded') // undefined
 */
export function suggestEvent(name: string): string | undefined {
	if (name.length > MAX_LENGTH) return undefined;
	const words = toWords(name);
	if (speaksOtherwise(name)) return undefined;
	const names = DEFAULT_EVENTS.map(([known]) => known);
	return findNearest(name, names) ?? WORDS.find(([, meant]) => meant.test(words.join(' ')))?.[0];
}

/** True for names of what comes after a conversion, or instead of one. */
export function speaksOtherwise(name: string): boolean {
	return name.length <= MAX_LENGTH && toWords(name).some((word) => OTHERWISE.test(word));
}
