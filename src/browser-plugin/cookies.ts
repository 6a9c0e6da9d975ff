/** The page's cookies: reads raw values, and writes on every domain that accepts them. */

import { STORE_KEY } from '../destination/contract/oppref.js';
import { quietly } from './quietly.js';

/** The raw values of the cookie with this name: one for each domain that has it. */
export type ReadCookie = (name: string) => string[];

/** A reader that reads `document.cookie` once, on first use. Where cookies are blocked it finds none. */
export function openCookies(): ReadCookie {
	let jar: string | undefined;
	return (name) => {
		jar ??= `; ${quietly(() => document.cookie)}`;
		return jar
			.split(`; ${name}=`)
			.slice(1)
			.map((rest) => rest.split(';')[0]!);
	};
}

/**
 * Writes our cookie, `maxAge` in seconds, for this host alone, for this host with its sub-domains, and for each parent domain;
 * with `count` only for the first `count` of these. Browsers ignore an empty domain, and the whole cookie if the domain is
 * shared by many sites, such as `co.uk`.
 */
export function writeCookie(value: string, maxAge: number, count?: number): void {
	const parents = location.hostname.split('.').map((_, index, labels) => labels.slice(index).join('.'));
	const domains = ['', ...parents];
	const secure = /s:/.test(location.protocol) ? ';secure' : '';
	for (const domain of domains.slice(0, count)) {
		// biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is asynchronous, and not available everywhere
		document.cookie = `${STORE_KEY}=${value};domain=${domain};path=/;max-age=${maxAge};samesite=lax${secure}`;
	}
}
