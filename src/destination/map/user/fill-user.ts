/** Adds to the `user` object of a composed event, or strips it, once more is known of its person. */

import type { UserDraft } from '../../contract/conversion-event.js';
import type { MatchKeys } from '../../profile/facts.js';
import type { Mapping } from '../paths/mapping.js';
import { addHashedLists, addHashedSingles } from './user.js';

/** What became known of the person, for fields that the event lacks. */
export interface PersonNews {
	readonly matchKeys: MatchKeys;
	readonly obref: string | undefined;
	/** The person opted out, and their hashed keys must go. */
	readonly isStripped: boolean;
}

/** In wire order; every field must be named. */
const FIELDS: Readonly<Record<keyof UserDraft, 'hash of the person' | 'other'>> = {
	emails_sha256: 'hash of the person',
	phone_numbers_sha256: 'hash of the person',
	first_names_sha256: 'hash of the person',
	last_names_sha256: 'hash of the person',
	external_ids_sha256: 'hash of the person',
	email_sha256: 'hash of the person',
	external_id_sha256: 'hash of the person',
	regions: 'other',
	cities: 'other',
	postal_codes: 'other',
	countries: 'other',
	country: 'other',
	city: 'other',
	zip_code: 'other',
	android_advertising_id: 'other',
	obref: 'other',
	ip_address: 'other',
	user_agent: 'other',
};

/** Joins the event's own fields, which stay as they are, with the news; `undefined` if nothing is left. */
export function fillUser(
	own: UserDraft | undefined,
	news: PersonNews,
	{ settings }: Pick<Mapping, 'settings'>,
): UserDraft | undefined {
	const joined: UserDraft = {};
	const addMatchKeys = settings.apiVersion === '2026-06' ? addHashedSingles : addHashedLists;
	addMatchKeys(joined, news.matchKeys);
	if (news.obref !== undefined) joined.obref = news.obref;
	Object.assign(joined, own);
	const fields = (Object.keys(FIELDS) as (keyof UserDraft)[]).filter(
		(field) => joined[field] !== undefined && !(news.isStripped && FIELDS[field] === 'hash of the person'),
	);
	return fields.length === 0 ? undefined : Object.fromEntries(fields.map((field) => [field, joined[field]]));
}
