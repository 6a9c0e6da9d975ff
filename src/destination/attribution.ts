/** How well OpenAI can tie an event to an ad: one bit for each kind of key that the event carries, and a verdict from them. */

import type { AttributionVerdict } from './event-result.js';

// The bits of `matchKeys`, in order of rank. They are kept in queues and counts, so a bit never changes its meaning.
export const OPPREF = 1;
export const EMAIL = 2;
export const OBREF = 4;
export const ADVERTISING_ID = 8;
export const PHONE = 16;
/** An external id made of a userId. */
export const EXTERNAL_ID = 32;
/** An external id made of an anonymousId: it matches only if the pixel sends the same. */
export const ANONYMOUS_ID = 64;
export const NAME = 128;
/** City, region or postal code: many people share one. */
export const PLACE = 256;
export const IP_ADDRESS = 512;
export const USER_AGENT = 1024;

const MATCHABLE = EMAIL | OBREF | ADVERTISING_ID | PHONE | EXTERNAL_ID;

/**
 * Reads the verdict from the bits.
 *
 *   toVerdict(OPPREF | IP_ADDRESS) // 'attributable'
 *   toVerdict(EMAIL)               // 'matchable'
 *   toVerdict(ANONYMOUS_ID)        // 'weak'
 *   toVerdict(0)                   // 'none'
 */
export function toVerdict(matchKeys: number): AttributionVerdict {
	if (matchKeys & OPPREF) return 'attributable';
	if (matchKeys & MATCHABLE) return 'matchable';
	return matchKeys === 0 ? 'none' : 'weak';
}
