/** The analytics event's own `messageId`, for results. */

import { isRecord } from '../primitives/json.js';

/** Empty if the event has none, or one that can't be read. Never throws. */
export function readMessageId(event: unknown): string {
	try {
		return isRecord(event) && typeof event['messageId'] === 'string' ? event['messageId'] : '';
	} catch {
		return '';
	}
}
