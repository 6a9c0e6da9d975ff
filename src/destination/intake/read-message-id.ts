/** The analytics event's own `messageId`, for results. */

import { isRecord } from '../primitives/json.js';

/** Empty if there is none or it cannot be read. Never throws. */
export function readMessageId(event: unknown): string {
	try {
		return isRecord(event) && typeof event['messageId'] === 'string' ? event['messageId'] : '';
	} catch {
		return '';
	}
}
