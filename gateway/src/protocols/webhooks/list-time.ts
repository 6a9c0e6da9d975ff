/** Tells by the signed event of a list whether its signature would still be remembered if it had been used before. */

import { isRecord, parseTimestampMs } from 'openai-ads-destination/internal';
import { HttpError } from '../../http/http-error.js';

/** How far Segment's clock and ours may differ. Our choice. */
const CLOCK_TOLERANCE_MS = 10 * 60 * 1000;

/**
 * Checks when Segment received the signed event of a list: later than `completeSinceMs`, before which signatures may have
 * been forgotten, and not in the future.
 *
 * @throws HttpError 401 otherwise, also if the event names no time
 */
export function checkListTime(signedEvent: unknown, completeSinceMs: number, nowMs: number): void {
	const receivedMs = isRecord(signedEvent)
		? parseTimestampMs(signedEvent['receivedAt'] ?? signedEvent['timestamp'])
		: undefined;
	if (receivedMs === undefined) throw refuse('names none that can be read');
	if (receivedMs - CLOCK_TOLERANCE_MS < completeSinceMs) throw refuse('is older');
	if (receivedMs - CLOCK_TOLERANCE_MS > nowMs) throw refuse('is ahead of this clock');
}

function refuse(problem: string): HttpError {
	return new HttpError(
		401,
		'wrong_signature',
		`X-Signature: the signed event of a list must have a \`receivedAt\` of the last days, for which used signatures are remembered; this one ${problem}. Send such events one by one: Batch Size 0 in Segment.`,
	);
}
