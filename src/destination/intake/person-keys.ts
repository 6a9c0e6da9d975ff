/** Finds the keys of the profiles of an event's person. Hashed, so that no store ever holds a user id. */

import type { AnalyticsEvent } from '../contract/analytics-event.js';
import { normaliseExternalId } from '../map/user/normalise.js';
import type { Sha256 } from '../primitives/sha256.js';
import type { PersonKeys } from '../profile/person-keys.js';

/** Ids that many people share, such as `guest` or `null`, give no key. */
export function personKeysOf({ userId, anonymousId }: AnalyticsEvent, sha256: Sha256): PersonKeys {
	return { user: toKey('u:', userId, sha256), anonymous: toKey('a:', anonymousId, sha256) };
}

function toKey(prefix: 'u:' | 'a:', value: unknown, sha256: Sha256): string | undefined {
	const id = normaliseExternalId(value);
	return id === undefined ? undefined : `${prefix}${sha256(id.toWellFormed())}`;
}
