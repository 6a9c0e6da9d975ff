/** Finds the click reference in a URL, undecoded. */

import { OPPREF_PARAM } from '../destination/contract/oppref.js';

/** References seen so far have some hundred characters. Longer than 2048 is refused, since a cut reference leads to no click. Our choice. */
const PARAMETER = new RegExp(`[?&#]${OPPREF_PARAM}=([^&#]{1,2048})(?![^&#])`);

/**
 * Finds the raw text of the parameter `oppref` in a URL, a query string or a hash route. Nothing is decoded: OpenAI asks for
 * the value unchanged, and `URLSearchParams` would turn `+` into a space.
 *
 *   findOppref('?utm_source=x&oppref=gAAA%3D') // 'gAAA%3D'
 *   findOppref('https://shop.example/#/p?oppref=a+b') // 'a+b'
 *
 * @returns `undefined` without such a parameter, and for more than 2048 characters
 */
export function findOppref(url: string): string | undefined {
	return PARAMETER.exec(url)?.[1];
}
