/** Finds out which destination a transform call is for, without parsing calls for others. */

import { ownField } from 'openai-ads-destination/internal';
import { DESTINATION_NAME } from 'openai-ads-destination/rudderstack';

const KEY = Buffer.from('"destType"');
const VALUE = new RegExp(`^\\s*:\\s*"${DESTINATION_NAME}"`, 'i');
/** Beyond it the call is parsed, which has pauses. A call of RudderStack has one such key. Our choice. */
const MAX_LOOKS = 10_000;
/** Leaves space for blanks between key and value. Our choice; RudderStack writes none. */
const VALUE_BYTES = DESTINATION_NAME.length + 100;

/**
 * True if the text holds our name as a `destType` at any depth: an event's property may have that name too. False is certain;
 * true has to be checked with `isOurDestType` on the parsed call.
 */
export function mayBeOurs(json: Buffer): boolean {
	let looks = 0;
	for (let index = json.indexOf(KEY); index !== -1; index = json.indexOf(KEY, index + KEY.length)) {
		looks += 1;
		if (looks > MAX_LOOKS) return true;
		const start = index + KEY.length;
		if (VALUE.test(json.toString('latin1', start, start + VALUE_BYTES))) return true;
	}
	return false;
}

/** True if the parsed call is for this destination, in any case. */
export function isOurDestType(body: unknown): boolean {
	const destType = ownField(body, 'destType');
	return typeof destType === 'string' && destType.toUpperCase() === DESTINATION_NAME;
}

/** True if the parsed call is for some destination: RudderStack's names are of letters, digits and `_`. */
export function namesDestination(body: unknown): boolean {
	const destType = ownField(body, 'destType');
	return typeof destType === 'string' && /^\w{1,100}$/.test(destType);
}
