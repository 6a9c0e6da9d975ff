/** Carries the reference to another domain of the same shop, in the links that lead there. */

import { OPPREF_PARAM } from '../destination/contract/oppref.js';
import type { BrowserOptions } from './options.js';

/**
 * Adds the reference to a link whose domain is one of `options.domains`, before the hash and after the query. The rest of
 * the link stays as it is written.
 */
export function decorated(url: string, link: string | undefined, { domains = [] }: BrowserOptions): string {
	const { protocol, hostname } = new URL(url, location.href);
	const isListed = domains.some((domain) => `.${hostname}`.endsWith(`.${domain.toLowerCase()}`));
	if (!link || !isListed || !/^https?:/.test(protocol) || url.includes(`${OPPREF_PARAM}=`)) return url;
	const separator = url.split('#')[0]!.includes('?') ? '&' : '?';
	return url.replace(/#|$/, (end) => `${separator}${OPPREF_PARAM}=${link}${end}`);
}
