/** Who did it: match keys out of traits, context and properties, normalised and hashed. Raw values go no further than this file. */

import type { AnalyticsEvent } from '../contract/analytics-event.js';
import { MAX_VALUES_PER_LIST } from '../contract/limits.js';
import type { Sha256 } from '../sha256.js';
import type { Mapping } from './mapping.js';
import { isHashed, normaliseEmail, normaliseExternalId, normaliseName, normalisePhone } from './normalise.js';
import type { Notes } from './note.js';
import { findFirst } from './paths.js';
import { readValues } from './values.js';

/** SHA-256 digests by match key: at most three each, unique, most trusted first. */
export interface MatchKeys {
	email?: readonly string[];
	phone?: readonly string[];
	first_name?: readonly string[];
	last_name?: readonly string[];
}

type Normalise = (value: unknown) => string | undefined;
type MatchKeyField = 'user.email' | 'user.phone' | 'user.first_name' | 'user.last_name';

/** Reads and hashes the event's own match keys. `isGuest` adds the buyer's e-mail and phone in `properties`. */
export function readMatchKeys(
	event: AnalyticsEvent,
	mapping: Mapping,
	isGuest: boolean,
	sha256: Sha256,
	notes: Notes,
): MatchKeys {
	const fields = isGuest ? mapping.guestFields : mapping.fields;
	const { defaultCallingCode } = mapping.settings;
	const read = (path: MatchKeyField, normalise: Normalise) => {
		const parse = (value: unknown) => toDigest(value, normalise, sha256);
		return readValues(event, { path, getters: fields[path], parse, limit: MAX_VALUES_PER_LIST }, notes);
	};
	const keys: MatchKeys = {};
	const email = read('user.email', normaliseEmail);
	if (email !== undefined) keys.email = email;
	// The generation of 2026-06 knows neither phones nor names, so they are not even hashed.
	if (mapping.settings.apiVersion === '2026-06') return keys;
	const phone = read('user.phone', (value) => normalisePhone(value, defaultCallingCode));
	if (phone !== undefined) keys.phone = phone;
	const firstName = read('user.first_name', normaliseName);
	if (firstName !== undefined) keys.first_name = firstName;
	const lastName = read('user.last_name', normaliseName);
	if (lastName !== undefined) keys.last_name = lastName;
	return keys;
}

/** The event's external id, hashed: the first of `externalIdFrom` that is an id. */
export function readExternalId(event: AnalyticsEvent, mapping: Mapping, sha256: Sha256): string | undefined {
	const isLowerCased = mapping.settings.apiVersion === '2026-06';
	const id = findFirst(mapping.fields['user.external_id'], event, normaliseExternalId);
	if (id === undefined) return undefined;
	return digest(isLowerCased ? id.toLowerCase() : id, sha256);
}

function toDigest(value: unknown, normalise: Normalise, sha256: Sha256): string | undefined {
	if (typeof value === 'string' && isHashed(value.trim())) return value.trim().toLowerCase();
	const normal = normalise(value);
	return normal === undefined ? undefined : digest(normal, sha256);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII.
const ASCII = /^[\x00-\x7f]*$/;

function digest(normal: string, sha256: Sha256): string {
	if (isHashed(normal)) return normal.toLowerCase();
	// One accented letter can be written in two ways; they must give one digest.
	return sha256(ASCII.test(normal) ? normal : normal.toWellFormed().normalize('NFC'));
}
