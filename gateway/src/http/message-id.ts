/** Gives events without a messageId one that stays the same when the request is sent again. */

import { hash } from 'node:crypto';

/**
 * Adds the SHA-256 of the event's own bytes as its `messageId` if it has none.
 * `sentAt` is left out: SDKs renew it with every attempt.
 */
export function withMessageId(event: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
	if ((event['messageId'] ?? '') !== '') return event;
	const { sentAt: _, messageId: __, ...lasting } = event;
	return { ...event, messageId: hash('sha256', JSON.stringify(lasting), 'hex') };
}
