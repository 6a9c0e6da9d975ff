/** Where the click is kept: a first-party cookie and localStorage, in memory if neither works. The newest one counts. */

import { STORE_KEY } from '../destination/contract/oppref.js';
import type { Click } from './click.js';
import { type ReadCookie, writeCookie } from './cookies.js';
import type { Page } from './page.js';
import { quietly } from './quietly.js';

/** The newest click that is not too old. A host's localStorage may be staler than the domain's cookie, and the other way round. */
export function readClick(page: Page, cookie: ReadCookie): Click | readonly never[] {
	const texts = [...cookie(STORE_KEY), quietly(() => localStorage.getItem(STORE_KEY)), page.memory];
	const clicks = texts
		.map((text) => quietly<Click>(() => text && JSON.parse(decodeURIComponent(text)))) // Throwing would cost 5 us an event.
		.filter(
			(click): click is Click =>
				// Either way: a clock that was wrong once must not keep a click forever.
				click?.[0] === 'v1' && Math.abs(Date.now() - click[2]) < (page.lifetimeDays || 30) * 86_400_000,
		);
	return clicks.sort((a, b) => b[1] - a[1])[0] ?? [];
}

/** Keeps the click everywhere, and returns it. */
export function writeClick(page: Page, click: Click): Click {
	// It starts with a percent sign, so that no reader of cookies takes it for a number.
	const text = encodeURIComponent(JSON.stringify(click));
	page.memory = text;
	quietly(() => {
		if (page.host?.options?.disableClientPersistence) return;
		// Only the browser knows which domain is the widest, so all get the cookie, those that stuck are counted, and all
		// but the widest go again.
		writeCookie(text, (page.lifetimeDays || 30) * 86_400);
		const narrower = document.cookie.split(text).length - 2;
		writeCookie('', 0, narrower);
		// What is kept elsewhere is not kept here too: if another tab erases it, it is gone.
		if (narrower >= 0) page.memory = undefined;
		localStorage.setItem(STORE_KEY, text);
		page.memory = undefined;
	});
	return click;
}

/** Removes every trace, on this host and all its parents. */
export function eraseClick(page: Page): void {
	page.seen = page.pending = page.memory = undefined;
	quietly(() => {
		writeCookie('', 0);
		localStorage.removeItem(STORE_KEY);
	});
}
