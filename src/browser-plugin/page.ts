/** What one instance of the plugin knows while its page is open. */

import type { Foreign } from './foreign.js';
import type { BrowserOptions, ConsentAnswer } from './options.js';

/** The options, and what has happened since. */
export interface Page extends BrowserOptions {
	/** The last reference seen in a URL, so that the same URL is not taken twice. */
	seen?: string | undefined;
	/** A reference seen in a URL that waits for consent. */
	pending?: string | undefined;
	/** The text of the click, where the browser keeps nothing. */
	memory?: string | undefined;
	/** Analytics.js. */
	host?: Foreign;
	/** What `grant()` or `withdraw()` said. */
	told?: ConsentAnswer;
	/** What the last promise of the consent function said. */
	promised?: ConsentAnswer;
	/** Called when consent may have changed outside an event, and when the page is left. Never throws. */
	readonly refresh: () => void;
}
