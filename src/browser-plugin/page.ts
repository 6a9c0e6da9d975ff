/** The state of one instance of the plugin while its page is open. */

import type { Foreign } from './foreign.js';
import type { BrowserOptions, ConsentAnswer } from './options.js';

/** The options, and everything that has changed since. */
export interface Page extends BrowserOptions {
	/** The last reference seen in a URL, so that the same URL does not count twice. */
	seen?: string | undefined;
	/** A reference from a URL that waits for consent. */
	pending?: string | undefined;
	/** The text of the click, if the browser cannot store it. */
	memory?: string | undefined;
	/** Analytics.js. */
	host?: Foreign;
	/** The answer of `grant()` or `withdraw()`. */
	told?: ConsentAnswer;
	/** The answer of the last promise of the consent function. */
	promised?: ConsentAnswer;
	/** Called when consent may have changed outside an event, and when the page is left. Never throws. */
	readonly refresh: () => void;
}
