/** The part of the second reading that checks match keys. Like the rest, it imports nothing from src/. */

import { isIP } from 'node:net';

const CURRENT_USER_FIELDS: Record<string, (value: unknown) => boolean> = {
	emails_sha256: listOf(isHash),
	phone_numbers_sha256: listOf(isHash),
	external_ids_sha256: listOf(isHash),
	first_names_sha256: listOf(isHash),
	last_names_sha256: listOf(isHash),
	regions: listOf(isPlace),
	cities: listOf(isPlace),
	postal_codes: listOf(isPostalCode),
	countries: listOf(isCountry),
	android_advertising_id: isUuid,
};
const SINGULAR_USER_FIELDS: Record<string, (value: unknown) => boolean> = {
	email_sha256: isHash,
	external_id_sha256: isHash,
	country: isCountry,
	city: isPlace,
	zip_code: isPostalCode,
};
const SHARED_USER_FIELDS: Record<string, (value: unknown) => boolean> = {
	obref: (value) => typeof value === 'string' && value.trim() !== '',
	ip_address: (value) => typeof value === 'string' && isIP(value) !== 0 && !value.includes('%'),
	user_agent: (value) => typeof value === 'string' && value !== '',
};

/** Finds the mistakes in the `user` of one event, which is present but otherwise unknown. */
export function judgeUserByHand(user: unknown): string[] {
	if (typeof user !== 'object' || user === null || Array.isArray(user)) return ['user'];
	const rules = { ...CURRENT_USER_FIELDS, ...SINGULAR_USER_FIELDS, ...SHARED_USER_FIELDS };
	const wrong = Object.keys(user).filter((key) => !Object.hasOwn(rules, key));
	let current = 0;
	let singular = 0;
	const fields = new Map(Object.entries(user));
	for (const [field, isGood] of Object.entries(rules)) {
		const value = fields.get(field);
		if (value === undefined) continue;
		if (!isGood(value)) wrong.push(`user.${field}`);
		if (field in CURRENT_USER_FIELDS) current++;
		if (field in SINGULAR_USER_FIELDS) singular++;
	}
	if (current > 0 && singular > 0) wrong.push('user');
	return wrong;
}

function listOf(isGood: (value: unknown) => boolean): (value: unknown) => boolean {
	return (value) => Array.isArray(value) && value.every(isGood);
}

function isHash(value: unknown): boolean {
	return typeof value === 'string' && value.length === 64 && /^[0-9a-f]+$/.test(value);
}

function isPlace(value: unknown): boolean {
	return typeof value === 'string' && value.trim().length >= 1 && value.trim().length <= 128;
}

function isPostalCode(value: unknown): boolean {
	return typeof value === 'string' && value.length >= 1 && value.length <= 32 && !/[^A-Za-z0-9 -]/.test(value);
}

function isCountry(value: unknown): boolean {
	return typeof value === 'string' && value.length === 2 && !/[^A-Za-z]/.test(value);
}

function isUuid(value: unknown): boolean {
	if (typeof value !== 'string') return false;
	const groups = value.split('-');
	if (groups.map((group) => group.length).join() !== '8,4,4,4,12') return false;
	return groups.every((group) => !/[^0-9a-fA-F]/.test(group));
}
