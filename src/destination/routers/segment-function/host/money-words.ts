/** Replaces `map/data/money-words.ts` in the file for Segment, which has no room for the numbers. */

export function describeMoneyDoubt(): string {
	return 'does not fit its lines. Send dollars, not cents.';
}
