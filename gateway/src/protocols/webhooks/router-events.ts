/** Turns the body of a router's webhook into analytics events. Times and addresses are the router's matter. */

import { isRecord } from 'openai-ads-destination/internal';
import { HttpError } from '../../http/http-error.js';
import { withMessageId } from '../../http/message-id.js';

/**
 * Reads one event or a list of events. What the list holds that is no event is passed on: intake says what is wrong.
 *
 * Only a missing `messageId` is added. Routers have corrected the times already, and their `sentAt` may be hours old by
 * the time of a resend. The connection comes from the router, so its address is nobody's, whatever the `channel`.
 *
 * @throws HttpError 400 for anything else than an object or a list
 */
export function fromRouter(body: unknown): unknown[] {
	if (Array.isArray(body)) return body.map(complete);
	if (isRecord(body)) return [complete(body)];
	throw new HttpError(400, 'bad_request', 'body: expected one event or a list of events.');
}

function complete(event: unknown): unknown {
	return isRecord(event) ? withMessageId(event) : event;
}
