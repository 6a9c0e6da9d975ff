/** Whether the reference may be stored and sent, unless the page's own call decides: the option, the event's stamps, the pixel's memory. */

import type { ReadCookie } from './cookies.js';
import type { Foreign } from './foreign.js';
import type { ConsentAnswer } from './options.js';
import type { Page } from './page.js';
import { quietly } from './quietly.js';

/** What consent tools call advertising; the server knows some more names, and reads the same stamps. */
const ADVERTISING = /advertis|^(ads?|ad_.*|marketing|targeting|c0004)( cookies)?$/i;

/**
 * The answer for an event with this context; 0 if the visitor refused something, but perhaps not advertising: the reference is
 * erased, but it is left to the server whether the event goes. Throws if the context does.
 *
 * Stamps are Segment's `context.consent.categoryPreferences`, where only `true` allows, and RudderStack's
 * `context.consentManagement`. The pixel remembers the answer in localStorage and a cookie. Its text is not documented: of
 * what is there, only `false`, `0` and `denied` are a refusal, `true`, `1` and `granted` are consent, and anything else is
 * not known.
 *
 * @source Segment consent documentation; rudder-server `processor/consent.go` (read 2026-11-22); the pixel's script, 2026-09
 */
export function findConsent(page: Page, context: Foreign, cookie: ReadCookie): ConsentAnswer | 0 {
	const consent: Foreign = page.consent;
	if (typeof consent === 'function') {
		const said = quietly(consent) as Foreign;
		if (!said?.then) return said;
		said.then(
			(answer: ConsentAnswer) => answer === page.promised || answerConsent(page, 'promised', answer),
			() => {},
		);
		return page.promised;
	}

	// A category without a name is never allowed, so an invalid option waits for grant() too.
	const categories: readonly string[] | undefined = consent === undefined ? consent : (consent?.categories ?? ['']);
	const { allowedConsentIds = [], deniedConsentIds = [] } = context.consentManagement ?? {};
	const allowed: string[] = [...allowedConsentIds];
	const denied: string[] = [...deniedConsentIds];
	const preferences = context.consent?.categoryPreferences;
	for (const category in preferences) (preferences[category] === true ? allowed : denied).push(category);
	const ours = categories ?? denied.filter((category) => ADVERTISING.test(category));
	if (ours.some((category) => denied.includes(category))) return false;
	// On the server a category in neither list is denied. Here the answer is not known yet, so nothing is erased.
	if (categories) return categories.every((category) => allowed.includes(category)) || undefined;
	if (denied.length) return 0;
	// Word for word what the pixel may have stored. It reads localStorage first, too, and stores nothing until it is told.
	return ({ granted: true, true: true, '': true, 1: true, 0: false, false: false, denied: false } as Foreign)[
		quietly(() => localStorage.getItem('oaiq_consent')) || (cookie('__oaiq_consent') as Foreign)
	];
}

/** Records an answer given outside an event. Never throws. */
export function answerConsent(page: Page, by: 'told' | 'promised', answer: ConsentAnswer): void {
	page[by] = answer;
	page.refresh();
}
