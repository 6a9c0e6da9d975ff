/** The references that tie a conversion to an ad: opaque texts, sent byte for byte. */

import { MAX_URL_LENGTH } from '../../primitives/http-url.js';
import { isBlank } from '../../primitives/text.js';

/** Longer texts are not accepted as references; real ones have a few hundred characters. Our choice. */
const MAX_REFERENCE_LENGTH = 8192;

/** Accepts a text that is not blank and that JSON carries unchanged. Never decodes, never trims. */
export function toReference(value: unknown): string | undefined {
	if (typeof value !== 'string' || value.length > MAX_REFERENCE_LENGTH) return undefined;
	return !isBlank(value) && value.isWellFormed() ? value : undefined;
}

/**
 * Compiles the search for the raw text of the first of these parameters in a URL or query string. None is decoded.
 *
 *   const findClick = compileClickParams(['oppref', 'click_id']);
 *   findClick('?utm_source=x&oppref=gAAA%3D')         // 'gAAA%3D'
 *   findClick('https://shop.example/#/p?click_id=abc') // 'abc'
 *
 * @param names of letters, digits, `_`, `-`, `.` and `~`
 */
export function compileClickParams(names: readonly string[]): (url: unknown) => string | undefined {
	const params = names.map((name) => ({
		name,
		pattern: new RegExp(`(?:^|[?&#])${name.replaceAll('.', '\\.')}=([^&#]+)`),
	}));
	return (url) => {
		if (typeof url !== 'string' || url.length > MAX_URL_LENGTH) return undefined;
		for (const { name, pattern } of params) {
			const click = url.includes(name) ? toReference(pattern.exec(url)?.[1]) : undefined;
			if (click !== undefined) return click;
		}
		return undefined;
	};
}
