/** Messages for values that can't be sent: what their field expects, and what kind of value came. */

import type { FieldName, ItemFieldName } from '../settings/field-names.js';
import { kindOf } from './note.js';

/** Fields that are left out, with a note, if their value can't be used; those of items without their prefix. */
export type NotedField = Extract<FieldName, `user.${string}` | 'oppref' | 'data.plan_id'> | ItemFieldName;

/** What the fields of items expect. Those of `user` have it beside their parsers; all others expect "a valid" and their own name. */
const EXPECTED: Readonly<Partial<Record<NotedField, string>>> = {
	quantity: 'a whole number',
	amount: 'a plain price such as 49.99',
	currency: 'a current ISO 4217 code with a minor unit',
	variant_dict: 'an object of texts',
};

/**
 * Says why a value was left out.
 *
 *   unusable('amount', '$49.99') // 'expected a plain price such as 49.99, got another text. Left out.'
 *   unusable('data.plan_id', {}) // 'expected a valid plan id, got an object. Left out.'
 */
export function unusable(field: NotedField, value: unknown, expected = EXPECTED[field]): string {
	const name = field.slice(field.indexOf('.') + 1).replaceAll('_', ' ');
	return `${insteadOf(expected ?? `a valid ${name}`, value)} Left out.`;
}

/** The first half of such a message: `expected ..., got ... .` */
export function insteadOf(expected: string, value: unknown): string {
	return `expected ${expected}, got ${kindOf(value).replace(/^a text$/, 'another text')}.`;
}
