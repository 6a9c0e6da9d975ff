/** May the reference be stored and sent? Reads what others wrote about consent; keeps nothing itself. */

import { readCookie } from './cookies.js';
import { quietly } from './quietly.js';
import { isObject } from './written.js';

/**
 * The verdict of the event's stamps: Segment's `context.consent.categoryPreferences` and RudderStack's
 * `context.consentManagement`; with both, both must grant. The server's rule (map/consent.ts), except that without
 * categories every denial counts: nobody said which one is about advertising.
 *
 * @returns `undefined` if the event carries none
 * @source Segment consent documentation; rudder-server `processor/consent.go` (read 2026-11-22)
 */
export function readStamps(context: Record<string, any>, categories?: readonly string[]): boolean | undefined {
	const preferences = context['consent']?.categoryPreferences;
	const { allowedConsentIds: allowed, deniedConsentIds: denied } = context['consentManagement'] ?? {};
	const verdicts: boolean[] = [];
	if (isObject(preferences)) {
		verdicts.push(
			categories
				? categories.every((category) => preferences[category] === true)
				: !Object.values(preferences).includes(false),
		);
	}
	if (allowed || denied) {
		verdicts.push(
			categories
				? categories.every((category) => !denied?.includes(category) && (!allowed?.[0] || allowed.includes(category)))
				: !denied?.[0],
		);
	}
	return verdicts[0] === undefined ? undefined : !verdicts.includes(false);
}

/**
 * True if OpenAI's pixel was told that the visitor refuses; it remembers that in localStorage and a cookie.
 * The text is not documented: `false`, `0` and `denied` are taken for a refusal.
 *
 * @source observation of the pixel's script, 2026-09
 */
export function isDeniedToPixel(jar: string): boolean {
	const said = [quietly(() => localStorage.getItem('oaiq_consent')), ...readCookie(jar, '__oaiq_consent')];
	return said.some((text) => /^0|false|denied/i.test(text as string)); // test() takes null too.
}
