/** One call to the admin listener of a running gateway: header, token, bounds, and what a failure means. */

import { isRecord, parseJson } from 'openai-ads-destination/internal';
import type * as z from 'zod';
import { toOneLine } from '../one-line.js';

/** To forget somebody, the gateway reads its whole queue. Our choice. */
const TIMEOUT_MS = 120_000;
/** A page of dead letters, each with the longest reason and all its notes, has less. Our choice. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;
const MAX_DETAIL = 500;

export interface AdminAccess {
	/** `http://127.0.0.1:8789` */
	readonly origin: string;
	readonly token: string | undefined;
	readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
}

export interface AdminCall {
	/** Path and query. */
	readonly path: string;
	/** With one it is a POST. */
	readonly body?: object;
}

/** - `refused` the gateway answered and said no. - `absent` nothing answers there. - `unreadable` something else answers. */
export type AdminFailure = 'refused' | 'absent' | 'unreadable';

/** The call did not do what it was for. The message says why, and holds no token and nothing of the body. */
export class AdminCallError extends Error {
	override readonly name = 'AdminCallError';
	readonly failure: AdminFailure;
	/** The answer's code, such as `unknown_pixel`. */
	readonly code: string | undefined;

	constructor(failure: AdminFailure, message: string, code?: string) {
		super(message);
		this.failure = failure;
		this.code = code;
	}
}

/** @throws AdminCallError */
export async function callAdmin<T>(access: AdminAccess, call: AdminCall, schema: z.ZodType<T>): Promise<T> {
	const late = new AbortController();
	// Not `AbortSignal.timeout`: nothing else may keep the process alive, and it would end without a word.
	const timer = setTimeout(() => late.abort(new DOMException('late', 'TimeoutError')), TIMEOUT_MS);
	try {
		const response = await send(access, call, late.signal);
		const body = parseJson(await readText(response, access.origin));
		const answer = response.ok ? schema.safeParse(body) : undefined;
		if (answer?.success) return answer.data;
		throw explain(response.status, body, access.origin);
	} finally {
		clearTimeout(timer);
	}
}

/** A call whose answer goes on. */
export interface StreamCall {
	readonly path: string;
	/** The last event that was read. */
	readonly lastEventId?: string | undefined;
}

/** A gateway that is there answers at once. Our choice. */
const STREAM_TIMEOUT_MS = 10_000;
/** It says at least every 15 s that it lives. Our choice. */
const SILENCE_MS = 45_000;

/** Opens a stream of server-sent events; its chunks end, or throw, when it is lost or silent. @throws AdminCallError */
export async function openAdminStream(
	access: AdminAccess,
	{ path, lastEventId }: StreamCall,
	signal: AbortSignal,
): Promise<AsyncIterable<Uint8Array>> {
	const silent = new AbortController();
	const abort = () => silent.abort(new DOMException('late', 'TimeoutError'));
	let timer = setTimeout(abort, STREAM_TIMEOUT_MS);
	const more = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
	const both = AbortSignal.any([signal, silent.signal]);
	try {
		const response = await send(access, { path, headers: { accept: 'text/event-stream', ...more } }, both);
		if (!response.ok) throw explain(response.status, parseJson(await readText(response, access.origin)), access.origin);
		const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
		if (!isStream || response.body === null) throw unreadable(response.status, access.origin);
		const { body } = response;
		return (async function* chunks() {
			try {
				for await (const chunk of body) {
					clearTimeout(timer);
					timer = setTimeout(abort, SILENCE_MS);
					yield chunk;
				}
			} finally {
				clearTimeout(timer);
			}
		})();
	} catch (error) {
		clearTimeout(timer);
		throw error;
	}
}

interface Sending extends AdminCall {
	readonly headers?: Readonly<Record<string, string>>;
}

async function send(
	access: AdminAccess,
	{ path, body, headers: more }: Sending,
	signal: AbortSignal,
): Promise<Response> {
	const { origin, token, fetch } = access;
	const headers = {
		accept: 'application/json',
		...more,
		'x-openai-ads-admin': '1',
		...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
		...(body === undefined ? {} : { 'content-type': 'application/json' }),
	};
	try {
		return await fetch(origin + path, {
			method: body === undefined ? 'GET' : 'POST',
			redirect: 'manual', // The token must go to nobody else.
			signal,
			headers,
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
	} catch (error) {
		throw absent(origin, error);
	}
}

async function readText(response: Response, origin: string): Promise<string> {
	const chunks: Uint8Array[] = [];
	let bytes = 0;
	try {
		for await (const chunk of response.body ?? []) {
			bytes += chunk.byteLength;
			if (bytes > MAX_ANSWER_BYTES) throw unreadable(response.status, origin);
			chunks.push(chunk);
		}
	} catch (error) {
		throw error instanceof AdminCallError ? error : absent(origin, error);
	}
	return Buffer.concat(chunks).toString('utf8');
}

function explain(status: number, body: unknown, origin: string): AdminCallError {
	const error = isRecord(body) ? body['error'] : undefined;
	const { code, message } = isRecord(error) ? error : {};
	if (status < 400 || typeof code !== 'string' || typeof message !== 'string') return unreadable(status, origin);
	return new AdminCallError('refused', toOneLine(message.slice(0, MAX_DETAIL)), code);
}

function unreadable(status: number, origin: string): AdminCallError {
	const message = `${origin}: expected the admin listener of a gateway, got something else (${status}). Check --admin.`;
	return new AdminCallError('unreadable', message);
}

/** `fetch` says only "fetch failed"; the reason is its cause's code, such as ECONNREFUSED. */
function absent(origin: string, error: unknown): AdminCallError {
	const { name, cause } = error as { name?: unknown; cause?: { code?: unknown } };
	const why = name === 'TimeoutError' ? 'no answer in time' : String(cause?.code ?? 'no connection');
	return new AdminCallError(
		'absent',
		`${origin}: no gateway answers (${why}). Start one with \`npm start\`, or name it with --admin.`,
	);
}
