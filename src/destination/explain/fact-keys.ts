/** The match keys that an event brings, where no conversion event is made of it: those that a profile would remember. */

import { ANONYMOUS_ID, EMAIL, EXTERNAL_ID, NAME, OBREF, OPPREF, PHONE } from '../attribution.js';
import type { Reading } from '../map/read-event.js';
import { normaliseExternalId } from '../map/user/normalise.js';
import type { Profile } from '../profile/profile.js';

/** The bits of attribution.ts. */
export function factKeys({ facts, event: { userId, anonymousId } }: Reading): number {
	const { email, phone, first_name, last_name } = facts.matchKeys;
	const bits: readonly (readonly [number, unknown])[] = [
		[OPPREF, facts.oppref],
		[EMAIL, email],
		[OBREF, facts.obref],
		[PHONE, phone],
		[NAME, first_name ?? last_name],
		[EXTERNAL_ID, normaliseExternalId(userId)],
		[ANONYMOUS_ID, normaliseExternalId(userId) === undefined ? normaliseExternalId(anonymousId) : undefined],
	];
	return bits.reduce((sum, [bit, value]) => (value === undefined ? sum : sum | bit), 0);
}

/** The match keys that are remembered of a person: the bits of attribution.ts. */
export function profileKeys({ browser, ...server }: Profile): number {
	const knows = { ...browser, ...server };
	const bits: readonly (readonly [number, unknown])[] = [
		[OPPREF, knows.oppref],
		[EMAIL, knows.email],
		[OBREF, knows.obref],
		[PHONE, knows.phone],
		[NAME, knows.first_name ?? knows.last_name],
	];
	return bits.reduce((sum, [bit, fact]) => (fact === undefined ? sum : sum | bit), 0);
}
