/** What is known of an event's person, out of the profiles of its userId and its anonymousId. */

import type { Profile, Remembered } from './profile.js';

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

function newer<T>(one: Remembered<T> | undefined, other: Remembered<T> | undefined): Remembered<T> | undefined {
	if (one === undefined || other === undefined) return one ?? other;
	return other.seenAtMs > one.seenAtMs ? other : one;
}
