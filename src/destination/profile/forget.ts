/** What is left of a profile after its person withdrew consent. An opt-out stays, or data that was refused would be sent. */

import type { Profile, TaughtFacts } from './profile.js';

/** Forgets all that servers and browsers taught. */
export function forgetAll({ opt_out, browser }: Profile): Profile | undefined {
	return withBrowser(opt_out === undefined ? {} : { opt_out }, browser && optOutOf(browser));
}

/** Forgets what browsers taught about an anonymousId. */
export function forgetBrowsers({ browser, ...facts }: Profile): Profile | undefined {
	return withBrowser(facts, browser && optOutOf(browser));
}

/** Forgets what browsers taught about a userId with one anonymousId. */
export function forgetFrom({ browser = {}, ...facts }: Profile, from: string): Profile | undefined {
	return withBrowser(facts, Object.fromEntries(Object.entries(browser).filter(([, fact]) => fact.from !== from)));
}

function optOutOf({ opt_out }: TaughtFacts): TaughtFacts {
	return opt_out === undefined ? {} : { opt_out };
}

function withBrowser(facts: TaughtFacts, browser: TaughtFacts | undefined): Profile | undefined {
	if (browser !== undefined && Object.keys(browser).length > 0) return { ...facts, browser };
	return Object.keys(facts).length > 0 ? facts : undefined;
}
