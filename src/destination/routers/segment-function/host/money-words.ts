/** Replaces `map/data/money-words.ts` in the file for Segment, which has no room for the numbers. */

import type { DoubtWords } from '../../../map/data/money-words.js';

export function describeMoneyDoubt(): DoubtWords {
	return { doubtWords: 'does not fit its lines. Send dollars, not cents.' };
}
