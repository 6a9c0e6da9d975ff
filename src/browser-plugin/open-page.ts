/** Starts an instance of the plugin. Reads the URL, but nothing that takes time. */

import type { BrowserOptions } from './options.js';
import type { Page } from './page.js';
import { quietly } from './quietly.js';
import { captureReference } from './recall.js';

/**
 * Remembers the options (none if they are unreadable) and the reference in the URL. Cookies and localStorage wait for the
 * first event, since the first access takes milliseconds (Chromium 156, 2026-11-23), or for the visitor to leave the page.
 */
export function openPage(options: BrowserOptions | undefined, refresh: (page: Page) => void): Page {
	const page: Page = { ...quietly(() => ({ ...options })), refresh: () => quietly(() => refresh(page)) };
	quietly(() => {
		captureReference(page);
		addEventListener('pagehide', page.refresh);
	});
	return page;
}
