/** What became of one request, or of one request and its resends. The vocabulary of the delivery room. */

import type { BatchItem } from '../batch/batch-item.js';

/**
 * - `accepted`      OpenAI took every event of the batch.
 * - `rejected`      at least one event is at fault; OpenAI stored none. `poison` holds the events it named, if any.
 * - `too_large`     the body was too big; less may pass.
 * - `unauthorized`  key, pixel ID or endpoint is at fault; sending less will not help.
 * - `retryable`     nothing is known to be at fault; `retryAfterMs` if OpenAI named a delay.
 */
export type SendOutcome = (
	| { readonly status: 'accepted'; readonly isConfirmed: boolean }
	| { readonly status: 'rejected'; readonly poison: ReadonlyMap<BatchItem, string> }
	| { readonly status: 'too_large' | 'unauthorized' }
	| { readonly status: 'retryable'; readonly retryAfterMs?: number }
) & {
	/** For people; holds no value of an event and no key. */
	readonly detail: string;
	/** OpenAI's `x-request-id`. */
	readonly requestId?: string;
	/** Requests made so far for this outcome; 0 when nothing was left to send. */
	readonly attempts: number;
	/** Events taken out before the request, because they had aged out. */
	readonly expired?: readonly BatchItem[];
};

/** Sends one batch, all live or all validate-only, and says what became of the request. Never throws. */
export type Send = (items: readonly BatchItem[]) => Promise<SendOutcome>;
