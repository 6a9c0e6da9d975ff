/** Where the fields of `user` came from. */

import type { UserDraft } from '../contract/conversion-event.js';
import type { UserField } from '../map/paths/mapping.js';
import { toDigest } from '../map/user/person.js';
import { fromPath, fromProfile, type Origin } from './origin.js';
import { SOURCE_RULES } from './rule-words.js';
import type { Trace } from './trace.js';
import type { Use } from './uses.js';

/** The field of the mapping behind each key of `user`, and whether its values are hashed. */
const FIELD_OF: Readonly<Partial<Record<keyof UserDraft, readonly [field: UserField, isHashed?: true]>>> = {
	emails_sha256: ['user.email', true],
	email_sha256: ['user.email', true],
	phone_numbers_sha256: ['user.phone', true],
	first_names_sha256: ['user.first_name', true],
	last_names_sha256: ['user.last_name', true],
	regions: ['user.region'],
	cities: ['user.city'],
	city: ['user.city'],
	postal_codes: ['user.postal_code'],
	zip_code: ['user.postal_code'],
	countries: ['user.country'],
	country: ['user.country'],
	android_advertising_id: ['user.android_advertising_id'],
	ip_address: ['user.ip_address'],
	user_agent: ['user.user_agent'],
};

const USER_FIELD = /^user\.(\w+?)(?:\[(\d+)\])?$/;

/** The origin of `user.cities[1]` or `user.obref`. */
export function findUserOrigin(path: string, trace: Trace): Origin {
	const [, key = '', index = '0'] = USER_FIELD.exec(path) ?? [];
	if (key === 'obref') return winner(trace, 'user.obref', path) ?? fromProfile();
	if (key.startsWith('external_id')) return winner(trace, 'user.external_id', path) ?? fromProfile();
	const [field, isHashed] = FIELD_OF[key as keyof UserDraft] ?? []; // A draft has no other keys.
	const use = field === undefined ? undefined : firstUses(trace, field, isHashed === true)[Number(index)];
	if (use !== undefined) return fromPath(trace.watched.paths.pathOf(use.place), path);
	return key === 'ip_address' ? fromPath('request_ip', path, SOURCE_RULES.requestIp) : fromProfile();
}

function winner(
	{ watched, reading }: Trace,
	field: 'user.obref' | 'user.external_id',
	path: string,
): Origin | undefined {
	const place = watched.uses.winnerOf(reading.event, watched.mapping.fields[field]);
	return place === undefined ? undefined : fromPath(watched.paths.pathOf(place), path);
}

/** The first use of each value, in the order in which they are sent. */
function firstUses({ watched, reading, context }: Trace, field: UserField, isHashed: boolean): Use[] {
	const uses = new Map<string, Use>();
	// Those of guests are the same places and some more.
	for (const use of watched.uses.of(reading.event, watched.mapping.guestReaders[field].places)) {
		const sent = isHashed ? toDigest(use.normal, context.sha256) : use.normal;
		if (!uses.has(sent)) uses.set(sent, use);
	}
	return [...uses.values()];
}
