/** Finds out for which destination a transform call is, without parsing what is for others. */

import { ownField } from 'openai-ads-destination/internal';
import { DESTINATION_NAME } from 'openai-ads-destination/rudderstack';

const KEY = Buffer.from('"destType"');
const VALUE = new RegExp(`^\\s*:\\s*"${DESTINATION_NAME}"`, 'i');
/** White space between key and value included. Our choice; RudderStack writes none. */
const VALUE_BYTES = DESTINATION_NAME.length + 100;

/**
 * True if the text holds our name as a `destType`, at whatever depth: an event's property may be called so too. False is
 * certain, true is to be checked with `isOurDestType` on what is parsed.
 */
export function mayBeOurs(json: Buffer): boolean {
	for (let at = json.indexOf(KEY); at !== -1; at = json.indexOf(KEY, at + KEY.length)) {
		const start = at + KEY.length;
		if (VALUE.test(json.toString('latin1', start, start + VALUE_BYTES))) return true;
	}
	return false;
}

/** True if the parsed call is for this destination, in whatever case. */
export function isOurDestType(body: unknown): boolean {
	const destType = ownField(body, 'destType');
	return typeof destType === 'string' && destType.toUpperCase() === DESTINATION_NAME;
}
