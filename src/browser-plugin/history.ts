/** Which click counts: a new one replaces the one before, an old URL that turns up again does not. */

import { type Click, fingerprint } from './click.js';
import type { Page } from './page.js';
import { writeClick } from './store.js';

/** A click whose URL is still open is not renewed more often than this. */
const RENEWAL_MS = 3_600_000;
/** Four fields and 16 fingerprints: that many clicks back, an old URL is still known to be old. Our choice. */
const LENGTH = 20;

/**
 * The click that counts, after a reference was perhaps seen in a URL.
 *
 * - never seen before: a new click
 * - the current click: renewed, unless that was done within the hour
 * - one that was replaced: a reload, a way back, a bookmark; the current click stays
 */
export function follow(page: Page, click: Click | readonly never[]): Click | readonly never[] {
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
	// Never shorter than a click.
	return writeClick(page, ['v1', first, now, raw, ...known].slice(0, LENGTH) as unknown as Click);
}
