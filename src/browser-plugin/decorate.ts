/** Carries the reference to another domain of the same shop, in links to it. */

import { OPPREF_PARAM } from '../destination/contract/oppref.js';
import { findOppref } from './find-oppref.js';

/**
 * Adds the reference to a link to one of the domains, after its query and before its hash. Throws on an invalid URL.
 */
export function decorateLink(url: string, link: string | undefined, domains: readonly string[]): string {
	const target = new URL(url, location.href);
	const isListed = domains.some((domain) => `.${target.hostname}`.endsWith(`.${domain}`));
	if (!isListed || !link || !/^http/.test(target.href) || findOppref(url)) return url;
	// URLSearchParams would encode the bytes again.
	target.search += `${target.search && '&'}${OPPREF_PARAM}=${link}`;
	return target.href;
}
