/** What the queue tells the operator: one line a minute at most, with a count and nothing of the events. */

import type { Log } from '../../log.js';
import { createMinuteCount } from '../../minute-count.js';

const LATE =
	'Events of servers came after events of browsers with the same id had been sent. They are sent as well; OpenAI keeps the first of each id.';
const FORGOTTEN = 'Waiting events were dropped: their people denied consent or were deleted.';
const REFUSED_DROPPED =
	'There are more events that were refused at the door than are kept. The oldest of these dead letters were dropped.';

/** Each is told how many events it happened to. */
export interface Reports {
	/** Servers' events with the ids of browsers' events that had been sent. */
	onLate(count: number): void;
	/** Waiting events whose people said no. */
	onForgotten(count: number): void;
	/** Refused events that are no longer kept. */
	onRefusedDropped(count: number): void;
}

/** @param log silent without one */
export function createReports(nowMs: () => number, log: Pick<Log, 'warn' | 'info'> | undefined): Reports {
	const aMinute = (say: (count: number) => void) => {
		const count = createMinuteCount(nowMs);
		return (events: number) => {
			const said = count(events);
			if (said !== undefined) say(said);
		};
	};
	return {
		onLate: aMinute((count) => log?.warn({ count }, LATE)),
		onForgotten: aMinute((count) => log?.info({ count, reason: 'consent_denied' }, FORGOTTEN)),
		onRefusedDropped: aMinute((count) => log?.warn({ count }, REFUSED_DROPPED)),
	};
}
