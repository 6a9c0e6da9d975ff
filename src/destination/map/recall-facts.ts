/** Fills the gaps of an event's facts from its person's profile. The event's own value always wins. */

import type { Facts } from '../profile/facts.js';
import { PROFILE_LIFETIME_MS, type Profile, type Remembered } from '../profile/profile.js';
import type { Mapping } from './paths/mapping.js';

/** A click may be dated this much later than its conversion, since clocks differ. (product decision) */
const MAX_CLICK_LEAD_MS = 5 * 60 * 1000;

/**
 * Joins facts and profile. Fields that `fieldMapping` switches off stay empty.
 *
 * @param timestampMs time of the event; a click counts if it happened at most 30 days before or 5 minutes after
 */
export function recallFacts(
	facts: Facts,
	profile: Profile | undefined,
	timestampMs: number,
	{ switchedOff }: Mapping,
): Facts {
	if (profile === undefined) return facts;
	const { matchKeys } = facts;
	return {
		matchKeys: {
			email: matchKeys.email ?? (switchedOff.has('user.email') ? undefined : profile.email?.value),
			phone: matchKeys.phone ?? (switchedOff.has('user.phone') ? undefined : profile.phone?.value),
			first_name: matchKeys.first_name ?? (switchedOff.has('user.first_name') ? undefined : profile.first_name?.value),
			last_name: matchKeys.last_name ?? (switchedOff.has('user.last_name') ? undefined : profile.last_name?.value),
		},
		oppref: facts.oppref ?? (switchedOff.has('oppref') ? undefined : clickInTime(profile.oppref, timestampMs)),
		obref: facts.obref ?? (switchedOff.has('user.obref') ? undefined : profile.obref?.value),
		sourceUrl: facts.sourceUrl,
		isOptedOut: facts.isOptedOut || profile.opt_out?.value === true,
	};
}

function clickInTime(click: Remembered<string> | undefined, timestampMs: number): string | undefined {
	if (click === undefined) return undefined;
	const ageMs = timestampMs - click.seenAtMs;
	return ageMs >= -MAX_CLICK_LEAD_MS && ageMs <= PROFILE_LIFETIME_MS ? click.value : undefined;
}
