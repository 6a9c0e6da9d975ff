/**
 * The way to RudderStack's own transformer. Bytes, headers and status go through as they are, in both directions; Node's own
 * client, since libraries for this rewrite the names of headers.
 */

import { Agent as HttpAgent, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { text } from 'node:stream/consumers';
import { urlToHttpOptions } from 'node:url';
import type { Log } from '../../log.js';
import { endToEndHeaders } from './end-to-end-headers.js';
import type { FeaturesAnswer } from './features-answer.js';
import { answerFailure, toFailure, UpstreamTimeout } from './upstream-failure.js';

export interface Upstream {
	/** Hands a request on and its answer back. `body` if it has been read already. Answers 503 or 504 itself, never throws. */
	forward(from: IncomingMessage, to: ServerResponse, body?: Buffer): void;
	/** Fetches a small text. @throws HttpError 503 or 504 */
	get(path: string): Promise<FeaturesAnswer>;
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
	const base = new URL(url);
	const isTls = base.protocol === 'https:';
	// A connection for each call, as rudder-server has it: a kept one that the upstream just closed would fail a call.
	const agent = isTls ? new HttpsAgent() : new HttpAgent();
	const basePath = base.pathname.replace(/\/+$/, '');

	const open = (method: string, path: string, headers: Headers, { connectMs, silentMs }: Patience) => {
		const options = {
			...urlToHttpOptions(base),
			agent,
			method,
			path: basePath + path,
			headers: ['Host', base.host, ...headers],
			timeout: connectMs,
		};
		const request = isTls ? httpsRequest(options) : httpRequest(options);
		request.once('socket', (socket) => socket.once('connect', () => socket.setTimeout(silentMs)));
		request.once('timeout', () => request.destroy(new UpstreamTimeout()));
		return request;
	};

	return {
		forward: (from, to, body) => {
			const request = open(from.method ?? 'GET', from.url ?? '/', toHeaders(from), patience);
			request.once('response', (answer) => handBack(answer, to));
			request.on('error', (error) => answerFailure(to, error, log));
			// Also when the client has gone: nobody waits for the answer any more.
			to.once('close', () => request.destroy());
			if (body === undefined) from.pipe(request);
			else request.end(body);
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
