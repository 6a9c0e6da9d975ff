/** Messages for values that can't be sent: what their field expects, and what kind of value came. */

import type { FieldName, ItemFieldName } from '../settings/field-names.js';
import { kindOf } from './note.js';

/** Fields that are left out, with a note, if their value can't be used; those of items without their prefix. */
export type NotedField = Extract<FieldName, `user.${string}` | 'oppref' | 'data.plan_id'> | ItemFieldName;

/** All other fields expect "a valid" and their own name. */
const EXPECTED: Readonly<Partial<Record<NotedField, string>>> = {
	'user.email': 'a valid e-mail address',
	'user.phone': 'a phone number with its country code',
	'user.country': 'a known country',
	'user.android_advertising_id': 'a valid advertising ID',
	'user.ip_address': 'a public IP address',
	'user.user_agent': 'the user agent of a browser or an app',
	quantity: 'a whole quantity',
	amount: 'a plain, non-negative price',
	currency: 'a current ISO 4217 code with a minor unit',
	variant_dict: 'an object of texts',
};

/**
 * Says why a value was left out.
 *
 *   unusable('user.email', 'jane') // 'not a valid e-mail address (a text). Left out.'
 *   unusable('data.plan_id', {})   // 'not a valid plan id (an object). Left out.'
 */
export function unusable(field: NotedField, value: unknown): string {
	const name = field.slice(field.indexOf('.') + 1).replaceAll('_', ' ');
	return `not ${EXPECTED[field] ?? `a valid ${name}`} (${kindOf(value)}). Left out.`;
}
