/** Starts an instance of the plugin: the URL is read, and nothing else that takes time. */

import type { BrowserOptions } from './options.js';
import type { Page } from './page.js';
import { quietly } from './quietly.js';
import { look } from './recall.js';

/**
 * Remembers the options, or none if they cannot be read, and the reference in the URL. Cookies and localStorage wait for the
 * first event: the first look at them takes milliseconds. (Chromium 156, 2026-11-23) A visitor who leaves before gives the last chance.
 */
export function openPage(options: BrowserOptions | undefined, refresh: (page: Page) => void): Page {
	const page: Page = { ...quietly(() => ({ ...options })), refresh: () => quietly(() => refresh(page)) };
	quietly(() => {
		look(page);
		addEventListener('pagehide', page.refresh);
	});
	return page;
}
