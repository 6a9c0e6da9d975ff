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
import type { ConversionEventDraft } from '../../contract/conversion-event.js';

/**
 * Finds the bits of attribution.ts. A country alone says nothing about who it was.
 *
 * @param isAnonymous the external id is the event's anonymousId
 */
export function findMatchKeys({ oppref, user = {} }: ConversionEventDraft, isAnonymous: boolean): number {
	return (
		bitIf(oppref, OPPREF) |
		bitIf(user.emails_sha256 ?? user.email_sha256, EMAIL) |
		bitIf(user.obref, OBREF) |
		bitIf(user.android_advertising_id, ADVERTISING_ID) |
		bitIf(user.phone_numbers_sha256, PHONE) |
		bitIf(user.external_ids_sha256 ?? user.external_id_sha256, isAnonymous ? ANONYMOUS_ID : EXTERNAL_ID) |
		bitIf(user.first_names_sha256 ?? user.last_names_sha256, NAME) |
		bitIf(user.regions ?? user.cities ?? user.postal_codes ?? user.city ?? user.zip_code, PLACE) |
		bitIf(user.ip_address, IP_ADDRESS) |
		bitIf(user.user_agent, USER_AGENT)
	);
}

function bitIf(value: unknown, bit: number): number {
	return value === undefined ? 0 : bit;
}
