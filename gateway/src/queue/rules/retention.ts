/** How long what is kept besides waiting events is kept. */

import { DAY_MS } from 'openai-ads-destination/internal';
import { SIGNATURE_LIFETIME_MS } from '../signatures.js';

/** They hold oppref and IP addresses: docs/decisions/0014-dead-letters-are-kept-30-days.md */
export const DEAD_LETTER_DAYS = 30;
/** Of orders that may still come; about 100 MB. The newest ones stay. Our choice. */
export const MAX_CANCELLATIONS = 1_000_000;
/** A late resend of the last ones is still recognised: docs/decisions/0009-tell-duplicates-for-8-days.md */
export const SEEN_LIFETIME_MS = 8 * DAY_MS;
/** A day longer than they count, for clocks that differ. Our choice. */
export const SIGNATURE_KEPT_MS = SIGNATURE_LIFETIME_MS + DAY_MS;
