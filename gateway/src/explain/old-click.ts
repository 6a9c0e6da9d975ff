/** Finds a click that is too old to count: where events are sent, it is forgotten; here it is what is asked for. */

import { digestPerson, isRecord } from 'openai-ads-destination/internal';
import { PROFILE_LIFETIME_MS, type Profile, type Profiles } from 'openai-ads-destination/pipeline';

/** The person's profile, with the click that it no longer has because it is over 30 days older than the event. */
export async function withOldClick(
	profile: Profile,
	event: unknown,
	timestampMs: number,
	profiles: Pick<Profiles, 'get'>,
): Promise<Profile> {
	if (profile.oppref !== undefined || !isRecord(event)) return profile;
	const { user, anonymous } = digestPerson(event).keys;
	const known = await profiles.get([user, anonymous].filter((key) => key !== undefined));
	const click = known.find((one) => one?.oppref !== undefined)?.oppref;
	return click !== undefined && timestampMs - click.seenAtMs > PROFILE_LIFETIME_MS
		? { ...profile, oppref: click }
		: profile;
}
