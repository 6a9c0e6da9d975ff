/** What became of one request, or of one request and its resends. The vocabulary of the delivery room. */

import type { BatchItem } from '../batch/batch-item.js';

/**
 * - `accepted`      OpenAI took every event of the batch.
 * - `rejected`      at least one event is at fault; OpenAI stored none. `poison` holds the events it named, if any.
 * - `too_large`     the body was too big; less may pass.
 * - `unauthorized`  key, pixel ID or endpoint is at fault; sending less will not help.
 * - `retryable`     nothing is known to be at fault; `retryAfterMs` if OpenAI named a delay, `isThrottled` if it answered 429.
 * - `unsent`        every event had aged out, so there was nothing left to send.
 */
export type SendOutcome = (
	| { readonly status: 'accepted'; readonly isConfirmed: boolean }
	| { readonly status: 'rejected'; readonly poison: ReadonlyMap<BatchItem, string> }
	| { readonly status: 'too_large' | 'unauthorized' | 'unsent' }
	| { readonly status: 'retryable'; readonly retryAfterMs?: number; readonly isThrottled?: true }
) &
	Travel & {
		/** Of OpenAI's answer, if one came. */
		readonly httpStatus?: number;
		/** For people; holds no value of an event and no key. */
		readonly detail: string;
		/** Events taken out before a request, because they had aged out, and how far each had come until then. */
		readonly expired?: ReadonlyMap<BatchItem, Travel>;
	};

/** How far events have come. */
export interface Travel {
	/** Requests they travelled in. */
	readonly attempts: number;
	/** The last `x-request-id` that OpenAI gave to one of them. */
	readonly requestId?: string | undefined;
}

/** Sends one batch, all live or all validate-only, and says what became of the request. Never throws. */
export type Send = (items: readonly BatchItem[]) => Promise<SendOutcome>;
