/** May this event be sent, and is its person opted out of personalization? */

import type { AnalyticsEvent } from '../contract/analytics-event.js';
import { isRecord, ownField, type UnknownRecord } from '../primitives/json.js';

/** True when the event's `integrations` switch this destination off, by name or by `All: false`. */
export function isDisabled({ integrations }: AnalyticsEvent, integrationName: string): boolean {
	if (!isRecord(integrations)) return false;
	const own = integrations[integrationName];
	if (own === undefined || own === null) return integrations['All'] === false;
	return own === false;
}

/**
 * An event's consent: `granted` for every required category, `denied` explicitly for at least one, or `unknown`: no stamp, an
 * empty or unreadable one, or one that does not name a required category.
 */
export type ConsentVerdict = 'granted' | 'denied' | 'unknown';

/**
 * Reads the event's stamps. Segment: `context.consent.categoryPreferences`; RudderStack: `context.consentManagement`.
 * If there are both, both must grant. An event whose consent is unknown, such as a backend's or one from before the banner
 * was answered, is not sent either, but it does not withdraw consent.
 *
 * @source Segment consent documentation; rudder-server `processor/consent.go` (read 2026-11-22)
 */
export function readConsent({ context }: AnalyticsEvent, requiredCategories: readonly string[]): ConsentVerdict {
	if (!isRecord(context)) return 'unknown';
	const consent = context['consent'];
	const preferences = isRecord(consent) ? consent['categoryPreferences'] : undefined;
	const management = context['consentManagement'];
	const verdicts = [
		...(isRecord(preferences) ? requiredCategories.map((category) => verdictOfSegment(preferences, category)) : []),
		...(isRecord(management) && isStamp(management) ? verdictsOfRudderStack(management, requiredCategories) : []),
	];
	if (verdicts.includes('denied')) return 'denied';
	return verdicts.length === 0 || verdicts.includes('unknown') ? 'unknown' : 'granted';
}

function verdictOfSegment(preferences: UnknownRecord, category: string): ConsentVerdict {
	const answer = ownField(preferences, category);
	if (answer === true) return 'granted';
	return isFalse(answer) ? 'denied' : 'unknown';
}

function verdictsOfRudderStack(management: UnknownRecord, required: readonly string[]): ConsentVerdict[] {
	const denied = toList(management['deniedConsentIds']);
	const allowed = toList(management['allowedConsentIds']);
	return required.map((category) => {
		if (denied?.includes(category)) return 'denied';
		return denied && allowed && (allowed.length === 0 || allowed.includes(category)) ? 'granted' : 'unknown';
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

/** True when the person told their device to let nobody track them for ads. */
export function deniesAdTracking({ context }: AnalyticsEvent): boolean {
	return isRecord(context) && isRecord(context['device']) && isFalse(context['device']['adTrackingEnabled']);
}

/** Reads a flag as people write it: `true`, `"true"`, `1`. */
export function isTrue(value: unknown): boolean {
	return value === true || value === 1 || (isShort(value) && /^\s*(?:true|1)\s*$/i.test(value));
}

/** Reads the opposite: `false`, `"false"`, `0`. A missing flag is not false. */
export function isFalse(value: unknown): boolean {
	return value === false || value === 0 || (isShort(value) && /^\s*(?:false|0)\s*$/i.test(value));
}

/** Longer texts are no flags, whatever is in them. Our choice. */
const MAX_FLAG_LENGTH = 40;

function isShort(value: unknown): value is string {
	return typeof value === 'string' && value.length <= MAX_FLAG_LENGTH;
}
