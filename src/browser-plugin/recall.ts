/** Captures, keeps and returns the click reference of this page, as far as consent allows. */

import { METAROUTER_COOKIE, PIXEL_OBREF_COOKIE, PIXEL_OPPREF_COOKIE } from '../destination/contract/oppref.js';
import { findConsent } from './consent.js';
import { openCookies } from './cookies.js';
import { findOppref } from './find-oppref.js';
import type { Foreign } from './foreign.js';
import type { Page } from './page.js';
import { quietly } from './quietly.js';
import { eraseClick, readClick } from './store.js';
import { updateClick } from './update-click.js';

/**
 * The references that may be used; none without consent.
 *
 * - `isDenied` whether the visitor refused, in so many words
 * - `oppref`  for events: the bytes of the pixel's cookie if it holds this click, since OpenAI itself wrote them; otherwise the URL's
 * - `link`    the same, as it is written in URLs
 * - `obref`   the pixel's browser id
 */
export type References = readonly [
	isDenied: boolean,
	oppref?: string | undefined,
	link?: string | undefined,
	obref?: string | undefined,
];

/** Looks for a newer reference in the page as the event describes it and in the address bar, and keeps it in memory. */
export function captureReference(page: Page, { search, tab_url }: Foreign = {}): void {
	// An event's own URL comes first: the address bar may have changed since. `url` may be canonical, without the parameter.
	const raw = findOppref(['', search, tab_url, location.href].join('#'));
	if (raw && raw !== page.seen) page.seen = page.pending = raw;
}

/** Captures a new reference, and returns those that an event with this context may carry. Reads cookies at most once. */
export function recall(page: Page, context: Foreign = {}): References {
	const cookie = openCookies();
	captureReference(page, context.page);
	const answer = page.told ?? findConsent(page, context, cookie);
	if (answer !== true) {
		if (answer === false || answer === 0) eraseClick(page);
		return [answer === false];
	}

	const [obref] = cookie(PIXEL_OBREF_COOKIE);
	const [pixel] = cookie(PIXEL_OPPREF_COOKIE);
	// Without a lifetime nothing is stored: the reference lasts as long as the page.
	const raw: string | undefined = page.lifetimeDays === 0 ? page.seen : updateClick(page, readClick(page, cookie))[3];
	const link = raw || pixel || cookie(METAROUTER_COOKIE)[0];
	const isPixels = pixel && pixel === quietly(() => decodeURIComponent(raw!));
	return [false, isPixels ? pixel : link, link, obref];
}
