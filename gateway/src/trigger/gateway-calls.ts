/** The calls of an SDK: which mode the gateway is in, and the events. */

import { fetchText, isRecord, ownField, parseJson } from 'openai-ads-destination/internal';
import { toOneLine } from '../one-line.js';
import type { Fetch } from '../outbound.js';
import { StartError } from '../start-error.js';
import type { BuiltEvent } from './build-events.js';

const LIMITS = { timeoutMs: 10_000, signal: undefined };
/** A request of so many is far from the gateway's bound. Our choice. */
const MAX_EVENTS = 250;

export interface Target {
	/** `http://127.0.0.1:8787` */
	readonly url: string;
	readonly writeKey: string;
	readonly fetch: Fetch;
}

/** `live` or `sandbox`. @throws StartError if no gateway answers */
export async function readMode({ url, fetch }: Target): Promise<string> {
	const { body } = await call(fetch, `${url}/readyz`, { method: 'GET', headers: {} }, url);
	const mode = ownField(parseJson(body), 'mode');
	if (mode === 'live' || mode === 'sandbox') return mode;
	throw new StartError(`${url}: expected a gateway, got something else. Check --to.`);
}

/** The refusal of the last event that was refused, if one was. @throws StartError if the gateway takes none of them */
export async function postEvents(target: Target, events: readonly BuiltEvent[]): Promise<string | undefined> {
	let refusal: string | undefined;
	for (let start = 0; start < events.length; start += MAX_EVENTS) {
		const batch = events.slice(start, start + MAX_EVENTS).map(({ event }) => event);
		refusal = (await postBatch(target, batch)) ?? refusal;
	}
	return refusal;
}

async function postBatch({ url, writeKey, fetch }: Target, batch: readonly object[]): Promise<string | undefined> {
	const authorization = `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`;
	const headers = { authorization, 'content-type': 'application/json' };
	const request = { method: 'POST', headers, body: JSON.stringify({ batch }) };
	const { status, body } = await call(fetch, `${url}/v1/batch`, request, url);
	const answer = parseJson(body);
	if (status !== 200) throw new StartError(`${url}: ${explain(status, answer)}`);
	const refused = ownField(answer, 'refused');
	const last: unknown = Array.isArray(refused) ? refused.at(-1) : undefined;
	return isRecord(last) ? toOneLine(`${String(last['reason'])}: ${String(last['detail'])}`.slice(0, 500)) : undefined;
}

async function call(fetch: Fetch, address: string, request: Parameters<typeof fetchText>[2], url: string) {
	try {
		return await fetchText(fetch, address, request, LIMITS);
	} catch {
		throw new StartError(`${url}: no gateway answers. Start one with \`npm start\`, or name it with --to.`);
	}
}

function explain(status: number, answer: unknown): string {
	const message = ownField(ownField(answer, 'error'), 'message');
	const words = typeof message === 'string' ? toOneLine(message.slice(0, 500)) : 'it did not say why.';
	const advice = status === 401 ? ' Set OPENAI_ADS_WRITE_KEY, or --write-key.' : '';
	return `the gateway answered ${status}: ${words}${advice}`;
}
