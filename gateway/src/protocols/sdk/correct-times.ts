/** Moves a client's times onto the receiver's clock, as both routers do. Pure. */

import { parseTimestampMs, type UnknownRecord } from 'openai-ads-destination/internal';

/** Of one event, which is copied. */
export type CorrectTimes = (event: UnknownRecord) => UnknownRecord;

/** Beyond it there are no dates. (ECMAScript, time values) */
const LARGEST_MS = 8.64e15;

/**
 * For the events of one request: sets `timestamp = receivedAt - (sentAt - time)`, so that an event keeps its distance from the
 * moment it was sent, even if it was back-dated on purpose. Which `time` that is, and when nothing is corrected:
 *
 * - `receivedAt` present: a router has already corrected the event, and its `sentAt` may be days old
 * - `originalTimestamp` present (RudderStack): that is the SDK's clock. A different `timestamp` came from the caller and
 *   is kept, as rudder-server does
 * - else `timestamp` (Segment): the SDK's clock, or the caller's back-dated time, which Segment corrects in the same way
 * - no readable `sentAt` in event or batch, or no readable time: nothing is corrected
 *
 * `receivedAt` is added if it is missing.
 *
 * @source https://segment.com/docs/connections/spec/common/#timestamps ; rudder-server processor (both read 2026-11-22)
 */
export function createTimeCorrection(batchSentAt: unknown, receivedAtMs: number): CorrectTimes {
	const receivedAt = new Date(receivedAtMs).toISOString();
	const batchSentAtMs = parseTimestampMs(batchSentAt);
	return (event) => {
		if ((event['receivedAt'] ?? '') !== '') return event;
		// V8 is slow to copy what then gets a key that it lacks, so this one is there first: docs/performance.md
		const corrected: Record<string, unknown> = { receivedAt, ...event };
		corrected['receivedAt'] = receivedAt;
		const sentAtMs = parseTimestampMs(event['sentAt']) ?? batchSentAtMs;
		const clientMs = findClientMs(event);
		if (sentAtMs === undefined || clientMs === undefined) return corrected;
		const correctedMs = receivedAtMs - (sentAtMs - clientMs);
		if (Math.abs(correctedMs) <= LARGEST_MS) corrected['timestamp'] = new Date(correctedMs).toISOString();
		return corrected;
	};
}

function findClientMs({ timestamp, originalTimestamp }: UnknownRecord): number | undefined {
	const originalMs = parseTimestampMs(originalTimestamp);
	const givenMs = parseTimestampMs(timestamp);
	if (originalMs === undefined) return givenMs;
	return givenMs === undefined || givenMs === originalMs ? originalMs : undefined;
}
