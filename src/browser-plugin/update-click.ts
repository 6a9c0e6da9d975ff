/** Decides which click counts: a new one replaces the previous one, but an old URL that is opened again does not. */

import { type Click, fingerprint } from './click.js';
import type { Page } from './page.js';
import { writeClick } from './store.js';

/** While its URL is open, a click is renewed at most this often. */
const RENEWAL_MS = 3_600_000;
/** Four fields and 16 fingerprints: the URLs of the last 16 clicks are recognised as old. Our choice. */
const LENGTH = 20;

/**
 * Takes in the reference that waits, if any, and returns the click that counts.
 *
 * - never seen before: a new click
 * - of the current click: renewed, unless that was done within the hour
 * - of a replaced click (a reload, the back button, a bookmark): the current click stays
 */
export function updateClick(page: Page, click: Click | readonly never[]): Click | readonly never[] {
	const raw = page.pending;
	if (!raw) return click;
	page.pending = undefined;
	const now = Date.now();
	const print = fingerprint(raw);
	let [, first, last, current, ...known] = click as Click;
	if (known.includes(print)) {
		if (raw !== current || now - last < RENEWAL_MS) return click;
	} else {
		first = now;
		known = [print, ...known];
	}
	// At least as long as a Click.
	return writeClick(page, ['v1', first, now, raw, ...known].slice(0, LENGTH) as unknown as Click);
}
