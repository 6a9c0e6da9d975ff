/** Finds the click reference in a URL, as the bytes that stand there. */

import { OPPREF_PARAM } from '../destination/contract/oppref.js';

/** Longer than any seen (some hundred characters); what is longer is refused, for a reference that is cut ties to nothing. Our choice. */
const PARAMETER = new RegExp(`[?&#]${OPPREF_PARAM}=([^&#]{1,2048})(?![^&#])`);

/**
 * Cuts the raw text of the parameter `oppref` out of a URL, a query string or a hash route. Nothing is decoded: OpenAI asks
 * for the value unchanged, and `URLSearchParams` would turn `+` into a space.
 *
 *   findOppref('?utm_source=x&oppref=gAAA%3D') // 'gAAA%3D'
 *   findOppref('https://shop.example/#/p?oppref=a+b') // 'a+b'
 *
 * @returns `undefined` if there is no such parameter, or one of more than 2048 characters
 */
export function findOppref(url: string): string | undefined {
	return PARAMETER.exec(url)?.[1];
}
