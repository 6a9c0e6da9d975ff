/** Why an event is set apart, as the column `is_held` has it: a failed delivery, or on purpose. */

import { MAX_DELAY_MS } from '../queue.js';

export const NOT_HELD = 0;
export const HELD = 1;
export type IsHeld = typeof NOT_HELD | typeof HELD;

/** No hold ends later than the event's deadline. */
const MAX_HOLD_MS = 7 * 24 * 60 * 60 * 1000;

/** If it waits longer than this, a clock was wrong. */
export const LONGEST_WAIT_MS: readonly (readonly [IsHeld, number])[] = [
	[NOT_HELD, MAX_DELAY_MS],
	[HELD, MAX_HOLD_MS],
];
