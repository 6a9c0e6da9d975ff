/** Messages for values that can't be sent: what their field expects, and what kind of value came. */

import type { FieldName, ItemFieldName } from '../settings/field-names.js';
import { kindOf } from './note.js';

/** Fields that are left out, with a note, if their value can't be used. */
export type NotedField = Exclude<Extract<FieldName, `user.${string}` | 'oppref' | 'data.plan_id'>, 'user.external_id'>;

const EXPECTED: Readonly<Record<NotedField, string>> = {
	oppref: 'a valid oppref',
	'user.email': 'a valid e-mail address',
	'user.phone': 'a phone number with its country code',
	'user.first_name': 'a valid first name',
	'user.last_name': 'a valid last name',
	'user.region': 'a valid region',
	'user.city': 'a valid city',
	'user.postal_code': 'a valid postal code',
	'user.country': 'a known country',
	'user.android_advertising_id': 'a valid advertising ID',
	'user.obref': 'a valid obref',
	'user.ip_address': 'a public IP address',
	'user.user_agent': 'the user agent of a browser or an app',
	'data.plan_id': 'a valid plan ID',
};

const EXPECTED_OF_ITEM: Readonly<Record<ItemFieldName, string>> = {
	id: 'a valid product ID',
	group_id: 'a valid group ID',
	name: 'a valid product name',
	content_type: 'a valid content type',
	quantity: 'a whole quantity',
	amount: 'a plain, non-negative price',
	currency: 'a current ISO 4217 code with a minor unit',
	variant_dict: 'an object of texts',
};

/** `not a valid e-mail address (a text). Left out.` */
export function unusable(field: NotedField, value: unknown): string {
	return `not ${EXPECTED[field]} (${kindOf(value)}). Left out.`;
}

/** The same for a field of an item. */
export function unusableInItem(field: ItemFieldName, value: unknown): string {
	return `not ${EXPECTED_OF_ITEM[field]} (${kindOf(value)}). Left out.`;
}
