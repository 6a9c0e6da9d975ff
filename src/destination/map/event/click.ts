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
	return (url) => {
		if (typeof url !== 'string' || url.length > MAX_URL_LENGTH) return undefined;
		for (const name of names) {
			const click = url.includes(name) ? cutParameter(url, `${name}=`) : undefined;
			if (click !== undefined) return click;
		}
		return undefined;
	};
}

/** The first value that is not empty behind this text, where the text begins the URL or follows a `?`, `&` or `#`. */
function cutParameter(url: string, start: string): string | undefined {
	for (let at = url.indexOf(start); at !== -1; at = url.indexOf(start, at + 1)) {
		if (at > 0 && !'?&#'.includes(url.charAt(at - 1))) continue;
		const rest = url.slice(at + start.length, at + start.length + MAX_REFERENCE_LENGTH + 1);
		const end = rest.search(/[&#]/);
		if (end !== 0 && rest !== '') return toReference(end === -1 ? rest : rest.slice(0, end));
	}
	return undefined;
}
