/** The person: match keys from traits, context and properties, normalised and hashed. Raw values never leave this file. */

import type { Sha256 } from '../../primitives/sha256.js';
import { isAbsent, toText } from '../../primitives/text.js';
import { isAscii } from '../../primitives/utf8-length.js';
import { type MatchKeys, NO_MATCH_KEYS } from '../../profile/facts.js';
import type { EventInProgress } from '../event-in-progress.js';
import type { Notes } from '../note.js';
import type { Mapping, UserField } from '../paths/mapping.js';
import { findFirst, type Sources } from '../paths/sources.js';
import { readValues } from '../paths/values.js';
import { isHashed, normaliseExternalId } from './normalise.js';

/** What match keys are read from, and with. */
interface PersonReading {
	readonly sources: Sources;
	readonly mapping: Mapping;
	/** The buyer's e-mail and phone in `properties` count too. */
	readonly isGuest: boolean;
	readonly sha256: Sha256;
	readonly notes: Notes;
}

/** Reads and hashes the event's own match keys. */
export function readMatchKeys(reading: PersonReading): MatchKeys {
	const email = readDigests('user.email', reading);
	// The generation of 2026-06 has neither phones nor names, so they are not even hashed.
	if (reading.mapping.settings.apiVersion === '2026-06') return { ...NO_MATCH_KEYS, email };
	return {
		email,
		phone: readDigests('user.phone', reading),
		first_name: readDigests('user.first_name', reading),
		last_name: readDigests('user.last_name', reading),
	};
}

function readDigests(field: UserField, reading: PersonReading): readonly string[] | undefined {
	const { sources, mapping, isGuest, sha256, notes } = reading;
	const values = readValues(sources, (isGuest ? mapping.guestReaders : mapping.readers)[field], notes);
	if (values === undefined && !isGuest) noteGuestsOnly(field, sources, mapping, notes);
	return toDigests(values, sha256);
}

/** The e-mail in `properties` of, say, a page view may be anybody's: it is not sent, but not lost without a word either. */
function noteGuestsOnly(path: UserField, sources: Sources, { readers, guestReaders }: Mapping, notes: Notes): void {
	const { places } = guestReaders[path];
	for (let index = readers[path].places.length; index < places.length; index++) {
		if (!isAbsent(sources.byPlace[places[index] ?? -1])) notes.push({ path, message: GUESTS_ONLY });
	}
}

const GUESTS_ONLY =
	'the one in properties is read only on orders, checkouts, leads and registrations. Send it in context.traits.';

/** The event's external id, hashed. */
export interface ExternalId {
	readonly digest: string;
	/** It is the event's anonymousId, which matches only if the pixel sends the same. */
	readonly isAnonymous: boolean;
}

/** Reads and hashes the event's external id: the first usable one of `externalIdFrom`. */
export function readExternalId(
	{ event: { anonymousId }, sources }: Pick<EventInProgress, 'event' | 'sources'>,
	mapping: Mapping,
	sha256: Sha256,
): ExternalId | undefined {
	const id = findFirst(mapping.fields['user.external_id'], sources, normaliseExternalId);
	if (id === undefined) return undefined;
	return {
		digest: toDigest(mapping.settings.apiVersion === '2026-06' ? id.toLowerCase() : id, sha256),
		isAnonymous: id === toText(anonymousId)?.trim(),
	};
}

function toDigests(normals: readonly string[] | undefined, sha256: Sha256): readonly string[] | undefined {
	if (normals === undefined) return undefined;
	if (normals.length === 1) return [toDigest(normals[0] ?? '', sha256)];
	return [...new Set(normals.map((normal) => toDigest(normal, sha256)))];
}

/** Hashes a normal form; one that is already hashed stays as it is. */
export function toDigest(normal: string, sha256: Sha256): string {
	if (isHashed(normal)) return normal.toLowerCase();
	// An accented letter can be encoded in two ways; both must give the same digest.
	return sha256(isAscii(normal) ? normal : normal.toWellFormed().normalize('NFC'));
}
