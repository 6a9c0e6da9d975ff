/** Posts events to a running gateway, which keeps and delivers them. */

import type { AnalyticsEvent, EventResult } from 'openai-ads-destination';
import { fetchText, isRecord, ownField, parseJson, readMessageId } from 'openai-ads-destination/internal';
import { parseRetryAfterMs, retryDelayMs } from 'openai-ads-destination/pipeline';
import type { Fetch } from '../outbound.js';
import { type Refusal, readKept } from './gateway-answer.js';
import { inPortions } from './in-portions.js';
import type { SendBatch } from './send-lines.js';
import { asAlreadyReceived } from './stored-event.js';

/** As many as a gateway lists refusals of: so each refused line is known. It takes 5000. (interface.md) */
const MAX_EVENTS = 100;
const REQUEST_TIMEOUT_MS = 30_000;
/** For answers other than "full": about five minutes in all. Our choice. */
const MAX_RETRIES = 16;
/** A gateway says 10 s; what says more is asked again after this. Our choice. */
const MAX_WAIT_MS = 5 * 60_000;

export interface GatewayTarget {
	/** Without a path: `http://127.0.0.1:8787`. */
	readonly url: string;
	readonly writeKey: string;
}

export interface GatewayPorts {
	readonly fetch: Fetch;
	nowMs(): number;
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
	/** 0 to 1 */
	random(): number;
	/** Ends it: what has no answer yet is `failed: closed`. */
	readonly signal: AbortSignal;
	/** Is told what a gateway skipped, by reason; it does not say which events those were. */
	onSkipped(reason: string, count: number): void;
}

type Results = readonly EventResult[];

/**
 * Creates a `SendBatch` that posts events in their order, a hundred at a time:
 *
 * - kept, already known or skipped: `accepted`
 * - refused: `discarded`, with the gateway's reason
 * - the gateway is full (429): waits as long as it says, however often
 * - it does not answer, or 5xx: tried for about five minutes, then `failed: retries_exhausted`
 * - it refuses the key, or is no gateway: `failed: unauthorized`
 * - 400 or 413: halved, and a lone event is `discarded: invalid`
 */
export function createGatewaySender(target: GatewayTarget, ports: GatewayPorts): SendBatch {
	const url = new URL('v1/batch', target.url.endsWith('/') ? target.url : `${target.url}/`).href;
	const authorization = `Basic ${Buffer.from(`${target.writeKey}:`).toString('base64')}`;
	const poster = new Poster(url, authorization, ports);
	return async (events) => {
		const results: EventResult[] = [];
		for (const portion of inPortions(events, MAX_EVENTS)) results.push(...(await poster.post(portion)));
		return results;
	};
}

class Poster {
	readonly #url: string;
	readonly #headers: Readonly<Record<string, string>>;
	readonly #ports: GatewayPorts;

	constructor(url: string, authorization: string, ports: GatewayPorts) {
		this.#url = url;
		this.#headers = { authorization, 'content-type': 'application/json' };
		this.#ports = ports;
	}

