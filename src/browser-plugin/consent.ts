/** May the reference be stored and sent? In this order: the page's own calls, the option, the event's stamps, the pixel's memory. */

import type { ReadCookie } from './cookies.js';
import type { Foreign } from './foreign.js';
import type { ConsentAnswer } from './options.js';
import type { Page } from './page.js';
import { quietly } from './quietly.js';

/**
 * The answer for an event with this context. Throws if the context does.
 *
 * Stamps are Segment's `context.consent.categoryPreferences`, where only `true` allows, and RudderStack's
 * `context.consentManagement`. The pixel remembers a refusal in localStorage and a cookie; its text is not documented:
 * `false`, `0` and `denied` are taken for one.
 *
 * @source Segment consent documentation; rudder-server `processor/consent.go` (read 2026-11-22); the pixel's script, 2026-09
 */
export function ask(page: Page, context: Foreign, cookie: ReadCookie): ConsentAnswer {
	const consent: Foreign = page.consent;
	if (page.told !== undefined) return page.told;
	if (typeof consent === 'function') {
		const said = quietly(consent) as Foreign;
		if (!said?.then) return said;
		said.then(
			(answer: ConsentAnswer) => answer === page.promised || settle(page, 'promised', answer),
			() => {},
		);
		return page.promised;
	}

	// A category of no name is never allowed, so what is no option waits for grant() too.
	const categories: readonly string[] | undefined = consent === undefined ? consent : (consent?.categories ?? ['']);
	const { deniedConsentIds = [], allowedConsentIds = [] } = context.consentManagement ?? {};
	const denied: string[] = [...deniedConsentIds];
	const allowed: string[] = [...allowedConsentIds];
	const preferences = context.consent?.categoryPreferences;
	for (const category in preferences) (preferences[category] === true ? allowed : denied).push(category);
	// Without categories every denial counts: nobody said which one is about advertising.
	if ((categories ?? denied).some((category) => denied.includes(category))) return false;
	// The server takes a category that is in no list for denied. Here it is not known yet, so nothing is erased.
	if (categories) return categories.every((category) => allowed.includes(category)) || undefined;
	return !/\b0|false|denied/i.test(
		`${quietly(() => localStorage.getItem('oaiq_consent'))} ${cookie('__oaiq_consent')}`,
	);
}

/** Takes an answer that was given outside an event. Never throws. */
export function settle(page: Page, by: 'told' | 'promised', answer: ConsentAnswer): void {
	page[by] = answer;
	page.refresh();
}
