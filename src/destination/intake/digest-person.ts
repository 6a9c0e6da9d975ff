/** What a store knows a person by, made of the raw identifiers that somebody gives to have them forgotten. */

import { normaliseEmail, normaliseExternalId } from '../map/user/normalise.js';
import { sha256 as defaultSha256, type Sha256 } from '../primitives/sha256.js';
import type { PersonKeys } from '../profile/person-keys.js';
import { personKeysOf } from './person-keys.js';

export interface RawPerson {
	readonly userId?: unknown;
	readonly anonymousId?: unknown;
	readonly email?: unknown;
}

export interface PersonDigests {
	/** Of their profiles and events. */
	readonly keys: PersonKeys;
	/** SHA-256 digests that their events and profiles hold: of the e-mail address, and of the ids as external ids. */
	readonly digests: readonly string[];
}

/**
 * Hashes a person's identifiers as the mapper does. What names nobody, such as the id `guest` or `foo` for an e-mail address,
 * gives nothing.
 *
 *   digestPerson({ email: 'User@Example.com' }) // { keys: { user: undefined, anonymous: undefined }, digests: ['b4c9...'] }
 */
export function digestPerson(person: RawPerson, sha256: Sha256 = defaultSha256): PersonDigests {
	const ids = [person.userId, person.anonymousId].map(normaliseExternalId);
	const named = [normaliseEmail(person.email), ...ids].filter((text) => text !== undefined);
	return { keys: personKeysOf(person, sha256), digests: named.map((text) => sha256(text.toWellFormed())) };
}
