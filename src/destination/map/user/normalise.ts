/**
 * Match keys in the form in which OpenAI compares them. Each function turns one value into its normal form, ready to be
 * hashed or sent, or returns `undefined`: a bad value costs only itself, never the event.
 *
 * @source https://developers.openai.com/ads/conversions-api, user fields (read 2026-11-22)
 */

import { DIGEST_LENGTH, isSha256 } from '../../contract/digest.js';
import { MAX_PLACE_LENGTH, POSTAL_CODE, UUID } from '../../contract/limits.js';
import { isIpAddress, parseIpv6 } from '../../primitives/ip-address.js';
import { toText } from '../../primitives/text.js';
import { isLibrary } from '../bots/agent-words.js';

/** True for a value that is already hashed; it is sent in lower case and not hashed again. */
export function isHashed(text: string): boolean {
	return text.length === DIGEST_LENGTH && isSha256(text.toLowerCase());
}

/** The SHA-256 of an empty text begins with this, and no other digest that anybody will meet. */
const EMPTY_DIGEST = /^\s*e3b0c44298/i;

/** True for the digest of a field that nobody filled in: it would match everybody. */
export const isEmptyDigest = (digest: string) => EMPTY_DIGEST.test(digest);

/** Returns values that are already hashed in lower case, and normalises all others. The digest of an empty text is none. */
export function orHashed(normalise: (value: unknown) => string | undefined): (value: unknown) => string | undefined {
	return (value) => {
		if (typeof value === 'string' && value.length >= DIGEST_LENGTH && isHashed(value.trim()))
			return EMPTY_DIGEST.test(value) ? undefined : value.trim().toLowerCase();
		return normalise(value);
	};
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Trimmed and lower-cased: ` User@Example.COM ` is `user@example.com`. Dots and plus tags stay. */
export function normaliseEmail(value: unknown): string | undefined {
	if (typeof value !== 'string' || value.length > 320) return undefined;
	const email = value.trim().toLowerCase();
	return EMAIL.test(email) ? email : undefined;
}

/** White space, dots, dashes of every script, and the invisible marks that come along when a number is copied. */
const PHONE_NOISE = /[\s.\u2212\p{Pd}\p{Cf}]/gu;
/** `(0)` after a country code: the zero is dialled only inside the country. */
const TRUNK_ZERO = /^((?:\+|00)?([1-9]\d{0,2}))\(0\)/;
/** A few digits after a slash are another extension, not the end of this number. */
const EXTENSION = /\/\d{0,4}$/;
const PHONE_DIGITS = /^[1-9]\d{7,14}$/;
const ITALIAN_CODES = new Set(['39', '378', '379']);

/**
 * Digits with the country code, 8 to 15 of them: `+1 (415) 555-2671`, `tel:+1/415/5552671` and `001.415.555.2671` are
 * `14155552671`, `+49 (0)30 1234567` is `49301234567`.
 * Refused: letters, since `ext. 89` would turn it into a stranger's number; and numbers in national form
 * (no `+`, no `00`, under 11 digits or a leading zero) unless `callingCode` says which country they belong to. It is put
 * before every number without `+` or `00` that does not begin with it.
 */
export function normalisePhone(value: unknown, callingCode?: string | undefined): string | undefined {
	const raw = toText(value, 40);
	if (raw === undefined) return undefined;
	const international = readInternational(raw);
	if (international !== undefined) return international;
	const compact = raw.replace(PHONE_NOISE, '').replace(/^tel:/i, '');
	if (EXTENSION.test(compact)) return undefined;
	const text = compact.replace(TRUNK_ZERO, withoutTrunkZero).replace(/[()/]/g, '');
	const number = /^(?:\+|00)/.test(text) ? text.replace(/^\+?0*/, '') : withCountry(text, callingCode);
	return number !== undefined && PHONE_DIGITS.test(number) ? number : undefined;
}

const isDigit = (unit: number) => unit >= 0x30 && unit <= 0x39;
/** Space, brackets, hyphen and dot. */
const isSeparator = (unit: number) => unit === 0x20 || unit === 0x28 || unit === 0x29 || unit === 0x2d || unit === 0x2e;

/** Reads numbers as most people write them, `+1 (415) 555-2671`: in a loop, five times faster than by the expressions below. */
function readInternational(text: string): string | undefined {
	if (!text.startsWith('+') || text.includes('(0)')) return undefined;
	let digits = '';
	let from = 1;
	for (let index = 1; index < text.length; index++) {
		const unit = text.charCodeAt(index);
		if (isDigit(unit)) continue;
		if (!isSeparator(unit)) return undefined;
		digits += text.slice(from, index);
		from = index + 1;
	}
	digits += text.slice(from);
	return PHONE_DIGITS.test(digits) ? digits : undefined;
}

function withoutTrunkZero(_match: string, prefix: string, code: string): string {
	return ITALIAN_CODES.has(code) ? `${prefix}0` : prefix;
}

function withCountry(digits: string, callingCode: string | undefined): string | undefined {
	if (callingCode !== undefined) return digits.startsWith(callingCode) ? digits : withCallingCode(digits, callingCode);
	return digits.length < 11 || digits.startsWith('0') ? undefined : digits;
}

function withCallingCode(national: string, callingCode: string): string {
	// A leading zero is dialled only inside the country, except in Italy, where it is part of the number.
	return callingCode + (ITALIAN_CODES.has(callingCode) ? national : national.replace(/^0/, ''));
}

const JUNK_IDS = new Set(['null', 'undefined', 'anonymous', 'guest', '0', 'none', 'nan', '[object object]']);
const NIL_UUID = '00000000-0000-0000-0000-000000000000';

/** Trimmed, case kept. The nil UUID and words that mean "no id" are refused. */
export function normaliseExternalId(value: unknown): string | undefined {
	const id = toText(value)?.trim();
	if (id === undefined) return undefined;
	const lowerCased = id.toLowerCase();
	return JUNK_IDS.has(lowerCased) || lowerCased === NIL_UUID ? undefined : id;
}

// White space and ASCII punctuation. Letters outside ASCII keep their accents.
const NAME_NOISE = /[\s!-/:-@[-`{-~]/g;

/** Lower-cased, without white space and ASCII punctuation: `O'Connor` is `oconnor`, `José` is `josé`. */
export function normaliseName(value: unknown): string | undefined {
	if (typeof value !== 'string' || value.length > 200) return undefined;
	const name = value.toLowerCase().replace(NAME_NOISE, '');
	return name === '' ? undefined : name;
}

/** A city or region, trimmed; OpenAI lower-cases it. At most 128 characters. */
export function normalisePlace(value: unknown): string | undefined {
	if (typeof value !== 'string') return undefined;
	const place = toText(value)?.trim();
	return place === undefined || place.length > MAX_PLACE_LENGTH ? undefined : place;
}

/** A postal code: letters, digits, spaces and hyphens. Numbers are accepted, although they have lost leading zeros. */
export function normalisePostalCode(value: unknown): string | undefined {
	const code = toText(value)?.trim();
	return code !== undefined && POSTAL_CODE.test(code) ? code : undefined;
}

/** A Google Advertising ID: a UUID that is not all zeros. */
export function normaliseAdvertisingId(value: unknown): string | undefined {
	const id = typeof value === 'string' && value.length <= 64 ? value.trim() : '';
	return id === NIL_UUID || !UUID.test(id) ? undefined : id;
}

// Addresses that can't be a visitor's: private, loopback, unspecified, link-local, shared (RFC 1918, 4193, 6598, 6890).
const PRIVATE_IPV4 =
	/^(?:0|10|127|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./;
/** The only block of visitors' addresses (RFC 4291, IANA). Unique local, link-local, multicast and loopback are outside it. */
const GLOBAL_IPV6 = /^[23][0-9a-f]{3}:/i;
// Prefixes of IPv4 addresses wrapped in IPv6: compatible, mapped, translated (RFC 4291, 6052).
const EMBEDDINGS = ['0,0,0,0,0,0', '0,0,0,0,0,65535', '100,65435,0,0,0,0'];
/** One public IPv4 or IPv6 address; an IPv4 address wrapped in IPv6 is unwrapped. */
export function normaliseIp(value: unknown): string | undefined {
	if (typeof value !== 'string' || value.length > 64) return undefined;
	const text = value.trim();
	if (!isIpAddress(text)) return undefined;
	if (GLOBAL_IPV6.test(text)) return text;
	const address = text.includes(':') ? findEmbeddedIpv4(text) : text;
	return address === undefined || PRIVATE_IPV4.test(address) ? undefined : address;
}

function findEmbeddedIpv4(ipv6: string): string | undefined {
	const groups = parseIpv6(ipv6);
	if (groups === undefined || !EMBEDDINGS.includes(groups.slice(0, 6).join())) return undefined;
	const [high = 0, low = 0] = groups.slice(6);
	return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/** The user agent of a person's browser or app. */
export function normaliseUserAgent(value: unknown): string | undefined {
	if (typeof value !== 'string') return undefined;
	const agent = toText(value, 2000)?.trim();
	return agent === undefined || isLibrary(agent) ? undefined : agent;
}
