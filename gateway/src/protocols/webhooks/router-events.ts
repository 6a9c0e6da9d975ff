/** Turns the body of a router's webhook into analytics events. Leaves times and addresses as the router set them. */

import { isRecord } from 'openai-ads-destination/internal';
import { completeEach } from '../../http/complete-each.js';
import { badRequest } from '../../http/http-error.js';
import { withMessageId } from '../../http/message-id.js';

/**
 * Reads one event or a list of events. Anything else in the list is passed on: intake says what is wrong with it.
 *
 * Only a missing `messageId` is added. Routers have already corrected the times, and by the time of a resend their `sentAt`
 * may be hours old. The connection comes from the router, so its address is never the person's, whatever the `channel`.
 *
 * @throws HttpError 400 for anything but an object or a list, 413 for a list of more than 5000
 */
export async function fromRouter(body: unknown): Promise<unknown[]> {
	if (Array.isArray(body)) return completeEach(body, complete);
	if (isRecord(body)) return [complete(body)];
	throw badRequest('body: expected one event or a list of events.');
}

function complete(event: unknown): unknown {
	return isRecord(event) ? withMessageId(event) : event;
}
