/**
 * The way to RudderStack's own transformer. Bytes, headers and status go through as they are, in both directions; Node's own
 * client, since libraries for this rewrite the names of headers.
 */

import {
	type ClientRequest,
	Agent as HttpAgent,
	request as httpRequest,
	type IncomingMessage,
	type ServerResponse,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { text } from 'node:stream/consumers';
import { urlToHttpOptions } from 'node:url';
import type { Log } from '../../log.js';
import { endToEndHeaders } from './end-to-end-headers.js';
import { answerFailure, toFailure, UpstreamTimeout } from './upstream-failure.js';

/** A small text with its status, as it is answered. */
export interface TextAnswer {
	readonly status: number;
	readonly contentType: string;
	readonly body: string;
}

export interface Upstream {
	/** Hands a request on and its answer back. `body` if it has been read already. Answers 503 or 504 itself, never throws. */
	forward(from: IncomingMessage, to: ServerResponse, body?: Buffer): void;
	/** Fetches a small text. @throws HttpError 503 or 504 */
	get(path: string): Promise<TextAnswer>;
}

/** How long the upstream may take. */
export interface Patience {
	readonly connectMs: number;
	/** Without a byte in either direction. */
	readonly silentMs: number;
}

/** rudder-server itself waits ten minutes for a transformer (`HttpClient.procTransformer.timeout`, read 2026-11-22). */
const PATIENCE: Patience = { connectMs: 10_000, silentMs: 600_000 };
/** rudder-server asks for features every ten seconds. Our choice. */
const GET_PATIENCE: Patience = { connectMs: 5000, silentMs: 10_000 };

type Headers = readonly string[];

/** @param url http or https, with a base path or without */
export function createUpstream(url: string, log: Log, patience: Patience = PATIENCE): Upstream {
	const open = createOpener(new URL(url));
	return {
		forward: (from, to, body) => {
			try {
				const request = open(from.method ?? 'GET', toPath(from), toHeaders(from), patience);
				request.once('response', (answer) => handBack(answer, to));
				request.on('error', (error) => answerFailure(to, error, log));
				// Also when the client has gone: nobody waits for the answer any more.
				to.once('close', () => request.destroy());
				if (body === undefined) from.pipe(request);
				else request.end(body);
			} catch (error) {
				answerFailure(to, error, log); // Node refuses to send some of what it takes in.
			}
		},
		get: async (path) => {
			try {
				const answer = await new Promise<IncomingMessage>((resolve, reject) => {
					open('GET', path, [], GET_PATIENCE).once('response', resolve).on('error', reject).end();
				});
				const contentType = answer.headers['content-type'] ?? 'text/plain';
				return { status: answer.statusCode ?? 502, contentType, body: await text(answer) };
			} catch (error) {
				log.warn({ err: error }, 'The upstream transformer did not answer.');
				throw toFailure(error);
			}
		},
	};
}

type Open = (method: string, path: string, headers: Headers, patience: Patience) => ClientRequest;

function createOpener(base: URL): Open {
	const isTls = base.protocol === 'https:';
	const basePath = base.pathname.replace(/\/+$/, '');
	// A connection for each call, as rudder-server has it: a kept one that the upstream just closed would fail a call.
	const options = { ...urlToHttpOptions(base), agent: isTls ? new HttpsAgent() : new HttpAgent() };
	return (method, path, headers, { connectMs, silentMs }) => {
		const own = { method, path: basePath + path, headers: ['Host', base.host, ...headers], timeout: connectMs };
		const request = (isTls ? httpsRequest : httpRequest)({ ...options, ...own });
		request.once('socket', (socket) => socket.once('connect', () => socket.setTimeout(silentMs)));
		request.once('timeout', () => request.destroy(new UpstreamTimeout()));
		return request;
	};
}

/** Some clients of proxies name the host as well. */
function toPath({ url = '/' }: IncomingMessage): string {
	return url.replace(/^https?:\/\/[^/?]*/i, '').replace(/^(?!\/)/, '/');
}

/** A body of unknown length stays one: Node would send none with a GET. */
function toHeaders({ rawHeaders, headers }: IncomingMessage): Headers {
	const chunked = headers['transfer-encoding'] === undefined ? [] : ['Transfer-Encoding', 'chunked'];
	return [...endToEndHeaders(rawHeaders, ['host']), ...chunked];
}

function handBack(answer: IncomingMessage, to: ServerResponse): void {
	// An answer that ends too early must not look whole.
	answer.once('error', () => to.destroy());
	try {
		to.sendDate = false;
		// As with the upstream: a connection for each call, so that none is left over when the gateway stops.
		to.shouldKeepAlive = false;
		to.writeHead(answer.statusCode ?? 502, answer.statusMessage ?? '', endToEndHeaders(answer.rawHeaders));
		answer.pipe(to);
	} catch {
		answer.destroy();
		to.destroy();
	}
}
