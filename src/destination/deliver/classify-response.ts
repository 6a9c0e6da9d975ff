/**
 * Decides what an HTTP answer means for the batch that caused it.
 * Pure: no clock, no network, no logging.
 */

import { isRecord, parseJson } from '../primitives/json.js';
import { parseErrorBody, type ServiceError } from './error-body.js';
import type { Hide } from './hide-values.js';

/** OpenAI's HTTP answer. */
export interface Answer {
	readonly status: number;
	readonly body: string;
}

/** A verdict on a request, with bad events by their index. `send-batch.ts` turns indexes into events. */
export type Verdict =
	| Accepted
	| { readonly status: 'rejected'; readonly named: ReadonlyMap<number, string>; readonly detail: string }
	| { readonly status: 'too_large' | 'unauthorized'; readonly detail: string }
	| { readonly status: 'retryable'; readonly isThrottled?: true; readonly detail: string };

/** `acceptedCount` is set only if OpenAI counted fewer events than were sent. */
interface Accepted {
	readonly status: 'accepted';
	readonly isConfirmed: boolean;
	readonly acceptedCount?: number;
	readonly detail: string;
}

/**
 * Reads the verdict from the answer to a batch of `eventCount` events.
 *
 * - 2xx with a JSON object or without a body: accepted, confirmed if `accepted_events` is the batch's count
 * - 2xx with anything else or with an `error`, 408, 429, 5xx: retryable, the same bytes may pass later
 * - 403 that Cloudflare wrote: retryable, a firewall refused the client before OpenAI saw the key
 * - 400, 422 naming `events[i]`: rejected, with all named events
 * - 400 naming `pid`, or with `param` and `code` both null, and every other 3xx and 4xx: the operator's fault
 * - any other 400 or 422: rejected, no event named
 * - 413: too large
 *
 * @param hide removes the batch's own values from OpenAI's text
 * @source error bodies recorded by other integrations; OpenAI publishes no response contract (read 2026-11-22)
 */
export function classifyResponse({ status, body }: Answer, eventCount: number, hide: Hide): Verdict {
	if (status >= 200 && status < 300) return classifySuccess(status, body, eventCount);
	const error = parseErrorBody(body, hide);
	const detail = toSentence(`OpenAI answered ${status}${error.summary === '' ? '' : `: ${error.summary}`}`);
	if (status === 429) return { status: 'retryable', isThrottled: true, detail };
	if (status === 408 || status >= 500) return { status: 'retryable', detail };
	if (status === 403 && isFirewall(body)) return { status: 'retryable', detail: FIREWALL };
	if (status === 413) return { status: 'too_large', detail };
	if (status === 400 || status === 422) return classifyRefusal(status, error, eventCount, detail);
	return { status: 'unauthorized', detail: `${detail} ${adviceFor(status)}` };
}

function classifySuccess(status: number, body: string, eventCount: number): Verdict {
	if (body.trim() === '') return { status: 'accepted', isConfirmed: false, detail: 'unconfirmed' };
	const answer = parseJson(body);
	if (!isRecord(answer)) return { status: 'retryable', detail: `OpenAI answered ${status} without a JSON object.` };
	if (isPresent(answer['error'])) return { status: 'retryable', detail: `OpenAI answered ${status} with an error.` };
	const count = answer['accepted_events'];
	if (count === eventCount) return { status: 'accepted', isConfirmed: true, detail: '' };
	const isShort = typeof count === 'number' && count < eventCount;
	return {
		status: 'accepted',
		isConfirmed: false,
		detail: 'unconfirmed',
		...(isShort ? { acceptedCount: count } : {}),
	};
}

function isPresent(error: unknown): boolean {
	return error !== undefined && error !== null && error !== false && error !== '';
}

const FIREWALL =
	'A firewall before OpenAI refused this client (403), not OpenAI the key. Its rules look at address, user agent and content.';

/** Cloudflare answers with a page, or with one line such as `error code: 1010`. (recorded by others, read 2026-11-22) */
function isFirewall(body: string): boolean {
	return /^\s*(?:error code: ?\d|<)/i.test(body);
}

function classifyRefusal(status: number, error: ServiceError, eventCount: number, detail: string): Verdict {
	const named = new Map([...error.byIndex].filter(([index]) => index < eventCount));
	if (named.size > 0) return { status: 'rejected', named, detail };
	if (status === 400 && (error.namesPixel || error.isAnonymous)) {
		return { status: 'unauthorized', detail: `${detail} Check the pixel ID and the endpoint.` };
	}
	return { status: 'rejected', named, detail };
}

function adviceFor(status: number): string {
	if (status === 401) return 'Use a Conversions API key, not an Advertiser API key.';
	if (status === 403) return 'Check that the key and the pixel ID belong to the same account.';
	if (status < 400) return 'Redirects are not followed; correct the endpoint.';
	if (status === 451) return 'A firewall before OpenAI answers so; check the endpoint, and any proxy on the way.';
	return 'Check the endpoint.';
}

function toSentence(text: string): string {
	return text.endsWith('.') ? text : `${text}.`;
}
