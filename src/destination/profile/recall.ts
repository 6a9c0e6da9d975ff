/** What is known of an event's person, out of the profiles of its userId and its anonymousId. */

import { PROFILE_LIFETIME_MS, type Profile, type ProfileFact, type Remembered } from './profile.js';

/**
 * Joins the two profiles of one event. A person with a userId never takes match keys through an anonymousId: on a shared
 * device they may be somebody else's. Of clicks the newer one counts; an opt-out of either holds.
 */
export function recallPerson(
	user: Profile | undefined,
	anonymous: Profile | undefined,
	hasUserId: boolean,
): Profile | undefined {
	if (!hasUserId) return anonymous;
	if (anonymous === undefined) return user;
	const oppref = newer(user?.oppref, anonymous.oppref);
	const obref = newer(user?.obref, anonymous.obref);
	const optOut = user?.opt_out ?? anonymous.opt_out;
	return {
		...user,
		...(oppref === undefined ? {} : { oppref }),
		...(obref === undefined ? {} : { obref }),
		...(optOut === undefined ? {} : { opt_out: optOut }),
	};
}

/** What lives as long as its profile does. */
const LASTING = new Set(['opt_out', 'linked']);

/** Leaves out what was not seen for 30 days, in a profile that something newer keeps alive. */
export function withoutStale(profile: Profile, nowMs: number): Profile {
	const isFresh = (fact: string) =>
		LASTING.has(fact) || nowMs - (profile[fact as ProfileFact]?.seenAtMs ?? 0) <= PROFILE_LIFETIME_MS;
	for (const fact in profile) {
		// Hardly ever: then the profile is copied without what is stale.
		if (!isFresh(fact)) return Object.fromEntries(Object.entries(profile).filter(([key]) => isFresh(key)));
	}
	return profile;
}

function newer<T>(one: Remembered<T> | undefined, other: Remembered<T> | undefined): Remembered<T> | undefined {
	if (one === undefined || other === undefined) return one ?? other;
	return other.seenAtMs > one.seenAtMs ? other : one;
}
