/** Reads what RudderStack passes in, which may be anything. */

import { isRecord } from '../../primitives/json.js';

/** A property of an object; `undefined` if the value is not an object or the property throws. */
export function readSafely(value: unknown, key: string): unknown {
	try {
		return isRecord(value) ? value[key] : undefined;
	} catch {
		return undefined;
	}
}
