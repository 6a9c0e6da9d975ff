/** Takes e-mail addresses and phone numbers out of texts that are sent in the clear. */

import { findAddresses, isWithoutAt, type Span } from './addresses.js';

/** Note on a text that something was taken out of. */
export const TAKEN_OUT = 'an e-mail address or phone number was taken out, as the setting personalData says.';

/** With fewer digits, a text that has no `+` can't hold a phone number. */
const FEWEST_DIGITS = 7;
/**
 * Numbers that are surely of phones: `+` and 8 to 15 digits, or 7 to 15 behind a word for phone and a sign such as `:`. All
 * others stay, since they may be order numbers.
 */
const INTERNATIONAL = /(?:(?<![\p{L}\p{N}+])\+|%2B)\(?[1-9](?:[ \u00a0()./-]{0,3}\d){7,14}(?!\d)/giu;
const NAMED =
	/(?<![\p{L}\p{N}+])((?:tel|telefon|telephone|phone|mobile|whatsapp|fax)(?: (?:no|nr|number))?[.:=#]{1,2} ?)\(?\d(?:[ \u00a0()./-]{0,3}\d){6,14}(?!\d)/giu;
/** What is left around an address: `Jane <>`, `Hello ()`. */
const EMPTY_BRACKETS = /<>|\(\)|\[\]/g;

/**
 * A text without addresses and phone numbers; the same text if it has none, empty if it had nothing else.
 *
 *   cutPersonalData('Reset password for jane@example.com') // 'Reset password for'
 *   cutPersonalData('Call +1 (415) 555-2671 today')        // 'Call today'
 *   cutPersonalData('Order 4155552671')                    // the same
 */
export function cutPersonalData(text: string): string {
	if (isPlain(text)) return text;
	const withoutPhones = cutAddresses(text).replace(INTERNATIONAL, '').replace(NAMED, '$1');
	return withoutPhones === text ? text : tidy(withoutPhones);
}

/** A text without addresses; numbers stay, since versions and ids are numbers too. */
export function cutAddresses(text: string): string {
	if (isWithoutAt(text)) return text;
	const spans = findAddresses(text);
	return spans.length === 0 ? text : tidy(join(text, spans));
}

/** True for a text that an address can be read from. */
export function holdsAddress(text: string): boolean {
	return !isWithoutAt(text) && findAddresses(text).length > 0;
}

/** One pass over the text, which is enough for nearly all of them. */
function isPlain(text: string): boolean {
	let digits = 0;
	for (let index = 0; index < text.length; index++) {
		const unit = text.charCodeAt(index);
		if (unit > 0x39) {
			if (unit === 0x40 || unit === 0xff20 || unit === 0xfe6b) return false;
		} else if (unit >= 0x30) {
			if (++digits === FEWEST_DIGITS) return false;
		} else if (unit === 0x25 || unit === 0x26 || unit === 0x2b) return false;
	}
	return true;
}

function join(text: string, spans: readonly Span[]): string {
	let rest = '';
	let from = 0;
	for (const [start, end] of spans) {
		rest += text.slice(from, start);
		from = end;
	}
	return rest + text.slice(from);
}

function tidy(text: string): string {
	return text
		.replace(EMPTY_BRACKETS, '')
		.replace(/ {2,}/g, ' ')
		.replace(/ (?=[,;!?])/g, '')
		.trim();
}
