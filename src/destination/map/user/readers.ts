/** How each field of `user` is read, and its values normalised. */

import { MAX_VALUES_PER_LIST } from '../../contract/limits.js';
import type { Settings } from '../../settings/settings.js';
import type { Mapping, UserField } from '../paths/mapping.js';
import type { PathTable } from '../paths/paths.js';
import type { ValueReader } from '../paths/values.js';
import { holdsAddress } from '../personal-data/cut.js';
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

/** Free texts that are not hashed. One that holds an address is no place, and no agent of a browser. */
const CLEAR_TEXTS = new Set(['user.region', 'user.city', 'user.user_agent']);

function withoutAddress(parse: Parse): Parse {
	return (value) => {
		const text = parse(value);
		return text === undefined || holdsAddress(text) ? undefined : text;
	};
}

/** Compiles a reader for each field of `user`, with the places of `fields`. */
export function compileReaders(
	{ defaultCallingCode, personalData }: Settings,
	fields: Mapping['fields'],
	{ group }: PathTable,
): Mapping['readers'] {
	const entries = (Object.entries(PARSERS) as [UserField, Parse][]).map(([field, normalise]) => {
		const isClear = CLEAR_TEXTS.has(field) && personalData === 'remove';
		const parse =
			normalise === normalisePhone
				? (value: unknown) => normalisePhone(value, defaultCallingCode)
				: isClear
					? withoutAddress(normalise)
					: normalise;
		const reader: ValueReader = {
			field,
			groups: group(fields[field]),
			parse: HASHED.has(field) ? orHashed(parse) : parse,
			limit: MAX_VALUES_PER_LIST,
		};
		return [field, reader];
	});
	return Object.fromEntries(entries); // The keys are those of PARSERS.
}
