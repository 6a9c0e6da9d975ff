/** What may be shown of a conversion event: enough to recognise and to compare it, nothing that names a person. One table. */

import type { UnknownRecord } from '../primitives/json.js';
import { sha256 as defaultSha256, type Sha256 } from '../primitives/sha256.js';
import {
	asAddress,
	asAgent,
	asContentType,
	asDigest,
	asInitial,
	asName,
	asReference,
	each,
	fields,
	inFull,
} from './masks.js';

const maskUser = fields({
	emails_sha256: each(asDigest),
	phone_numbers_sha256: each(asDigest),
	external_ids_sha256: each(asDigest),
	first_names_sha256: each(asDigest),
	last_names_sha256: each(asDigest),
	email_sha256: asDigest,
	external_id_sha256: asDigest,
	obref: asReference,
	android_advertising_id: asReference,
	regions: each(asInitial),
	cities: each(asInitial),
	postal_codes: each(asInitial),
	city: asInitial,
	zip_code: asInitial,
	countries: each(inFull),
	country: inFull,
	ip_address: asAddress,
	user_agent: asAgent,
});

const maskItem = fields({
	id: asName,
	group_id: asName,
	name: asName,
	content_type: asContentType,
	quantity: inFull,
	amount: inFull,
	currency: inFull,
});

/** Plan and custom fields have no row: they are input. */
const maskData = fields({ type: inFull, amount: inFull, currency: inFull, contents: each(maskItem) });

const maskFields = fields({
	id: asName,
	type: inFull,
	timestamp_ms: inFull,
	action_source: inFull,
	source_url: inFull, // Origin and path, without query.
	custom_event_name: asName,
	oppref: asReference,
	user: maskUser,
	opt_out: inFull,
	data: maskData,
});

/** A conversion event as it may be shown. */
export type MaskedEvent = UnknownRecord;

/**
 * Masks a conversion event. Keys and their order stay.
 *
 *   maskEvent({ id: '1001', type: 'order_created', oppref: 'gAAA...', user: { emails_sha256: ['b4c9...'], cities: ['Oslo'] }, ... })
 *   // { id: '1001', type: 'order_created', oppref: '96 characters, 1f3a...', user: { emails_sha256: ['b4c9... digest'], cities: ['O***'] }, ... }
 */
export function maskEvent(event: UnknownRecord, sha256: Sha256 = defaultSha256): MaskedEvent {
	return maskFields(event, sha256) as MaskedEvent; // An object in, an object out.
}
