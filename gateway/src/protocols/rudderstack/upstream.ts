/**
 * Forwards calls to RudderStack's own transformer. Bytes, headers and status pass unchanged in both directions. It uses Node's
 * own client, since proxy libraries rewrite the names of headers.
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
import { isRudderStackPath } from './rudderstack-paths.js';
import { endFailed, toFailure, UpstreamTimeout } from './upstream-failure.js';

/** A small text with its status. */
export interface TextAnswer {
	readonly status: number;
	readonly contentType: string;
	readonly body: string;
}

export interface Upstream {
	/** Forwards a request and returns the answer, or ends the call as `endUnserved` says. `body` if it was already read. Never throws. */
	forward(from: IncomingMessage, to: ServerResponse, body?: Buffer): void;
	/** Fetches a small text. @throws HttpError 503 or 504 */
	get(path: string): Promise<TextAnswer>;
}

/** How long the upstream may take. */
export interface Timeouts {
	readonly connectMs: number;
	/** How long no byte may pass in either direction. */
	readonly silentMs: number;
}

/** rudder-server itself waits ten minutes for a transformer (`HttpClient.procTransformer.timeout`, read 2026-11-22). */
const FORWARD_TIMEOUTS: Timeouts = { connectMs: 10_000, silentMs: 600_000 };
/** rudder-server asks for features every ten seconds. Our choice. */
const GET_TIMEOUTS: Timeouts = { connectMs: 5000, silentMs: 10_000 };

type Headers = readonly string[];

/** @param url http or https, with or without a base path */
export function createUpstream(url: string, log: Log, timeouts: Timeouts = FORWARD_TIMEOUTS): Upstream {
	const open = createRequestOpener(new URL(url));
	return {
		forward: (from, to, body) => {
			try {
				const request = open(from.method ?? 'GET', toPath(from), toHeaders(from), timeouts);
				request.once('response', (answer) => returnAnswer(answer, to));
				request.on('error', (error) => endFailed(from, to, error, log));
				// Also when the client has gone away: nobody waits for the answer any more.
				to.once('close', () => request.destroy());
				if (body === undefined) from.pipe(request);
				else request.end(body);
			} catch (error) {
				endFailed(from, to, error, log); // Node refuses to send some requests that it has accepted.
			}
		},
		get: async (path) => {
			try {
				return await readAnswer(open('GET', path, [], GET_TIMEOUTS));
			} catch (error) {
				log.warn({ err: error }, 'The upstream transformer did not answer.');
				throw toFailure(error);
			}
		},
	};
}

async function readAnswer(request: ClientRequest): Promise<TextAnswer> {
	const answer = await new Promise<IncomingMessage>((resolve, reject) => {
		request.once('response', resolve).on('error', reject).end();
	});
	const contentType = answer.headers['content-type'] ?? 'text/plain';
	return { status: answer.statusCode ?? 502, contentType, body: await text(answer) };
}

type OpenRequest = (method: string, path: string, headers: Headers, timeouts: Timeouts) => ClientRequest;

function createRequestOpener(base: URL): OpenRequest {
	const isTls = base.protocol === 'https:';
	const basePath = base.pathname.replace(/\/+$/, '');
	// A connection for each call, as in rudder-server: a call would fail on a kept one that the upstream has just closed.
	const options = { ...urlToHttpOptions(base), agent: isTls ? new HttpsAgent() : new HttpAgent() };
	return (method, path, headers, { connectMs, silentMs }) => {
		const own = { method, path: basePath + path, headers: ['Host', base.host, ...headers], timeout: connectMs };
		const request = (isTls ? httpsRequest : httpRequest)({ ...options, ...own });
		request.once('socket', (socket) => socket.once('connect', () => socket.setTimeout(silentMs)));
		request.once('timeout', () => request.destroy(new UpstreamTimeout()));
		return request;
	};
}

/** Some clients of proxies put the host before the path. */
function toPath({ url = '/' }: IncomingMessage): string {
	return url.replace(/^https?:\/\/[^/?]*/i, '').replace(/^(?!\/)/, '/');
}

/** What a caller shows of itself. rudder-server shows none of it, and a stranger on a mistyped path is not to. */
const CREDENTIALS = ['authorization', 'cookie', 'x-signature', 'x-api-key'];

/** A body of unknown length stays chunked: Node would send no body with a GET. */
function toHeaders({ rawHeaders, headers, url = '/' }: IncomingMessage): Headers {
	const chunked = headers['transfer-encoding'] === undefined ? [] : ['Transfer-Encoding', 'chunked'];
	const replaced = isRudderStackPath(url) ? ['host'] : ['host', ...CREDENTIALS];
	return [...endToEndHeaders(rawHeaders, replaced), ...chunked];
}

function returnAnswer(answer: IncomingMessage, to: ServerResponse): void {
	// An answer that ends too early must not look whole.
	answer.once('error', () => to.destroy());
	try {
		to.sendDate = false;
		// A connection for each call here too, so that none is left when the gateway stops.
		to.shouldKeepAlive = false;
		to.writeHead(answer.statusCode ?? 502, answer.statusMessage ?? '', endToEndHeaders(answer.rawHeaders));
		answer.pipe(to);
	} catch {
		answer.destroy();
		to.destroy();
	}
}
