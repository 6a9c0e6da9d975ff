/** The references that tie a conversion to an ad: opaque texts, sent byte for byte. */

import { OPPREF_PARAM } from '../../contract/oppref.js';
import { MAX_URL_LENGTH } from '../../primitives/http-url.js';
import { isBlank } from '../../primitives/text.js';

/** Longer texts are not accepted as references; real ones have a few hundred characters. Our choice. */
const MAX_REFERENCE_LENGTH = 8192;
const PARAMETER = new RegExp(`(?:^|[?&#])${OPPREF_PARAM}=([^&#]+)`);

/** Accepts a text that is not blank and that JSON carries unchanged. Never decodes, never trims. */
export function toReference(value: unknown): string | undefined {
	if (typeof value !== 'string' || value.length > MAX_REFERENCE_LENGTH) return undefined;
	return !isBlank(value) && value.isWellFormed() ? value : undefined;
}

/**
 * Finds the raw text of the URL parameter `oppref` in a URL or query string.
 *
 *   cutOppref('?utm_source=x&oppref=gAAA%3D') // 'gAAA%3D'
 *   cutOppref('https://shop.example/#/p?oppref=abc') // 'abc'
 */
export function cutOppref(url: unknown): string | undefined {
	if (typeof url !== 'string' || !url.includes(OPPREF_PARAM) || url.length > MAX_URL_LENGTH) return undefined;
	return toReference(PARAMETER.exec(url)?.[1]);
}
