/** Gives events without a messageId one that stays the same when the request is resent. */

import { hash } from 'node:crypto';
import { writeJson } from './write-json.js';

/**
 * Adds the SHA-256 of the event's own bytes as its `messageId` if it has none.
 * `sentAt` does not count: SDKs renew it with every attempt. An event nested too deep to be written stays without one.
 */
export function withMessageId(event: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
	if ((event['messageId'] ?? '') !== '') return event;
	const { sentAt: _, messageId: __, ...lasting } = event;
	const text = writeJson(lasting);
	return text === undefined ? event : { ...event, messageId: hash('sha256', text, 'hex') };
}
