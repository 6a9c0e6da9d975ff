/** What one instance of the plugin knows while its page is open. */

import type { Click } from './click.js';
import type { BrowserOptions, ConsentAnswer } from './options.js';

/** The options, and what has happened since. */
export interface Page extends BrowserOptions {
	/** The last reference seen in a URL, so that the same URL is not taken twice. */
	seen?: string | undefined;
	/** A reference seen in a URL that waits for consent. */
	pending?: string | undefined;
	/** The click, where the browser keeps nothing. */
	memory?: Click | undefined;
	/** What `grant()` or `withdraw()` said. */
	told?: ConsentAnswer;
	/** What the last promise of the consent function said. */
	promised?: ConsentAnswer;
	/** Called when consent may have changed outside an event. */
	readonly refresh: (page: Page) => void;
	/** How long a click is kept. */
	readonly days: number;
}

/** The page at the moment when the plugin is created. Never throws. */
export function openPage(options: BrowserOptions | undefined, refresh: (page: Page) => void): Page {
	return { ...options, days: options?.lifetimeDays || 30, refresh };
}
