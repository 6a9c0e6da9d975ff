/** Cuts a value down to what a page can show. */

import { isRecord } from 'openai-ads-destination/internal';

/** (product decision) */
export const MAX_SHOWN = 16 * 1024;
/** Members of a list that are left of a large value. Our choice. */
const MAX_MEMBERS = 10;

/** Of a large value lists lose what comes after their tenth member; what is still large becomes the beginning of its JSON. */
export function shorten(value: unknown): { readonly value: unknown; readonly isCut: boolean } {
	if (JSON.stringify(value).length <= MAX_SHOWN) return { value, isCut: false };
	const shorter = cutLists(value);
	const text = JSON.stringify(shorter);
	return { value: text.length <= MAX_SHOWN ? shorter : text.slice(0, MAX_SHOWN), isCut: true };
}

function cutLists(value: unknown): unknown {
	if (Array.isArray(value)) return value.slice(0, MAX_MEMBERS).map(cutLists);
	if (!isRecord(value)) return value;
	return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, cutLists(member)]));
}