	/** One result per event, in order. Never rejects. */
	async post(events: readonly AnalyticsEvent[]): Promise<Results> {
		const body = JSON.stringify({ batch: events.map(asAlreadyReceived) });
		for (let retries = 0, attempts = 1; ; attempts++) {
			if (this.#ports.signal.aborted) return fail(events, 'closed', 'interrupted before an answer came.', attempts - 1);
			const answer = await this.#request(body);
			const { status } = answer;
			if (status === 200) return this.#toResults(events, answer.body, attempts);
			if (status === 400 || status === 413) return this.#halve(events, answer.body, attempts);
			if (status !== 429 && status !== 0 && status < 500)
				return fail(events, 'unauthorized', explainRefusal(status), attempts);
			if (status !== 429 && retries >= MAX_RETRIES)
				return fail(events, 'retries_exhausted', sayStatus(status), attempts);
			const waitMs = retryDelayMs(retries, answer.retryAfterMs, this.#ports.random());
			await this.#ports.sleep(Math.min(waitMs, MAX_WAIT_MS), this.#ports.signal);
			if (status !== 429 || answer.retryAfterMs === undefined) retries++;
		}
	}

	/** Status 0: no answer. */
	async #request(body: string): Promise<{ status: number; body: string; retryAfterMs?: number | undefined }> {
		const { fetch, signal, nowMs } = this.#ports;
		const request = { method: 'POST', headers: this.#headers, body };
		try {
			const answer = await fetchText(fetch, this.#url, request, { timeoutMs: REQUEST_TIMEOUT_MS, signal });
			const retryAfterMs = parseRetryAfterMs(answer.headers.get('retry-after'), nowMs());
			return { status: answer.status, body: answer.body, retryAfterMs };
		} catch {
			return { status: 0, body: '' };
		}
	}

	async #halve(events: readonly AnalyticsEvent[], body: string, attempts: number): Promise<Results> {
		const [only] = events;
		if (events.length === 1 && only !== undefined) return [discard(only, 'invalid', readMessage(body), attempts)];
		const middle = events.length >> 1;
		return [...(await this.post(events.slice(0, middle))), ...(await this.post(events.slice(middle)))];
	}

	async #toResults(events: readonly AnalyticsEvent[], body: string, attempts: number): Promise<Results> {
		const kept = readKept(body);
		if (kept === undefined) return fail(events, 'unauthorized', explainRefusal(200), attempts);
		if (kept.unlisted > 0 && events.length > 1) return this.#halve(events, body, attempts);
		for (const [reason, count] of kept.skipped) this.#ports.onSkipped(reason, count);
		const refusals = new Map(kept.refused.map((refusal): [number, Refusal] => [refusal.index, refusal]));
		return events.map((event, index) => {
			const refusal = refusals.get(index);
			if (refusal !== undefined) return discard(event, refusal.reason, refusal.detail, attempts);
			return { outcome: 'accepted', messageId: readMessageId(event), attempts };
		});
	}
}

function discard(event: AnalyticsEvent, reason: string, detail: string, attempts: number): EventResult {
	const isKnown = isDiscardReason(reason);
	return {
		outcome: 'discarded',
		reason: isKnown ? reason : 'invalid',
		detail: isKnown ? detail : `${reason}: ${detail}`,
		messageId: readMessageId(event),
		attempts,
	};
}

type DiscardReason = Extract<EventResult, { outcome: 'discarded' }>['reason'];
const DISCARD_REASONS: ReadonlySet<string> = new Set<DiscardReason>([
	'malformed',
	'invalid',
	'expired',
	'too_far_ahead',
	'rejected',
]);

function isDiscardReason(reason: string): reason is DiscardReason {
	return DISCARD_REASONS.has(reason);
}

function fail(
	events: readonly AnalyticsEvent[],
	reason: 'closed' | 'unauthorized' | 'retries_exhausted',
	detail: string,
	attempts: number,
): Results {
	return events.map((event) => ({ outcome: 'failed', reason, detail, messageId: readMessageId(event), attempts }));
}

function sayStatus(status: number): string {
	return status === 0 ? 'the gateway did not answer.' : `the gateway answered ${status}.`;
}

function explainRefusal(status: number): string {
	const advice =
		status === 401 || status === 403
			? 'Set OPENAI_ADS_WRITE_KEY to a server write key of it.'
			: 'Is --gateway the address that its SDKs use?';
	return `${sayStatus(status)} ${advice}`;
}

/** The gateway's own words, which hold no value of the event. */
function readMessage(body: string): string {
	const error = ownField(parseJson(body), 'error');
	const message = isRecord(error) ? error['message'] : undefined;
	return typeof message === 'string' ? message.slice(0, 500) : 'the gateway can not read it.';
}
