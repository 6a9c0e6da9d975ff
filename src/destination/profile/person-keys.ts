/** Under which keys a person is remembered. Hashed, so that no store ever holds a user id. */

import type { AnalyticsEvent } from '../contract/analytics-event.js';
import { normaliseExternalId } from '../map/user/normalise.js';
import type { Sha256 } from '../primitives/sha256.js';

export interface PersonKeys {
	/** `u:<sha256 of userId>` */
	readonly user: string | undefined;
	/** `a:<sha256 of anonymousId>` */
	readonly anonymous: string | undefined;
}

/** Finds the keys of an event. Ids that many people share, such as `guest` or `null`, give none. */
export function personKeysOf({ userId, anonymousId }: AnalyticsEvent, sha256: Sha256): PersonKeys {
	return { user: toKey('u', userId, sha256), anonymous: toKey('a', anonymousId, sha256) };
}

/** The keys that are there. */
export function keyList({ user, anonymous }: PersonKeys): string[] {
	return [user, anonymous].filter((key) => key !== undefined);
}

function toKey(kind: 'u' | 'a', value: unknown, sha256: Sha256): string | undefined {
	const id = normaliseExternalId(value);
	return id === undefined ? undefined : `${kind}:${sha256(id.toWellFormed())}`;
}
