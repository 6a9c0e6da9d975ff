/** Which keys a conversion event carries by which OpenAI can tie it to an ad. */

import {
	ADVERTISING_ID,
	ANONYMOUS_ID,
	EMAIL,
	EXTERNAL_ID,
	IP_ADDRESS,
	NAME,
	OBREF,
	OPPREF,
	PHONE,
	PLACE,
	USER_AGENT,
} from '../../attribution.js';
import type { ConversionEventDraft, UserDraft } from '../../contract/conversion-event.js';

/** All other fields, of a country alone, say nothing about who it was. */
const BIT_OF: Readonly<Partial<Record<keyof UserDraft, number>>> = {
	emails_sha256: EMAIL,
	email_sha256: EMAIL,
	obref: OBREF,
	android_advertising_id: ADVERTISING_ID,
	phone_numbers_sha256: PHONE,
	external_ids_sha256: EXTERNAL_ID,
	external_id_sha256: EXTERNAL_ID,
	first_names_sha256: NAME,
	last_names_sha256: NAME,
	regions: PLACE,
	cities: PLACE,
	city: PLACE,
	postal_codes: PLACE,
	zip_code: PLACE,
	ip_address: IP_ADDRESS,
	user_agent: USER_AGENT,
};

/**
 * Finds the bits of attribution.ts.
 *
 * @param isAnonymous the external id is the event's anonymousId
 */
export function findMatchKeys({ oppref, user }: ConversionEventDraft, isAnonymous: boolean): number {
	let bits = oppref === undefined ? 0 : OPPREF;
	for (const key in user) bits |= BIT_OF[key as keyof UserDraft] ?? 0; // A draft has no other keys.
	return isAnonymous && bits & EXTERNAL_ID ? bits ^ (EXTERNAL_ID | ANONYMOUS_ID) : bits;
}
