/** The page of a conversion: origin and path, without anything that could be a secret or identify a person. */

import { MAX_URL_LENGTH, splitHttpUrl } from '../../primitives/http-url.js';

/** The part of the setting `sourceUrl` that is needed here. */
export interface SourceUrlRules {
	readonly keepQuery: readonly string[];
	readonly canonicalOrigin?: string | undefined;
}

/** Longer paths are left out. Our choice. */
const MAX_PATH_LENGTH = 2000;
/** Longer queries are left out. Our choice. */
const MAX_QUERY_LENGTH = 2000;
const PLAIN_PAGE = /^https?:\/\/[a-z0-9.-]+(?::\d{1,5})?(?:\/[\w./~+-]{0,500})?(?=[?#]|$)/i;
const OTHER_SCHEME = /^[a-z][a-z0-9+.-]*:/i;

/**
 * Reduces a page's URL to the parts that may be sent.
 *
 *   toSourceUrl('https://shop.example/thanks?token=s3cret#top', rules) // 'https://shop.example/thanks'
 *   toSourceUrl('/thanks', { canonicalOrigin: 'https://shop.example' }) // 'https://shop.example/thanks'
 *   toSourceUrl('https://shop.example/u/bob@x.org/orders', rules)      // 'https://shop.example/u/_/orders'
 *   toSourceUrl('javascript:alert(1)', rules)                          // undefined
 *
 * @returns http or https URL without user info, fragment, and query except the parameters of `keepQuery`
 * @source OpenAI's conversions setup skill: send origin and path only (read 2026-11-22)
 */
export function toSourceUrl(value: unknown, rules: SourceUrlRules): string | undefined {
	if (typeof value !== 'string' || value.length > MAX_URL_LENGTH) return undefined;
	// Nearly all pages have a plain host and path that need no cleaning: one expression instead of five.
	const plain = rules.keepQuery.length === 0 ? PLAIN_PAGE.exec(value)?.[0] : undefined;
	if (plain !== undefined) return plain;
	const url = splitHttpUrl(toAbsolute(value.trim(), rules.canonicalOrigin));
	if (url === undefined) return undefined;
	return (url.scheme + url.host + toSafePath(url.path) + keepParameters(url.query, rules.keepQuery)).toWellFormed();
}

function toAbsolute(url: string, canonicalOrigin: string | undefined): string {
	if (canonicalOrigin === undefined || url === '' || url.startsWith('//') || OTHER_SCHEME.test(url)) return url;
	return `${canonicalOrigin}${url.startsWith('/') ? '' : '/'}${url}`;
}

// Control characters and spaces do not end a URL here, but they break other parsers.
// biome-ignore lint/suspicious/noControlCharactersInRegex: the expression finds control characters.
const UNSAFE = /[\s\x00-\x1f\x7f\\]/g;
const MAYBE_ADDRESS = /@|%40/i;

function toSafePath(path: string): string {
	if (path.length > MAX_PATH_LENGTH) return '/';
	const clean = path.replace(UNSAFE, encodeURIComponent);
	if (!MAYBE_ADDRESS.test(clean)) return clean;
	return clean
		.split('/')
		.map((segment) => (MAYBE_ADDRESS.test(segment) ? '_' : segment))
		.join('/');
}

function keepParameters(query: string, names: readonly string[]): string {
	if (names.length === 0 || query === '') return '';
	const kept = query
		.slice(1)
		.split('&')
		.filter((pair) => names.includes(pair.split('=', 1)[0] ?? '') && !/\s/.test(pair) && !MAYBE_ADDRESS.test(pair));
	const length = kept.reduce((sum, pair) => sum + pair.length, 0);
	return kept.length === 0 || length > MAX_QUERY_LENGTH ? '' : `?${kept.join('&')}`;
}
