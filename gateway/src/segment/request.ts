/**
 * One request to Segment's Public API: token, time limit, and what a failure means.
 * Reads are repeated if that can help; a write is made once, since a failed one may still have changed something.
 */

import { parseJson } from 'openai-ads-destination/internal';
import * as z from 'zod';
import { toOneLine } from '../one-line.js';
import { explainFailure, type FailedRequest } from './api-error.js';
import { nextWaitMs, readRequestedWaitMs } from './retry-wait.js';

/** Our choice: uploading 100 kB takes seconds at worst. */
const TIMEOUT_MS = 30_000;
/** Version 1 of the API, by name. @source every operation of github.com/segmentio/public-api-sdk-python (read 2026-11-22) */
const MEDIA_TYPE = 'application/vnd.segment.v1+json';
/** Enough for Segment's words, but not for a proxy's whole page. */
const MAX_DETAIL_LENGTH = 500;

export interface Access {
	readonly origin: string;
	readonly token: string;
	readonly sleep: (ms: number) => Promise<unknown>;
	/** The global `fetch`, or one that goes through a proxy. */
	readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
}

export interface ApiRequest {
	readonly method: 'GET' | 'POST' | 'PATCH';
	/** Path and query. */
	readonly path: string;
	readonly body?: object;
}

/**
 * Makes a request and returns the `data` of the answer.
 *
 * @throws SegmentApiError if there is no answer, its status is not 2xx, or it does not match the schema
 */
export async function request<T>(access: Access, call: ApiRequest, schema: z.ZodType<T>): Promise<T> {
	for (let attempt = 1; ; attempt += 1) {
		const answer = await attemptOnce(access, call);
		if ('body' in answer) return readAnswer(answer.body, call, schema);
		const waitMs = isWorthRepeating(answer) ? nextWaitMs(attempt, answer.retryAfterMs) : undefined;
		if (waitMs === undefined) throw explainFailure(answer);
		await access.sleep(waitMs);
	}
}

async function attemptOnce(access: Access, call: ApiRequest): Promise<FailedRequest | { body: unknown }> {
	const failed = { request: nameOf(call), isWrite: call.method !== 'GET' };
	try {
		const response = await send(access, call);
		const text = await response.text();
		const body = parseJson(text);
		if (response.ok) return { body };
		const retryAfterMs = readRequestedWaitMs(response.headers.get('retry-after'), body, Date.now());
		return { ...failed, cause: response.status, detail: readDetail(body, access.token), retryAfterMs };
	} catch (error) {
		const isLate = error instanceof Error && error.name === 'TimeoutError';
		return { ...failed, cause: isLate ? 'timeout' : 'network', detail: isLate ? '' : readCode(error) };
	}
}

function send({ origin, token, fetch }: Access, { method, path, body }: ApiRequest): Promise<Response> {
	return fetch(origin + path, {
		method,
		redirect: 'manual', // The token must go to nobody but Segment.
		signal: AbortSignal.timeout(TIMEOUT_MS),
		headers: {
			authorization: `Bearer ${token}`,
			accept: MEDIA_TYPE,
			...(body === undefined ? {} : { 'content-type': MEDIA_TYPE }),
		},
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	});
}

function isWorthRepeating({ isWrite, cause }: FailedRequest): boolean {
	if (isWrite) return false;
	return typeof cause === 'number' ? cause === 429 || cause >= 500 : cause !== 'unreadable';
}

function readAnswer<T>(body: unknown, call: ApiRequest, schema: z.ZodType<T>): T {
	const answer = z.object({ data: schema }).safeParse(body);
	if (answer.success) return answer.data.data;
	const where = answer.error.issues[0]?.path.join('.') ?? '';
	const failed = { request: nameOf(call), isWrite: call.method !== 'GET' };
	throw explainFailure({ ...failed, cause: 'unreadable', detail: where === '' ? '' : `at ${where}` });
}

/** Without the query: it holds only a cursor, which tells a person nothing. */
function nameOf({ method, path }: ApiRequest): string {
	return `${method} ${path.replace(/\?.*/, '')}`;
}

const errorsSchema = z.object({
	errors: z.array(z.object({ message: z.string().optional(), field: z.string().optional() })),
});

/** Segment's own words, on one line. Should they repeat the token, it is cut out. */
function readDetail(body: unknown, token: string): string {
	const errors = errorsSchema.safeParse(body).data?.errors ?? [];
	const words = errors.map(({ message = '', field }) => (field === undefined ? message : `${field}: ${message}`));
	const line = toOneLine(words.join('; ').replaceAll(token, '…'));
	return line.slice(0, MAX_DETAIL_LENGTH);
}

/** `fetch` says only "fetch failed"; the reason is its own code if a proxy refused, else its cause's, such as ENOTFOUND. */
function readCode(error: unknown): string {
	const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } };
	return [code, cause?.code].find((text) => typeof text === 'string') ?? '';
}
