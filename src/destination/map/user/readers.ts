/** How each field of `user` is read, and its values normalised. */

import { MAX_VALUES_PER_LIST } from '../../contract/limits.js';
import type { Settings } from '../../settings/settings.js';
import type { Mapping, UserField } from '../paths/mapping.js';
import type { ValueReader } from '../paths/values.js';
import { toAlpha2 } from './country.js';
import {
	normaliseAdvertisingId,
	normaliseEmail,
	normaliseIp,
	normaliseName,
	normalisePhone,
	normalisePlace,
	normalisePostalCode,
	normaliseUserAgent,
	orHashed,
} from './normalise.js';

const PARSERS = {
	'user.email': normaliseEmail,
	'user.phone': normalisePhone,
	'user.first_name': normaliseName,
	'user.last_name': normaliseName,
	'user.region': normalisePlace,
	'user.city': normalisePlace,
	'user.postal_code': normalisePostalCode,
	'user.country': toAlpha2,
	'user.android_advertising_id': normaliseAdvertisingId,
	'user.ip_address': normaliseIp,
	'user.user_agent': normaliseUserAgent,
} as const satisfies Record<UserField, unknown>;

type Parse = ValueReader['parse'];

const HASHED = new Set(['user.email', 'user.phone', 'user.first_name', 'user.last_name']);

/** Compiles a reader for each field of `user`, with the places of `fields`. */
export function compileReaders({ defaultCallingCode }: Settings, fields: Mapping['fields']): Mapping['readers'] {
	const entries = (Object.entries(PARSERS) as [UserField, Parse][]).map(([field, normalise]) => {
		const parse =
			normalise === normalisePhone ? (value: unknown) => normalisePhone(value, defaultCallingCode) : normalise;
		const reader: ValueReader = {
			field,
			places: fields[field],
			parse: HASHED.has(field) ? orHashed(parse) : parse,
			limit: MAX_VALUES_PER_LIST,
		};
		return [field, reader];
	});
	return Object.fromEntries(entries); // The keys are those of PARSERS.
}
