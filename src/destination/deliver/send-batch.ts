/** Makes one request out of a batch. The only file that calls fetch. Logs nothing, throws nothing. */

import type { BatchItem } from '../batch/batch-item.js';
import type { Fetch } from '../ports.js';
import { classifyResponse, type Verdict } from './classify-response.js';
import { createHide } from './hide-values.js';
import { parseRetryAfterMs } from './retry-delay.js';
import type { Send, SendOutcome } from './send-outcome.js';

interface SendSettings {
	readonly endpoint: string;
	readonly apiKey: string;
	readonly pixelId: string;
	readonly integrationSource: string;
	/** Milliseconds for the request and its whole answer. */
	readonly requestTimeout: number;
}

interface SendPorts {
	readonly fetch: Fetch;
	nowMs(): number;
}

/**
 * Creates the way to send a batch: `POST <endpoint>?pid=<pixel>` with the items' own bytes.
 * The same items always give the same body. Redirects are not followed, they would take the key elsewhere.
 *
 * @source https://developers.openai.com/ads/conversions-api (read 2026-11-22)
 */
export function createSend(settings: SendSettings, ports: SendPorts): Send {
	const pid = encodeURIComponent(settings.pixelId.toWellFormed());
	const url = `${settings.endpoint}${settings.endpoint.includes('?') ? '&' : '?'}pid=${pid}`;
	const headers = { authorization: `Bearer ${settings.apiKey}`, 'content-type': 'application/json' };

	return async (items) => {
		try {
			const signal = AbortSignal.timeout(settings.requestTimeout);
			const body = encodeRequest(items, settings.integrationSource);
			const response = await ports.fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
			const answer = { status: response.status, body: await response.text() };
			const verdict = classifyResponse(answer, items.length, createHide(items, settings.apiKey));
			return toOutcome(items, verdict, response.headers, ports);
		} catch (error) {
			return { status: 'retryable', detail: `No answer from OpenAI (${nameOf(error)}).`, attempts: 1 };
		}
	};
}

/** `{"events":[...],"validate_only":true,"integration_source":"..."}`, joined from texts that were encoded once. */
function encodeRequest(items: readonly BatchItem[], integrationSource: string): string {
	const events = items.map((item) => item.json).join(',');
	const validateOnly = items[0]?.validateOnly ? ',"validate_only":true' : '';
	return `{"events":[${events}]${validateOnly},"integration_source":"${integrationSource}"}`;
}

function toOutcome(items: readonly BatchItem[], verdict: Verdict, headers: Headers, ports: SendPorts): SendOutcome {
	const requestId = headers.get('x-request-id');
	const common = { detail: verdict.detail, attempts: 1, ...(requestId === null ? {} : { requestId }) };
	switch (verdict.status) {
		case 'accepted':
			return { ...common, status: 'accepted', isConfirmed: verdict.isConfirmed };
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

const PLAIN_NAME = /^\w{1,40}$/;

/** `ECONNRESET`, `TimeoutError`...: the cause's code says most. A name that is more than a name may hold anything. */
function nameOf(error: unknown): string {
	if (!(error instanceof Error)) return 'unknown error';
	const { code, cause } = error as Error & { code?: unknown; cause?: { code?: unknown } };
	const names = [code, cause?.code, error.name];
	return names.find((name): name is string => typeof name === 'string' && PLAIN_NAME.test(name)) ?? 'unknown error';
}
