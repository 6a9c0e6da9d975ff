/** Turns the body of an SDK's request into analytics events, and adds what only the receiver knows. */

import { isRecord, type UnknownRecord } from 'openai-ads-destination/internal';
import { completeEach } from '../../http/complete-each.js';
import { badRequest } from '../../http/http-error.js';
import { withMessageId } from '../../http/message-id.js';
import { type CorrectTimes, createTimeCorrection } from './correct-times.js';

/** What the receiver knows about a request. */
export interface Arrival {
	readonly receivedAtMs: number;
	/** The sender's address; behind a trusted proxy, the forwarded one. */
	readonly ip: string;
	/** Whether it has an `Origin` header, which browsers send and servers don't. */
	readonly hasOrigin: boolean;
}

/**
 * Reads `{ batch: [...], sentAt? }`.
 *
 * @throws HttpError 400 if there is no `batch` list, 413 if it has more than 5000 events
 */
export async function fromBatch(body: unknown, arrival: Arrival): Promise<unknown[]> {
	if (!isRecord(body) || !Array.isArray(body['batch'])) {
		throw badRequest('batch: expected a list of events.');
	}
	const correctTimes = createTimeCorrection(body['sentAt'], arrival.receivedAtMs);
	return completeEach(body['batch'], (event) => complete(event, correctTimes, arrival));
}

/**
 * Reads one event; if it has no `type`, the route's type is added.
 *
 * @throws HttpError 400 if the body is not an object
 */
export function fromSingle(body: unknown, type: string, arrival: Arrival): unknown[] {
	if (!isRecord(body)) throw badRequest('body: expected one event, a JSON object.');
	const { writeKey: _, ...event } = body;
	const correctTimes = createTimeCorrection(undefined, arrival.receivedAtMs);
	return [complete({ ...event, type: event['type'] ?? type }, correctTimes, arrival)];
}

/** Anything but an object is passed on as it is: intake says that it is malformed. */
function complete(event: unknown, correctTimes: CorrectTimes, arrival: Arrival): unknown {
	return isRecord(event) ? withAddress(correctTimes(withMessageId(event)), arrival) : event;
}

/** A browser doesn't know its address, but the connection does. A server's own address would be the wrong one. */
function withAddress(event: UnknownRecord, { ip, hasOrigin }: Arrival): UnknownRecord {
	if (!hasOrigin && event['channel'] !== 'web') return event;
	const context = event['context'] ?? {};
	if (!isRecord(context) || (context['ip'] ?? '') !== '') return event;
	return { ...event, context: { ...context, ip: ip.replace(/^::ffff:(?=\d+\.)/i, '') } };
}
