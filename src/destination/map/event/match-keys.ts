/** Can OpenAI tie this conversion to an ad? OpenAI accepts events without any of these keys, but can't attribute them. */

import type { ConversionEventDraft, UserDraft } from '../../contract/conversion-event.js';
import type { AttributionVerdict } from '../../event-result.js';

const MATCH_KEYS = [
	'obref',
	'emails_sha256',
	'phone_numbers_sha256',
	'external_ids_sha256',
	'first_names_sha256',
	'last_names_sha256',
	'android_advertising_id',
	'email_sha256',
	'external_id_sha256',
] as const satisfies readonly (keyof UserDraft)[];

/** `attributable` by oppref, `matchable` by obref, any hash or an advertising id, `weak` by IP, user agent or places only. */
export function findAttributionVerdict({ oppref, user }: ConversionEventDraft): AttributionVerdict {
	if (oppref !== undefined) return 'attributable';
	if (user === undefined) return 'none';
	return MATCH_KEYS.some((key) => user[key] !== undefined) ? 'matchable' : 'weak';
}
