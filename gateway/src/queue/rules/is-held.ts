/** Why an event is set apart, as the column `is_held` has it: a failed delivery, or on purpose. */

import { MAX_EVENT_AGE_MS } from 'openai-ads-destination/internal';
import type { Hold } from '../holds.js';
import { MAX_DELAY_MS } from '../queue.js';

export const NOT_HELD = 0;
export const HELD = 1;
export type IsHeld = typeof NOT_HELD | typeof HELD;

/** If it waits longer than this, a clock was wrong. */
export const LONGEST_WAIT_MS: readonly (readonly [IsHeld, number])[] = [
	[NOT_HELD, MAX_DELAY_MS],
	[HELD, MAX_EVENT_AGE_MS], // No hold ends later than the event's deadline.
];

/** The columns `due_ms`, `is_held` and `reference`. */
export function toWait(hold: Hold | undefined, nowMs: number): [number, IsHeld, string | null] {
	if (hold === undefined) return [0, NOT_HELD, null];
	const isHeld = hold.untilMs > nowMs;
	return [isHeld ? Math.ceil(hold.untilMs) : 0, isHeld ? HELD : NOT_HELD, hold.reference ?? null];
}
