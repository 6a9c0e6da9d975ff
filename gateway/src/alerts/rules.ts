/** Every rule by its name. */

import type { RuleName } from './alert.js';
import { clickShare } from './click-share.js';
import { deadLetters } from './dead-letters.js';
import { nearExpiry } from './near-expiry.js';
import { pixelHeld } from './pixel-held.js';
import type { Rule } from './rule.js';

export const RULES: Readonly<Record<RuleName, Rule>> = {
	pixel_held: pixelHeld,
	near_expiry: nearExpiry,
	dead_letters: deadLetters,
	click_share: clickShare,
};
