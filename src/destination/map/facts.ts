/**
 * Reads the facts of one event that outlive it: who, which click, where, opted out. They fill the event itself and update
 * the profile, so they are read once for both.
 */

import type { AnalyticsEvent } from '../contract/analytics-event.js';
import { isRecord } from '../primitives/json.js';
import type { Sha256 } from '../primitives/sha256.js';
import type { Facts } from '../profile/facts.js';
import { isTrue } from './consent/flags.js';
import { deniesAdTracking } from './consent/switches.js';
import { toReference } from './event/click.js';
import { toSourceUrl } from './event/source-url.js';
import type { EventInProgress } from './event-in-progress.js';
import type { Notes } from './note.js';
import type { EventTarget, Mapping } from './paths/mapping.js';
import { findFirst, type Place, readPlace, type Sources } from './paths/sources.js';
import { noteUnusable } from './paths/values.js';
import { readMatchKeys } from './user/person.js';

/** Event types whose `properties.email` and `properties.phone` are the buyer's or the lead's own. */
const GUEST_TYPES = new Set(['order_created', 'checkout_started', 'lead_created', 'registration_completed']);

/** Reads the facts of an event of any call, without its profile. */
export function readFacts(
	{ event, sources, notes }: EventInProgress,
	target: EventTarget | undefined,
	mapping: Mapping,
	sha256: Sha256,
): Facts {
	const isGuest = target !== undefined && GUEST_TYPES.has(target.type);
	const { fields, opprefUrls, findClick } = mapping;
	const oppref = findFirst(fields.oppref, sources, toReference) ?? findFirst(opprefUrls, sources, findClick);
	if (oppref === undefined) noteUnusable('oppref', fields.oppref, sources, notes);
	const obref = findFirst(fields['user.obref'], sources, mapping.parseObref);
	if (obref === undefined) noteUnusable('user.obref', fields['user.obref'], sources, notes);
	return {
		matchKeys: readMatchKeys({ sources, mapping, isGuest, sha256, notes }),
		oppref,
		obref,
		sourceUrl: readSourceUrl(sources, mapping, notes),
		isOptedOut: isOptedOut(event, sources, mapping),
	};
}

function readSourceUrl(sources: Sources, mapping: Mapping, notes: Notes): string | undefined {
	for (const place of mapping.fields.source_url) {
		const value = readPlace(sources, place);
		if (value === undefined || value === null) continue;
		const url = toSourceUrl(value, mapping.settings.sourceUrl);
		if (url !== undefined) {
			sources.use(place);
			return url;
		}
		notes.push({ path: 'source_url', message: 'expected an absolute http or https URL. Passed over.' });
	}
	return undefined;
}

function isOptedOut(event: AnalyticsEvent, sources: Sources, mapping: Mapping): boolean {
	const { context } = event;
	const { gpc, adTracking } = mapping.settings.optOut;
	if (gpc && isRecord(context) && isRecord(context['privacy']) && isTrue(context['privacy']['gpc'])) return true;
	if (adTracking && deniesAdTracking(event)) return true;
	return isAnyTrue(mapping.optOut, sources) || isAnyTrue(mapping.fields.opt_out, sources);
}

function isAnyTrue(places: readonly Place[], sources: Sources): boolean {
	return findFirst(places, sources, toTrue) !== undefined;
}

const toTrue = (value: unknown) => (isTrue(value) ? true : undefined);
