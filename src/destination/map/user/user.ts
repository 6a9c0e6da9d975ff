/** Builds the `user` object in the spelling of either generation of OpenAI's fields. */

import type { AnalyticsEvent } from '../../contract/analytics-event.js';
import type { UserDraft } from '../../contract/conversion-event.js';
import type { MatchKeys } from '../../profile/facts.js';
import { deniesAdTracking } from '../consent/switches.js';
import { readDeviceType, readSystem } from '../event/system.js';
import type { EventInProgress } from '../event-in-progress.js';
import type { Mapping } from '../paths/mapping.js';
import { readValue, readValues } from '../paths/values.js';
import { normaliseIp } from './normalise.js';

/** The person's references, hashed where they must be, from the event and its profile. */
export interface Identity {
	readonly matchKeys: MatchKeys;
	readonly externalId: string | undefined;
	readonly obref: string | undefined;
}

/** Assembles the `user` object; `undefined` if it would be empty. */
export function mapUser(current: EventInProgress, identity: Identity, mapping: Mapping): UserDraft | undefined {
	const user: UserDraft = {};
	if (mapping.settings.apiVersion === '2026-06') addSingular(user, current, identity, mapping);
	else addLists(user, current, identity, mapping);
	if (identity.obref !== undefined) user.obref = identity.obref;
	const ip =
		readValue(current.sources, mapping.readers['user.ip_address'], current.notes) ??
		readRequestIp(current.event, mapping);
	if (ip !== undefined) user.ip_address = ip;
	const agent = readValue(current.sources, mapping.readers['user.user_agent'], current.notes);
	if (agent !== undefined) user.user_agent = agent;
	for (const _ in user) return user;
	return undefined;
}

// Each key by its name: assigning by a variable, as a table would, takes ten times as long.
function addLists(
	user: UserDraft,
	{ event, sources, notes }: EventInProgress,
	{ matchKeys, externalId }: Identity,
	mapping: Mapping,
): void {
	const { readers } = mapping;
	addHashedLists(user, matchKeys);
	if (externalId !== undefined) user.external_ids_sha256 = [externalId];
	const regions = readValues(sources, readers['user.region'], notes);
	if (regions !== undefined) user.regions = regions;
	const cities = readValues(sources, readers['user.city'], notes);
	if (cities !== undefined) user.cities = cities;
	const postalCodes = readValues(sources, readers['user.postal_code'], notes);
	if (postalCodes !== undefined) user.postal_codes = postalCodes;
	const countries = readValues(sources, readers['user.country'], notes);
	if (countries !== undefined) user.countries = countries;
	if (!mayHaveAdvertisingId(event, mapping)) return;
	const advertisingId = readValue(sources, readers['user.android_advertising_id'], notes);
	if (advertisingId === undefined) return;
	if (deniesAdTracking(event)) notes.push({ path: 'user.android_advertising_id', message: AD_TRACKING_DENIED });
	else user.android_advertising_id = advertisingId;
}

/** Writes the match keys of the current generation. Drafts are not changed once they are built. */
export function addHashedLists(user: UserDraft, { email, phone, first_name, last_name }: MatchKeys): void {
	if (email !== undefined) user.emails_sha256 = email as string[];
	if (phone !== undefined) user.phone_numbers_sha256 = phone as string[];
	if (first_name !== undefined) user.first_names_sha256 = first_name as string[];
	if (last_name !== undefined) user.last_names_sha256 = last_name as string[];
}

const AD_TRACKING_DENIED = 'left out, the device denies ad tracking.';

const SINGULAR_PLACES = [
	['user.country', 'country'],
	['user.city', 'city'],
	['user.postal_code', 'zip_code'],
] as const;

function addSingular(
	user: UserDraft,
	{ sources, notes }: EventInProgress,
	{ matchKeys, externalId }: Identity,
	mapping: Mapping,
): void {
	addHashedSingles(user, matchKeys);
	if (externalId !== undefined) user.external_id_sha256 = externalId;
	for (const [field, key] of SINGULAR_PLACES) {
		const place = readValue(sources, mapping.readers[field], notes);
		if (place !== undefined) user[key] = place;
	}
}

/** Writes those of the generation of 2026-06. */
export function addHashedSingles(user: UserDraft, { email }: MatchKeys): void {
	const first = email?.[0];
	if (first !== undefined) user.email_sha256 = first;
}

// RudderStack stamps the caller's address on every event: the visitor's on web calls, the backend's on calls of server SDKs.
function readRequestIp(
	event: AnalyticsEvent & { readonly request_ip?: unknown },
	{ settings }: Mapping,
): string | undefined {
	const isDefault = settings.fieldMapping['user.ip_address'] === undefined;
	return event.channel === 'web' && isDefault ? normaliseIp(event.request_ip) : undefined;
}

// Apple's identifier has the same path and must not be sent. A path from `fieldMapping` is trusted, unless the event names
// another system.
function mayHaveAdvertisingId(event: AnalyticsEvent, { settings }: Mapping): boolean {
	const system = readSystem(event);
	const device = readDeviceType(event);
	if (system === 'android' || device === 'android') return true;
	const isUnknown = system === undefined && device === undefined;
	return isUnknown && settings.fieldMapping['user.android_advertising_id'] !== undefined;
}
