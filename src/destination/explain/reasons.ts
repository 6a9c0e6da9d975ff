/**
 * Why a conversion may count less than it could: one row for each reason, with all its words. Shown by `explain`, `tail`
 * and the page, and written into the documentation from here.
 */

import { CLICK_REASONS } from './click-reasons.js';
import { DOUBLE_REASONS } from './double-reasons.js';
import { EVENT_REASONS } from './event-reasons.js';
import { MONEY_REASONS } from './money-reasons.js';
import { PERSON_REASONS } from './person-reasons.js';
import type { Reason } from './reason.js';
import { SHAPE_REASONS } from './shape-reasons.js';

export type { Found, Reason } from './reason.js';

/** What explains others, then sorted by what they win, best first. */
export const REASONS: readonly Reason[] = [
	...SHAPE_REASONS,
	...CLICK_REASONS,
	...PERSON_REASONS,
	...MONEY_REASONS,
	...DOUBLE_REASONS,
	...EVENT_REASONS,
];
