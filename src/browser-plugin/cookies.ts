/** The page's cookies, read raw and written on every domain that takes them. */

import { STORE_KEY } from '../destination/contract/oppref.js';
import { quietly } from './quietly.js';

/** The raw values of the cookie with this name; several if it stands on several domains. */
export type ReadCookie = (name: string) => string[];

/** A reader that looks at `document.cookie` once, when it is first asked. A page without cookies has none. */
export function openCookies(): ReadCookie {
	let jar: string | undefined;
	return (name) => {
		jar = jar ?? `; ${quietly(() => document.cookie)}`;
		return jar
			.split(`; ${name}=`)
			.slice(1)
			.map((rest) => rest.split(';')[0]!);
	};
}

/**
 * Writes our cookie, `maxAge` in seconds, for this host alone, for this host with its sub-domains, and for each of its parents;
 * with `count` only for the first so many of these. Browsers ignore an empty domain, and the whole cookie if the domain is
 * that of many, such as `co.uk`.
 */
export function writeCookie(value: string, maxAge: number, count?: number): void {
	const parents = location.hostname.split('.').map((_, index, labels) => labels.slice(index).join('.'));
	const domains = ['', ...parents];
	const secure = location.protocol === 'https:' ? ';secure' : '';
	for (const domain of domains.slice(0, count)) {
		// biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API answers later, and not everywhere
		document.cookie = `${STORE_KEY}=${value};domain=${domain};path=/;max-age=${maxAge};samesite=lax${secure}`;
	}
}
