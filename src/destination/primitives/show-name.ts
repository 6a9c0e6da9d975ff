/** Names of events and ids in messages and logs: shown, unless they may be somebody's address or number. */

/** Longer names are cut. Our choice. */
const MAX_SHOWN = 80;
/** `0049...` is one, `000000123` is the order number of a shop. */
const PHONE = /^\s*(?:tel:)?(?:\+|00(?=[1-9]))[\d\s()./-]{7,}$/;
const DIGEST = /[0-9a-f]{64}/i;
/** Control characters, marks that turn the direction of writing, halves of characters. */
const UNSEEN = /\p{C}+/gu;

/**
 * A name as messages may show it, at most 80 characters of it and none that can't be seen.
 *
 *   showName('Order Placed')            // 'Order Placed'
 *   showName('Mail to jane@shop.example') // 'a text of 25 characters'
 *   showName('+49 170 1234567')         // 'a text of 15 characters'
 */
export function showName(name: string): string {
	const shown = name.slice(0, MAX_SHOWN);
	if (name.slice(0, 4 * MAX_SHOWN).includes('@') || PHONE.test(shown) || DIGEST.test(shown)) {
		return `a text of ${name.length} characters`;
	}
	// A part of a text keeps all of it in memory: a copy does not.
	const own = name.length > MAX_SHOWN ? Array.from(shown).join('') : shown;
	return own.replace(UNSEEN, ' ');
}
