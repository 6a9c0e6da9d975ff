/** Whether an event can still be sent, for calls that can't map it. */

import { MAX_EVENT_AGE_MS } from '../../contract/limits.js';
import { parseTimestampMs } from '../../primitives/times.js';
import { readSafely } from './read-safely.js';

/** The paths of an analytics event's time, and a conversion event's. */
const TIMES = ['timestamp', 'originalTimestamp', 'sentAt', 'receivedAt', 'timestamp_ms'];

/** True if the first readable time of the event is more than seven days ago. An event without one counts as new. */
export function hasAgedOut(event: unknown, nowMs: number): boolean {
	for (const path of TIMES) {
		const timeMs = readTimeSafely(event, path);
		if (timeMs !== undefined) return nowMs - timeMs > MAX_EVENT_AGE_MS;
	}
	return false;
}

/** A value that throws when it is looked at is no time. */
function readTimeSafely(event: unknown, path: string): number | undefined {
	try {
		return parseTimestampMs(readSafely(event, path));
	} catch {
		return undefined;
	}
}
