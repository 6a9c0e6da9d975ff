/** What an event says about its person's consent to advertising. */

import type { AnalyticsEvent } from '../../contract/analytics-event.js';
import { isRecord, ownField, type UnknownRecord } from '../../primitives/json.js';
import { isAdvertising } from './advertising-categories.js';
import { isFalse } from './flags.js';

/** The setting `consent`. */
export type ConsentRule = 'obey' | false | { readonly requireCategories: readonly string[] };

/**
 * - `granted`  the event may be sent
 * - `denied`   the person refused, in so many words: the event is not sent, and its person is forgotten
 * - `unknown`  a required category is neither granted nor denied, as in events of a backend or from before the banner was
 *   answered: the event is not sent, and nobody is forgotten
 */
export type ConsentVerdict = 'granted' | 'denied' | 'unknown';

/** A verdict, and what in the event gave it: a path and the name of a category. */
export interface Consent {
	readonly verdict: ConsentVerdict;
	readonly detail: string;
}

const GRANTED: Consent = { verdict: 'granted', detail: '' };
const UNKNOWN: Consent = {
	verdict: 'unknown',
	detail: 'context.consent: the event has no stamp that grants every required category.',
};

/** More categories than that are not read. Real stamps have ten. Our choice. */
const MAX_CATEGORIES = 500;

/**
 * Reads the event's stamps: the browser plugin's, `context.providers.openAI.consent: 'denied'`, which counts whatever the rule;
 * Segment's, `context.consent.categoryPreferences`; RudderStack's, `context.consentManagement`. One denial outweighs every grant.
 *
 * @source Segment consent documentation; rudder-server `processor/consent.go` (read 2026-11-22)
 */
export function readConsent({ context }: AnalyticsEvent, rule: ConsentRule): Consent {
	const isStrict = typeof rule === 'object';
	if (!isRecord(context)) return isStrict ? UNKNOWN : GRANTED;
	const { providers, consent, consentManagement } = context;
	if (isRecord(providers) && isRecord(providers['openAI']) && isFalse(providers['openAI']['consent']))
		return denied('context.providers.openAI', 'consent');
	// Most events have no other stamp.
	if (rule === false || (!isStrict && consent === undefined && consentManagement === undefined)) return GRANTED;
	const preferences = isRecord(consent) ? consent['categoryPreferences'] : undefined;
	const stamps: Stamps = {
		preferences: isRecord(preferences) ? preferences : undefined,
		management: isRecord(consentManagement) ? consentManagement : undefined,
	};
	return isStrict ? requireAll(rule.requireCategories, stamps) : (findDenied(stamps) ?? GRANTED);
}

interface Stamps {
	readonly preferences: UnknownRecord | undefined;
	readonly management: UnknownRecord | undefined;
}

const PREFERENCES = 'context.consent.categoryPreferences';
const DENIED_IDS = 'context.consentManagement.deniedConsentIds';

function denied(path: string, name: string): Consent {
	return { verdict: 'denied', detail: `${path}: \`${name.slice(0, 64)}\` is denied.` };
}

/** A denial of any category that is advertising by its name. */
function findDenied({ preferences, management }: Stamps): Consent | undefined {
	const refused = preferences && Object.keys(preferences).slice(0, MAX_CATEGORIES);
	const name = refused?.find((category) => isFalse(preferences?.[category]) && isAdvertising(category));
	if (name !== undefined) return denied(PREFERENCES, name);
	const ids = management && toList(management['deniedConsentIds'])?.slice(0, MAX_CATEGORIES);
	const id = ids?.find(isAdvertising);
	return id === undefined ? undefined : denied(DENIED_IDS, id);
}

/** What the stamps say about each of these categories, whatever it is called; both must grant. */
function requireAll(required: readonly string[], { preferences, management }: Stamps): Consent {
	const verdicts = [
		...(preferences ? required.map((category) => readPreference(preferences, category)) : []),
		...(management && isStamp(management) ? readIds(management, required) : []),
	];
	if (verdicts.length === 0) return UNKNOWN;
	return (
		verdicts.find(({ verdict }) => verdict === 'denied') ??
		verdicts.find(({ verdict }) => verdict === 'unknown') ??
		GRANTED
	);
}

function readPreference(preferences: UnknownRecord, category: string): Consent {
	const answer = ownField(preferences, category);
	if (answer === true) return GRANTED;
	return isFalse(answer) ? denied(PREFERENCES, category) : UNKNOWN;
}

function readIds(management: UnknownRecord, required: readonly string[]): Consent[] {
	const refused = toList(management['deniedConsentIds']);
	const allowed = toList(management['allowedConsentIds']);
	return required.map((category) => {
		if (refused?.includes(category)) return denied(DENIED_IDS, category);
		return refused && allowed && (allowed.length === 0 || allowed.includes(category)) ? GRANTED : UNKNOWN;
	});
}

/** An object with neither list is not a stamp. */
function isStamp(management: UnknownRecord): boolean {
	return (management['deniedConsentIds'] ?? management['allowedConsentIds'] ?? undefined) !== undefined;
}

/** A missing list is empty. Anything else that is not a list can't be read, and then nothing is granted. */
function toList(value: unknown): readonly unknown[] | undefined {
	if (value === undefined || value === null) return [];
	return Array.isArray(value) ? value : undefined;
}
