/** Makes an event that was stored for a while one that a gateway takes as it is. */

import type { AnalyticsEvent } from 'openai-ads-destination';
import { isRecord } from 'openai-ads-destination/internal';

/**
 * A gateway takes `sentAt` for the moment of the request and moves the event's time by the difference, and gives events of
 * web pages the sender's address. Both are right for SDKs and wrong for what comes out of a file: an order of yesterday
 * would become one of today, bought where the backfill runs.
 */
export function asAlreadyReceived(event: AnalyticsEvent): unknown {
	if (!isRecord(event)) return event;
	return keepAddress(keepTime(event));
}

/** A router corrects the times of what it received: a gateway leaves those alone. */
function keepTime(event: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
	const { sentAt, receivedAt } = event;
	return (sentAt ?? '') === '' || (receivedAt ?? '') !== '' ? event : { ...event, receivedAt: sentAt };
}

function keepAddress(event: Readonly<Record<string, unknown>>): unknown {
	if (event['channel'] !== 'web') return event;
	const context = event['context'] ?? {};
	if (!isRecord(context) || (context['ip'] ?? '') !== '') return event;
	const { channel: _, request_ip: ip, ...rest } = event;
	return typeof ip === 'string' && ip !== '' ? { ...rest, context: { ...context, ip } } : rest;
}
