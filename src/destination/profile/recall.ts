/** Joins the profiles of an event's userId and anonymousId, and leaves out old facts. */

import { PROFILE_LIFETIME_MS, type Profile, type ProfileFact, type Remembered } from './profile.js';

/**
 * Joins the two profiles of one event. A person with a userId never gets match keys from an anonymousId: on a shared
 * device they may be somebody else's. The newer click counts, and an opt-out in either profile.
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

/** Facts that last as long as their profile. */
const LASTING = new Set(['opt_out', 'linked']);

/** Leaves out facts that were not seen for 30 days, in a profile that newer facts keep alive. */
export function withoutStale(profile: Profile, nowMs: number): Profile {
	const isFresh = (fact: string) =>
		LASTING.has(fact) || nowMs - (profile[fact as ProfileFact]?.seenAtMs ?? 0) <= PROFILE_LIFETIME_MS;
	for (const fact in profile) {
		// This is rare: the profile is copied without its stale facts.
		if (!isFresh(fact)) return Object.fromEntries(Object.entries(profile).filter(([key]) => isFresh(key)));
	}
	return profile;
}

function newer<T>(one: Remembered<T> | undefined, other: Remembered<T> | undefined): Remembered<T> | undefined {
	if (one === undefined || other === undefined) return one ?? other;
	return other.seenAtMs > one.seenAtMs ? other : one;
}
