/** Splits http and https URLs without the host's `URL`, which not every host has. */

import { isIpAddress } from './ip-address.js';

export interface HttpUrl {
	/** `http://` or `https://`, in the case it was written in. */
	readonly scheme: string;
	/** With the port, without user and password. */
	readonly host: string;
	/** Empty, or the text from the first slash on. */
	readonly path: string;
	/** Empty, or the text from the question mark on. */
	readonly query: string;
}

/** Longer texts are not read as URLs. Our choice. */
export const MAX_URL_LENGTH = 100_000;
const HTTP_URL = /^(https?:\/\/)([^/?#]+)([^?#]*)(\?[^#]*)?/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: no host has them.
const AUTHORITY = /^(?:\[([0-9a-f:.]+)\]|[^\s\x00-\x1f\x7f:@[\]<>"^`{|}%\\]+)(?::\d{1,5})?$/i;

/**
 * Splits an absolute URL. A URL without a scheme (`//shop.example/x`) is read as https.
 *
 *   splitHttpUrl('https://me:pw@shop.example/thanks?a=1#top') // { scheme: 'https://', host: 'shop.example', path: '/thanks', query: '?a=1' }
 *   splitHttpUrl('javascript:alert(1)')                       // undefined
 *
 * @returns `undefined` for anything but an http or https URL with a host
 */
export function splitHttpUrl(text: string): HttpUrl | undefined {
	if (text.length > MAX_URL_LENGTH) return undefined;
	const match = HTTP_URL.exec(text.startsWith('//') ? `https:${text}` : text);
	if (match === null) return undefined;
	const [, scheme = '', authority = '', path = '', query = ''] = match;
	const host = authority.slice(authority.lastIndexOf('@') + 1);
	return isHost(host) ? { scheme, host, path, query } : undefined;
}

/** True for a scheme and a host with nothing after them: `https://shop.example`. */
export function isOrigin(text: string): boolean {
	const url = splitHttpUrl(text);
	return url !== undefined && `${url.scheme}${url.host}` === text && text.isWellFormed();
}

function isHost(host: string): boolean {
	const match = AUTHORITY.exec(host);
	if (match === null) return false;
	const ipv6 = match[1];
	return ipv6 === undefined || (ipv6.includes(':') && isIpAddress(ipv6));
}
