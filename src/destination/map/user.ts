/** The `user` object in the spelling of either generation of OpenAI's fields. */

import { type AnalyticsEvent, isRecord } from '../contract/analytics-event.js';
import type { UserDraft } from '../contract/conversion-event.js';
import { MAX_VALUES_PER_LIST } from '../contract/limits.js';
import { toAlpha2 } from './country.js';
import type { Mapping } from './mapping.js';
import {
	normaliseAdvertisingId,
	normaliseIp,
	normalisePlace,
	normalisePostalCode,
	normaliseUserAgent,
} from './normalise.js';
import type { Notes } from './note.js';
import type { Getter } from './paths.js';
import type { MatchKeys } from './person.js';
import { readValues } from './values.js';

/** Everything hashed that is known of the person, from the event and its profile. */
export interface Identity {
	readonly matchKeys: MatchKeys;
	readonly externalId: string | undefined;
	readonly obref: string | undefined;
}

/** Assembles the `user` object; `undefined` if nothing is known. */
export function mapUser(
	event: AnalyticsEvent,
	identity: Identity,
	mapping: Mapping,
	notes: Notes,
): UserDraft | undefined {
	const user: UserDraft = {};
	if (mapping.settings.apiVersion === '2026-06') addSingular(user, event, identity, mapping, notes);
	else addLists(user, event, identity, mapping, notes);
	if (identity.obref !== undefined) user.obref = identity.obref;
	const ip = readOne(event, 'user.ip_address', ipGetters(event, mapping), normaliseIp, notes);
	if (ip !== undefined) user.ip_address = ip;
	const agent = readOne(event, 'user.user_agent', mapping.fields['user.user_agent'], normaliseUserAgent, notes);
	if (agent !== undefined) user.user_agent = agent;
	return Object.keys(user).length === 0 ? undefined : user;
}

type Parse = (value: unknown) => string | undefined;
const PLACES = [
	['user.region', 'regions', normalisePlace],
	['user.city', 'cities', normalisePlace],
	['user.postal_code', 'postal_codes', normalisePostalCode],
	['user.country', 'countries', toAlpha2],
] as const;
const MATCH_KEY_LISTS = [
	['email', 'emails_sha256'],
	['phone', 'phone_numbers_sha256'],
	['first_name', 'first_names_sha256'],
	['last_name', 'last_names_sha256'],
] as const;

function addLists(
	user: UserDraft,
	event: AnalyticsEvent,
	{ matchKeys, externalId }: Identity,
	mapping: Mapping,
	notes: Notes,
): void {
	for (const [key, field] of MATCH_KEY_LISTS) {
		const digests = matchKeys[key];
		if (digests !== undefined) user[field] = [...digests];
	}
	if (externalId !== undefined) user.external_ids_sha256 = [externalId];
	for (const [field, list, parse] of PLACES) {
		const places = readValues(
			event,
			{ path: field, getters: mapping.fields[field], parse, limit: MAX_VALUES_PER_LIST },
			notes,
		);
		if (places !== undefined) user[list] = places;
	}
	const advertisingId = isAndroid(event)
		? readOne(
				event,
				'user.android_advertising_id',
				mapping.fields['user.android_advertising_id'],
				normaliseAdvertisingId,
				notes,
			)
		: undefined;
	if (advertisingId !== undefined) user.android_advertising_id = advertisingId;
}

const SINGULAR_PLACES = [
	['user.country', 'country', toAlpha2],
	['user.city', 'city', normalisePlace],
	['user.postal_code', 'zip_code', normalisePostalCode],
] as const;

function addSingular(
	user: UserDraft,
	event: AnalyticsEvent,
	{ matchKeys, externalId }: Identity,
	mapping: Mapping,
	notes: Notes,
): void {
	const [email] = matchKeys.email ?? [];
	if (email !== undefined) user.email_sha256 = email;
	if (externalId !== undefined) user.external_id_sha256 = externalId;
	for (const [field, key, parse] of SINGULAR_PLACES) {
		const place = readOne(event, field, mapping.fields[field], parse, notes);
		if (place !== undefined) user[key] = place;
	}
}

function readOne(
	event: AnalyticsEvent,
	path: string,
	getters: readonly Getter[],
	parse: Parse,
	notes: Notes,
): string | undefined {
	return readValues(event, { path, getters, parse, limit: 1 }, notes)?.[0];
}

const readRequestIp: Getter = (event) => (isRecord(event) ? event['request_ip'] : undefined);

// RudderStack stamps the caller's address on every event: for web calls that is the visitor, for server SDKs the backend.
function ipGetters(event: AnalyticsEvent, mapping: Mapping): readonly Getter[] {
	const getters = mapping.fields['user.ip_address'];
	const isDefault = !('user.ip_address' in mapping.settings.fieldMapping);
	return event.channel === 'web' && isDefault ? [...getters, readRequestIp] : getters;
}

function isAndroid({ context }: AnalyticsEvent): boolean {
	if (!isRecord(context)) return false;
	const system = isRecord(context['os']) ? context['os']['name'] : undefined;
	const device = isRecord(context['device']) ? context['device']['type'] : undefined;
	return [system, device].some((name) => typeof name === 'string' && name.trim().toLowerCase() === 'android');
}
