/** Moves a client's times onto the receiver's clock, as both routers do. Pure. */

type Fields = Readonly<Record<string, unknown>>;

/** A plain number of seconds since 1973, or of milliseconds; smaller ones are no times. */
const MIN_SECONDS = 1e8;
const MIN_MILLISECONDS = 1e11;

/**
 * Sets `timestamp = receivedAt - (sentAt - time)`, so that an event keeps its distance to the moment it was sent, also
 * if it was dated back on purpose. Which `time` that is, and when nothing is corrected:
 *
 * - `receivedAt` present: a router has corrected the event already, and its `sentAt` may be days old
 * - `originalTimestamp` present (RudderStack): that is the SDK's clock. A different `timestamp` was given by the caller
 *   and kept, as rudder-server does
 * - else `timestamp` (Segment): the SDK's clock, or the caller's back-dated time, which Segment corrects alike
 * - no readable `sentAt` in event or batch, or no readable time: nothing
 *
 * `receivedAt` is added where it is missing.
 *
 * @source https://segment.com/docs/connections/spec/common/#timestamps ; rudder-server processor (both read 2026-11-22)
 */
export function correctTimes(event: Fields, batchSentAt: unknown, receivedAtMs: number): Fields {
	if ((event['receivedAt'] ?? '') !== '') return event;
	const received = { ...event, receivedAt: new Date(receivedAtMs).toISOString() };
	const sentAtMs = toMs(event['sentAt']) ?? toMs(batchSentAt);
	const clientMs = findClientMs(event);
	if (sentAtMs === undefined || clientMs === undefined) return received;
	const correctedMs = receivedAtMs - (sentAtMs - clientMs);
	const isDate = Math.abs(correctedMs) <= 8.64e15;
	return isDate ? { ...received, timestamp: new Date(correctedMs).toISOString() } : received;
}

function findClientMs({ timestamp, originalTimestamp }: Fields): number | undefined {
	const originalMs = toMs(originalTimestamp);
	const givenMs = toMs(timestamp);
	if (originalMs === undefined) return givenMs;
	return givenMs === undefined || givenMs === originalMs ? originalMs : undefined;
}

function toMs(time: unknown): number | undefined {
	if (typeof time === 'number') {
		if (time >= MIN_MILLISECONDS) return time;
		return time >= MIN_SECONDS ? time * 1000 : undefined;
	}
	const ms = typeof time === 'string' ? Date.parse(time) : Number.NaN;
	return Number.isNaN(ms) ? undefined : ms;
}
