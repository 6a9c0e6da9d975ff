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

type Parse = ValueReader['parse'];

/** For each field: how a value is normalised, and what a note says that was expected instead of one that is not usable. */
const PARSERS: Readonly<Record<UserField, readonly [normalise: Parse, expected: string]>> = {
	'user.email': [normaliseEmail, 'an e-mail address'],
	'user.phone': [normalisePhone, 'a phone number with + and its country code, or the setting defaultCallingCode'],
	'user.first_name': [normaliseName, 'a name'],
	'user.last_name': [normaliseName, 'a name'],
	'user.region': [normalisePlace, 'at most 128 characters'],
	'user.city': [normalisePlace, 'at most 128 characters'],
	'user.postal_code': [normalisePostalCode, 'at most 32 letters, digits, spaces or hyphens'],
	'user.country': [toAlpha2, "a country's name or its two letters"],
	'user.android_advertising_id': [normaliseAdvertisingId, 'a UUID that is not all zeros'],
	'user.ip_address': [normaliseIp, 'a public IP address'],
	'user.user_agent': [normaliseUserAgent, 'the user agent of a browser or an app'],
};

const HASHED = new Set(['user.email', 'user.phone', 'user.first_name', 'user.last_name']);

/** Free texts that are not hashed. One that holds an address is no place, and no agent of a browser. */
const CLEAR_TEXTS = new Set(['user.region', 'user.city', 'user.user_agent']);

function withoutAddress(parse: Parse): Parse {
	return (value) => {
		const text = parse(value);
		return text === undefined || holdsAddress(text) ? undefined : text;
	};
}

function withSettings(field: UserField, normalise: Parse, { defaultCallingCode, personalData }: Settings): Parse {
	if (normalise === normalisePhone) return (value) => normalisePhone(value, defaultCallingCode);
	return CLEAR_TEXTS.has(field) && personalData === 'remove' ? withoutAddress(normalise) : normalise;
}

/** Compiles a reader for each field of `user`, with the places of `fields`. */
export function compileReaders(
	settings: Settings,
	fields: Mapping['fields'],
	{ group }: PathTable,
): Mapping['readers'] {
	const entries = (Object.entries(PARSERS) as [UserField, readonly [Parse, string]][]).map(
		([field, [normalise, expected]]) => {
			const parse = withSettings(field, normalise, settings);
			const reader: ValueReader = {
				field,
				expected,
				places: fields[field],
				groups: group(fields[field]),
				parse: HASHED.has(field) ? orHashed(parse) : parse,
				limit: MAX_VALUES_PER_LIST,
			};
			return [field, reader];
		},
	);
	return Object.fromEntries(entries); // The keys are those of PARSERS.
}
