/** Carries the reference to another domain of the same shop, in the links that lead there. */

import { OPPREF_PARAM } from '../destination/contract/oppref.js';
import { findOppref } from './find-oppref.js';

/**
 * Adds the reference to a link whose domain is one of these, behind its query and before its hash. Throws on what is no URL.
 */
export function decorated(url: string, link: string | undefined, domains: readonly string[]): string {
	const target = new URL(url, location.href);
	const isListed = domains.some((domain) => `.${target.hostname}`.endsWith(`.${domain}`));
	if (!link || !isListed || !/^http/.test(target.href) || findOppref(url)) return url;
	// URLSearchParams would encode the bytes anew.
	target.search += `${target.search && '&'}${OPPREF_PARAM}=${link}`;
	return target.href;
}
