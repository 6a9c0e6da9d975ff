/** The analytics event's own `messageId`, for results. */

import { isRecord } from '../primitives/json.js';

/** As text also where it is a number. Empty if the event has none, or one that can't be read. Never throws. */
export function readMessageId(event: unknown): string {
	try {
		const messageId = isRecord(event) ? event['messageId'] : '';
		return typeof messageId === 'number' || typeof messageId === 'string' ? `${messageId}` : '';
	} catch {
		return '';
	}
}
