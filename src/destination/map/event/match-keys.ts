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
export function findMatchKeys({ oppref, user }: ConversionEventDraft, isAnonymous: boolean): number {
	const keys = user ?? {};
	const externalId = isAnonymous ? ANONYMOUS_ID : EXTERNAL_ID;
	return (
		bitIf(oppref, OPPREF) |
		bitIf(keys.emails_sha256, EMAIL) |
		bitIf(keys.email_sha256, EMAIL) |
		bitIf(keys.obref, OBREF) |
		bitIf(keys.android_advertising_id, ADVERTISING_ID) |
		bitIf(keys.phone_numbers_sha256, PHONE) |
		bitIf(keys.external_ids_sha256, externalId) |
		bitIf(keys.external_id_sha256, externalId) |
		bitIf(keys.first_names_sha256, NAME) |
		bitIf(keys.last_names_sha256, NAME) |
		bitIf(keys.regions, PLACE) |
		bitIf(keys.cities, PLACE) |
		bitIf(keys.city, PLACE) |
		bitIf(keys.postal_codes, PLACE) |
		bitIf(keys.zip_code, PLACE) |
		bitIf(keys.ip_address, IP_ADDRESS) |
		bitIf(keys.user_agent, USER_AGENT)
	);
}

function bitIf(value: unknown, bit: number): number {
	return value === undefined ? 0 : bit;
}
