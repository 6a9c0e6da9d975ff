/** The click reference of this page: captured, kept and handed out as far as consent goes. */

import { METAROUTER_COOKIE, PIXEL_OBREF_COOKIE, PIXEL_OPPREF_COOKIE } from '../destination/contract/oppref.js';
import { ask } from './consent.js';
import { openCookies } from './cookies.js';
import { findOppref } from './find-oppref.js';
import type { Foreign } from './foreign.js';
import { follow } from './history.js';
import type { Page } from './page.js';
import { quietly } from './quietly.js';
import { eraseClick, readClick } from './store.js';

/**
 * What may be handed out; empty without consent.
 *
 * - `oppref`  for events: the bytes of the pixel's cookie if it holds this click, for the pixel is OpenAI's own reader; else the URL's
 * - `link`    the same as it stands in URLs
 * - `obref`   the pixel's browser id
 */
export type References = readonly [oppref?: string | undefined, link?: string | undefined, obref?: string | undefined];

/** Looks for a newer reference, in the page as an event saw it and in the address bar, and holds it in memory. */
export function look(page: Page, { search, tab_url }: Foreign = {}): void {
	// An event's own URL comes first: the address bar may have moved on. A canonical `url` tells nothing.
	const raw = findOppref(['', search, tab_url, location.href].join('#'));
	if (raw && raw !== page.seen) page.seen = page.pending = raw;
}

/** Looks, and says what may be handed out with an event of this context. Reads cookies once, or not at all without consent. */
export function recall(page: Page, context: Foreign = {}): References {
	const cookie = openCookies();
	look(page, context.page);
	const answer = ask(page, context, cookie);
	if (answer === false) eraseClick(page);
	if (answer !== true) return [];

	const [pixel] = cookie(PIXEL_OPPREF_COOKIE);
	const [obref] = cookie(PIXEL_OBREF_COOKIE);
	const raw: string | undefined = follow(page, readClick(page, cookie))[3];
	const link = raw || pixel || cookie(METAROUTER_COOKIE)[0];
	const isPixels = pixel && pixel === quietly(() => decodeURIComponent(raw!));
	return [isPixels ? pixel : link, link, obref];
}
