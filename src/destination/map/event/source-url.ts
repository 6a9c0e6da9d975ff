/** How we say where a conversion happened: origin and path, nothing that could be a secret or a person. */

import { isIpAddress } from '../../primitives/ip-address.js';

/** What the setting `sourceUrl` says, as far as it is needed here. */
export interface SourceUrlRules {
	readonly keepQuery: readonly string[];
	readonly canonicalOrigin?: string | undefined;
}

/** Longer paths are cut off: no page is found by them. Our choice. */
const MAX_PATH_LENGTH = 2000;
/** Longer queries are left out. Our choice. */
const MAX_QUERY_LENGTH = 2000;
const PLAIN_PAGE = /^https?:\/\/[a-z0-9.-]+(?::\d{1,5})?(?:\/[\w./~+-]{0,500})?(?=[?#]|$)/i;
const HTTP_URL = /^(https?:\/\/)([^/?#]+)([^?#]*)(\?[^#]*)?/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: no host has them.
const AUTHORITY = /^(?:\[([0-9a-f:.]+)\]|[^\s\x00-\x1f\x7f:@[\]<>"^`{|}%\\]+)(?::\d{1,5})?$/i;
const OTHER_SCHEME = /^[a-z][a-z0-9+.-]*:/i;

/**
 * Cuts a page's URL to what may be sent.
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
	if (typeof value !== 'string' || value.length > 100_000) return undefined;
	// Nearly all pages: a plain host and path, with nothing to clean. One look instead of five.
	const plain = rules.keepQuery.length === 0 ? PLAIN_PAGE.exec(value)?.[0] : undefined;
	if (plain !== undefined) return plain;
	const match = HTTP_URL.exec(toAbsolute(value.trim(), rules.canonicalOrigin));
	if (match === null) return undefined;
	const [, scheme = '', authority = '', path = '', query = ''] = match;
	const host = authority.slice(authority.lastIndexOf('@') + 1);
	if (!isHost(host)) return undefined;
	return (scheme + host + toSafePath(path) + keepParameters(query, rules.keepQuery)).toWellFormed();
}

function isHost(host: string): boolean {
	const match = AUTHORITY.exec(host);
	if (match === null) return false;
	const ipv6 = match[1];
	return ipv6 === undefined || (ipv6.includes(':') && isIpAddress(ipv6));
}

function toAbsolute(url: string, canonicalOrigin: string | undefined): string {
	if (url.startsWith('//')) return `https:${url}`;
	if (canonicalOrigin === undefined || url === '' || OTHER_SCHEME.test(url)) return url;
	return `${canonicalOrigin}${url.startsWith('/') ? '' : '/'}${url}`;
}

// Control characters and spaces end no URL, but break the parsers of others.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
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
		.filter((pair) => names.includes(pair.split('=', 1)[0] ?? '') && !/\s/.test(pair));
	const length = kept.reduce((sum, pair) => sum + pair.length, 0);
	return kept.length === 0 || length > MAX_QUERY_LENGTH ? '' : `?${kept.join('&')}`;
}
