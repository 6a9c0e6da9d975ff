/** What became of one request, or of one request and its resends. The vocabulary of deliver/. */

import type { BatchItem } from '../batch/batch-item.js';

/**
 * - `accepted`      OpenAI took every event of the batch; `acceptedCount` if it counted fewer than were sent.
 * - `rejected`      at least one event is at fault; OpenAI stored none of them. `poison` holds the events it named, if any.
 * - `too_large`     the body was too big; less may pass.
 * - `unauthorized`  key, pixel ID or endpoint is at fault; sending less will not help.
 * - `retryable`     nothing is known to be at fault; `retryAfterMs` if OpenAI named a delay, `isThrottled` if it answered 429.
 * - `unsent`        every event had become too old, so there was nothing left to send.
 * - `interrupted`   the caller's signal aborted first.
 */
export type SendOutcome = (
	| { readonly status: 'accepted'; readonly isConfirmed: boolean; readonly acceptedCount?: number }
	| { readonly status: 'rejected'; readonly poison: ReadonlyMap<BatchItem, string> }
	| { readonly status: 'too_large' | 'unauthorized' | 'unsent' | 'interrupted' }
	| { readonly status: 'retryable'; readonly retryAfterMs?: number; readonly isThrottled?: true }
) &
	Travel & {
		/** Of OpenAI's answer, if one came. */
		readonly httpStatus?: number;
		/** For people. Holds no value of an event and no key. */
		readonly detail: string;
		/** Events left out of a request because they had become too old, and the requests each had travelled in before. */
		readonly expired?: ReadonlyMap<BatchItem, Travel>;
	};

/** The requests that events have travelled in. */
export interface Travel {
	/** How many requests. */
	readonly attempts: number;
	/** The last `x-request-id` among OpenAI's answers to them. */
	readonly requestId?: string | undefined;
}

/**
 * Sends one batch, all live or all validate-only, and says what became of the request. Never throws.
 *
 * @param signal ends requests and waits at once
 */
export type Send = (items: readonly BatchItem[], signal?: AbortSignal) => Promise<SendOutcome>;
