/** Sends a batch as one request. Logs nothing, throws nothing. */

import type { BatchItem } from '../batch/batch-item.js';
import type { Fetch } from '../ports.js';
import { isRecord } from '../primitives/json.js';
import { parseRetryAfterMs } from '../primitives/times.js';
import { VERSION } from '../primitives/version.js';
import { classifyResponse, type Verdict } from './classify-response.js';
import { type EncodeRequest, toRequestText } from './encode-request.js';
import { fetchText, type TextAnswer } from './fetch-text.js';
import { createHide } from './hide-values.js';
import type { Send, SendOutcome } from './send-outcome.js';

/** OpenAI asks integrations to name themselves, and its firewall looks at this too: `openai-ads-destination/0.1.0`. */
const USER_AGENT = `openai-ads-destination/${VERSION}`;

interface SendSettings {
	readonly endpoint: string;
	readonly apiKey: string;
	readonly pixelId: string;
	readonly integrationSource: string;
	/** Milliseconds for the request and its whole answer. */
	readonly requestTimeout: number;
	/** Sends nothing. @default false */
	readonly shadow?: boolean;
}

export interface SendPorts {
	readonly fetch: Fetch;
	nowMs(): number;
	/** @default a text */
	readonly encodeRequest?: EncodeRequest;
}

/**
 * Creates the function that sends a batch: `POST <endpoint>?pid=<pixel>` with the items' own bytes.
 * Redirects are not followed: they would take the key elsewhere.
 *
 * @source https://developers.openai.com/ads/conversions-api (read 2026-11-22)
 */
export function createSend(settings: SendSettings, ports: SendPorts): Send {
	if (settings.shadow === true) return async () => SHADOWED;
	const pid = encodeURIComponent(settings.pixelId.toWellFormed());
	const { fetch, encodeRequest = toRequestText } = ports;
	const url = `${settings.endpoint}${settings.endpoint.includes('?') ? '&' : '?'}pid=${pid}`;
	const headers = {
		authorization: `Bearer ${settings.apiKey}`,
		'content-type': 'application/json',
		'user-agent': USER_AGENT,
	};

	return async (items, signal) => {
		try {
			const request = { method: 'POST', headers, body: encodeRequest(items, settings.integrationSource) };
			const answer = await fetchText(fetch, url, request, { timeoutMs: settings.requestTimeout, signal });
			const verdict = classifyResponse(answer, items.length, createHide(items, settings.apiKey));
			return { ...toOutcome(items, verdict, answer.headers, ports), httpStatus: answer.status };
		} catch (error) {
			if (signal?.aborted) return { status: 'interrupted', detail: '', attempts: 1 };
			return { status: 'retryable', detail: `No answer from OpenAI (${nameOf(error)}).`, attempts: 1 };
		}
	};
}

/** What is in a batch is valid: it was checked before it came here. */
const SHADOWED: SendOutcome = { status: 'accepted', isConfirmed: true, detail: '', attempts: 0 };

function toOutcome(
	items: readonly BatchItem[],
	verdict: Verdict,
	headers: TextAnswer['headers'],
	ports: SendPorts,
): SendOutcome {
	const requestId = headers.get('x-request-id');
	const common = { detail: verdict.detail, attempts: 1, ...(requestId === null ? {} : { requestId }) };
	switch (verdict.status) {
		case 'accepted':
			return { ...verdict, ...common };
		case 'rejected':
			return { ...common, status: 'rejected', poison: findPoison(items, verdict) };
		case 'too_large':
		case 'unauthorized':
			return { ...common, status: verdict.status };
		case 'retryable': {
			const retryAfterMs = parseRetryAfterMs(headers.get('retry-after'), ports.nowMs());
			return {
				...common,
				status: 'retryable',
				...(retryAfterMs === undefined ? {} : { retryAfterMs }),
				...(verdict.isThrottled ? { isThrottled: true } : {}),
			};
		}
	}
}

function findPoison(items: readonly BatchItem[], verdict: Verdict & { status: 'rejected' }): Map<BatchItem, string> {
	const poison = new Map<BatchItem, string>();
	for (const [index, detail] of verdict.named) {
		const item = items[index];
		if (item !== undefined) poison.set(item, detail);
	}
	return poison;
}

const PLAIN_NAME = /^[\w-]{1,40}$/;

/**
 * `ECONNRESET`, `TimeoutError`...: the most telling of the error's own code, its cause's code, node-fetch's `type` and its name.
 * Only plain names are repeated, since any other text may hold anything.
 */
function nameOf(error: unknown): string {
	// Not `instanceof Error`: errors of another realm are not instances of ours.
	if (!isRecord(error)) return 'unknown error';
	const { code, cause, type, name } = error;
	const names = [code, isRecord(cause) ? cause['code'] : undefined, type, name];
	return names.find((word): word is string => typeof word === 'string' && PLAIN_NAME.test(word)) ?? 'unknown error';
}
