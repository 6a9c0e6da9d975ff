/** The page's cookies, read raw and written on as many domains as the browser allows. May throw: pages can forbid cookies. */

import { STORE_KEY } from '../destination/contract/oppref.js';

/** The raw values of a cookie in `document.cookie`; several if it stands on several domains. */
export function readCookie(jar: string, name: string): string[] {
	return jar
		.split('; ')
		.filter((cookie) => cookie.startsWith(`${name}=`))
		.map((cookie) => cookie.slice(name.length + 1));
}

/** Writes a cookie; `maxAge` in seconds, `0` deletes. Without a domain it belongs to this host alone. */
export function writeCookie(name: string, value: string, maxAge: number, domain?: string): void {
	const place = (domain ? `;domain=${domain}` : '') + (location.protocol === 'https:' ? ';secure' : '');
	document.cookie = `${name}=${value};path=/;max-age=${maxAge};samesite=lax${place}`;
}

/** This host and its parents, widest first: `['example', 'shop.example', 'www.shop.example']`. */
export function domains(): string[] {
	const labels = location.hostname.split('.');
	return labels.map((_, index) => labels.slice(index).join('.')).reverse();
}

/**
 * The widest domain that takes a cookie. Only the browser knows (`co.uk` is refused, `shop.co.uk` is not), so trial cookies
 * go to all of them and are deleted at once: one read, however deep the host.
 *
 * @returns `undefined` where only host cookies work: localhost, IP addresses
 */
export function widestDomain(): string | undefined {
	const trials = domains();
	const write = (value: string, maxAge: number) =>
		trials.forEach((domain, index) => writeCookie(STORE_KEY + index, value, maxAge, domain));
	write('1', 9);
	const jar = document.cookie;
	write('', 0);
	return trials.find((_, index) => jar.includes(`${STORE_KEY}${index}=`));
}
