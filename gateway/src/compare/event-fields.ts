/** A conversion event as a list of fields that can be compared: items by field, user keys by the names of today. */

import { isRecord, type UnknownRecord } from 'openai-ads-destination/internal';

/** By path, such as `data.amount`, `data.contents[].id`. Of items: the values of each, in their order. */
export type EventFields = ReadonlyMap<string, unknown>;

/** OpenAI's user fields before 2026-09, and what took their place. */
const SINGULAR: ReadonlyMap<string, string> = new Map([
	['email_sha256', 'emails_sha256'],
	['phone_number_sha256', 'phone_numbers_sha256'],
	['phone_sha256', 'phone_numbers_sha256'],
	['external_id_sha256', 'external_ids_sha256'],
	['first_name_sha256', 'first_names_sha256'],
	['last_name_sha256', 'last_names_sha256'],
	['country', 'countries'],
	['city', 'cities'],
	['region', 'regions'],
	['state', 'regions'],
	['zip_code', 'postal_codes'],
	['postal_code', 'postal_codes'],
]);

export function hasSingularKeys({ user }: UnknownRecord): boolean {
	return isRecord(user) && Object.keys(user).some((name) => SINGULAR.has(name));
}

export function toFields(event: UnknownRecord): EventFields {
	const { user, data, ...top } = event;
	return new Map([
		...plain('', top),
		...(isRecord(user) ? userFields(user) : []),
		...(isRecord(data) ? dataFields(data) : []),
	]);
}

function plain(prefix: string, fields: UnknownRecord): [string, unknown][] {
	return Object.entries(fields).flatMap(([name, value]) => (isAbsent(value) ? [] : [[`${prefix}${name}`, value]]));
}

function userFields(user: UnknownRecord): [string, unknown][] {
	return plain('user.', user).map(([path, value]) => {
		const name = SINGULAR.get(path.slice('user.'.length));
		return name === undefined ? [path, value] : [`user.${name}`, [value].flat()];
	});
}

function dataFields({ contents, ...data }: UnknownRecord): [string, unknown][] {
	const items = Array.isArray(contents) ? contents.filter(isRecord) : [];
	const names = new Set(items.flatMap((item) => Object.keys(item)));
	return [
		...plain('data.', data),
		...[...names].map((name): [string, unknown] => [
			`data.contents[].${name}`,
			items.map((item) => (isAbsent(item[name]) ? null : item[name])),
		]),
	];
}

function isAbsent(value: unknown): boolean {
	return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}
