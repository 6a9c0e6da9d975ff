/** What one instance of the plugin knows while its page is open. */

import type { Click } from './click.js';
import type { BrowserOptions, ConsentAnswer } from './options.js';
import { quietly } from './quietly.js';

/** The options, and what has happened since. */
export interface Page extends BrowserOptions {
	/** The last reference seen in a URL, so that the same URL is not taken twice. */
	seen?: string | undefined;
	/** A reference seen in a URL that waits for consent. */
	pending?: string | undefined;
	/** The click, where the browser keeps nothing. */
	memory?: Click | undefined;
	/** Analytics.js' own options. */
	host?: { readonly disableClientPersistence?: boolean } | undefined;
	/** What `grant()` or `withdraw()` said. */
	told?: ConsentAnswer;
	/** What the last promise of the consent function said. */
	promised?: ConsentAnswer;
	/** Called when consent may have changed outside an event. */
	readonly refresh: (page: Page) => void;
}

/** What is known when the plugin is created: its options, or none if they cannot be read. */
export function openPage(options: BrowserOptions | undefined, refresh: (page: Page) => void): Page {
	return { ...quietly(() => ({ ...options })), refresh };
}
