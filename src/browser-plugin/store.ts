/** Keeps the click in a first-party cookie and localStorage, or in memory if neither works. The newest copy counts. */

import { STORE_KEY } from '../destination/contract/oppref.js';
import type { Click } from './click.js';
import { type ReadCookie, writeCookie } from './cookies.js';
import type { Page } from './page.js';
import { quietly } from './quietly.js';

/** The newest click that is not too old. Either of localStorage and the cookie may be older than the other. */
export function readClick(page: Page, cookie: ReadCookie): Click | readonly never[] {
	const texts = [quietly(() => localStorage.getItem(STORE_KEY)), ...cookie(STORE_KEY), page.memory];
	const clicks = texts
		.map((text) => quietly<Click>(() => text && JSON.parse(decodeURIComponent(text)))) // Throwing would cost 5 us an event.
		.filter(
			(click): click is Click =>
				// Too far in the future counts too: a clock that was wrong once must not keep a click forever.
				click?.[0] === 'v1' && Math.abs(Date.now() - click[2]) < (page.lifetimeDays ?? 30) * 86_400_000,
		);
	return clicks.sort((a, b) => b[1] - a[1])[0] ?? [];
}

/** Keeps the click everywhere, and returns it. */
export function writeClick(page: Page, click: Click): Click {
	// It starts with a percent sign, so that no cookie reader mistakes it for a number.
	const text = encodeURIComponent(JSON.stringify(click));
	page.memory = text;
	quietly(() => {
		if (page.host?.options?.disableClientPersistence) return;
		// Only the browser knows which domain is the widest that it accepts. So the cookie is written on all, the copies are
		// counted, and all but the widest are removed.
		writeCookie(text, (page.lifetimeDays ?? 30) * 86_400);
		const narrower = document.cookie.split(text).length - 2;
		writeCookie('', 0, narrower);
		// No second copy in memory: it would survive when another tab erases the stored one.
		if (narrower >= 0) page.memory = undefined;
		localStorage.setItem(STORE_KEY, text);
		page.memory = undefined;
	});
	return click;
}

/** Removes the click everywhere, on this host and all its parent domains. */
export function eraseClick(page: Page): void {
	quietly(() => {
		page.seen = page.pending = page.memory = undefined;
		writeCookie('', 0);
		localStorage.removeItem(STORE_KEY);
	});
}
