/** May this event be sent, and is its person opted out of personalization? */

import type { AnalyticsEvent } from '../contract/analytics-event.js';
import { isRecord, type UnknownRecord } from '../primitives/json.js';

/** True when the event's `integrations` switch this destination off, by name or by `All: false`. */
export function isDisabled({ integrations }: AnalyticsEvent, integrationName: string): boolean {
	if (!isRecord(integrations)) return false;
	const own = integrations[integrationName];
	if (own === undefined || own === null) return integrations['All'] === false;
	return own === false;
}

/** An event's consent: `granted` for every required category, `denied` for at least one, or `unknown` without a stamp. */
export type ConsentVerdict = 'granted' | 'denied' | 'unknown';

/**
 * Reads the event's stamps. Segment: `context.consent.categoryPreferences`; RudderStack: `context.consentManagement`.
 * If there are both, both must grant. An event without a stamp, such as a backend's, is not sent either, but it does not
 * withdraw consent.
 *
 * @source Segment consent documentation; rudder-server `processor/consent.go` (read 2026-11-22)
 */
export function readConsent({ context }: AnalyticsEvent, requiredCategories: readonly string[]): ConsentVerdict {
	if (!isRecord(context)) return 'unknown';
	const consent = context['consent'];
	const preferences = isRecord(consent) ? consent['categoryPreferences'] : undefined;
	const management = context['consentManagement'];
	const verdicts = [
		...(isRecord(preferences) ? [grantsBySegment(preferences, requiredCategories)] : []),
		...(isRecord(management) && isStamp(management) ? [grantsByRudderStack(management, requiredCategories)] : []),
	];
	if (verdicts.length === 0) return 'unknown';
	return verdicts.every(Boolean) ? 'granted' : 'denied';
}

function grantsBySegment(preferences: UnknownRecord, required: readonly string[]): boolean {
	return required.every((category) => Object.hasOwn(preferences, category) && preferences[category] === true);
}

function grantsByRudderStack(management: UnknownRecord, required: readonly string[]): boolean {
	const denied = toList(management['deniedConsentIds']);
	const allowed = toList(management['allowedConsentIds']);
	if (denied === undefined || allowed === undefined) return false;
	return required.every(
		(category) => !denied.includes(category) && (allowed.length === 0 || allowed.includes(category)),
	);
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

/** Reads a flag as people write it: `true`, `"true"`, `1`. */
export function isTrue(value: unknown): boolean {
	return value === true || value === 1 || (typeof value === 'string' && /^\s*(?:true|1)\s*$/i.test(value));
}

/** Reads the opposite: `false`, `"false"`, `0`. A missing flag is not false. */
export function isFalse(value: unknown): boolean {
	return value === false || value === 0 || (typeof value === 'string' && /^\s*(?:false|0)\s*$/i.test(value));
}
