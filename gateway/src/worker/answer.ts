/** What a delivery tells about OpenAI, whatever it means for the single events. Pure. */

import type { Delivered } from 'openai-ads-destination/pipeline';
import { MAX_DELAY_MS } from '../queue/queue.js';

/**
 * - `unsent`    no request was made.
 * - `accepted`  OpenAI took events. `isOneRequest`: none was sent twice, so its time is that of a request.
 * - `answered`  it took none, but said which are at fault: it works.
 * - `throttled` it asked for fewer requests (429).
 * - `failed`    5xx, 408, no answer.
 * - `refused`   the request as a whole, or each part of it. `isKey`: only the key can be the reason; else it may be one event.
 */
export type Answer =
	| { readonly kind: 'unsent' | 'answered' }
	| { readonly kind: 'accepted'; readonly isOneRequest: boolean }
	| { readonly kind: 'throttled' | 'failed'; readonly isTimeout: boolean; readonly retryAfterMs?: number | undefined }
	| { readonly kind: 'refused'; readonly isKey: boolean };

export const isAccepted = ({ result }: Delivered) => result.outcome === 'accepted';
const wasSent = ({ result }: Delivered) => result.attempts > 0;
const wasSentOnce = ({ result }: Delivered) => result.attempts <= 1;

/**
 * A batch can end in several ways at once; the one that tells most about the service counts.
 *
 * @param isLong it took as long as a request may take
 * @param isRefusingAll OpenAI refused everything until now, so that the refusal of a single event is only one more
 */
export function toAnswer(delivered: readonly Delivered[], isLong: boolean, isRefusingAll: boolean): Answer {
	// Events that expired in the queue, without a request, tell nothing about the service.
	if (!delivered.some(wasSent)) return { kind: 'unsent' };
	const unauthorized = findByReason(delivered, 'unauthorized');
	// A firewall can answer 403 for what one event says; 401 is about the key.
	if (unauthorized !== undefined) return { kind: 'refused', isKey: (unauthorized.httpStatus ?? 401) === 401 };
	const retryable = findByReason(delivered, 'retries_exhausted');
	if (retryable !== undefined) {
		const kind = retryable.isThrottled || retryable.httpStatus === 429 ? 'throttled' : 'failed';
		return {
			kind,
			isTimeout: isLong && retryable.httpStatus === undefined,
			retryAfterMs: toWaitMs(retryable.retryAfterMs),
		};
	}
	if (delivered.some(isAccepted)) return { kind: 'accepted', isOneRequest: delivered.every(wasSentOnce) };
	const isOneMore = isRefusingAll && delivered.length === 1 && findByReason(delivered, 'rejected') !== undefined;
	if (isOneMore || findByReason(delivered, 'not_isolated') !== undefined) return { kind: 'refused', isKey: false };
	return { kind: 'answered' };
}

function findByReason(delivered: readonly Delivered[], reason: string): Delivered | undefined {
	for (const each of delivered) if (each.result.reason === reason) return each;
	return undefined;
}

/** What can be obeyed of a `Retry-After`; `undefined`, which means the usual back-off, for 0, the past and rubbish. */
function toWaitMs(retryAfterMs: number | undefined): number | undefined {
	if (retryAfterMs === undefined || !(retryAfterMs > 0)) return undefined;
	return Math.min(retryAfterMs, MAX_DELAY_MS);
}

/** True for what an event can bring about that has nothing to do with OpenAI's health: a refusal, not a failure. */
export function isRefusal(answer: Answer): boolean {
	return answer.kind === 'refused' && !answer.isKey;
}
