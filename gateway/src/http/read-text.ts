/** Reads a text of a query or a body. */

import { badRequest } from './http-error.js';

/** Of a name, a reason, a source. Our choice. */
export const MAX_TEXT = 200;

/** @throws HttpError for anything but a text of 1 to `maxLength` characters */
export function readText(name: string, value: unknown, maxLength = MAX_TEXT): string {
	if (typeof value === 'string' && value !== '' && value.length <= maxLength) return value;
	throw badRequest(`${name}: expected a text of 1 to ${maxLength} characters.`);
}

/** The same, or nothing. */
export function readOptionalText(name: string, value: unknown, maxLength = MAX_TEXT): string | undefined {
	return value === undefined ? undefined : readText(name, value, maxLength);
}
