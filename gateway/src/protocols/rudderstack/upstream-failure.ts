/** What callers are told when the upstream does not answer. */

import type { ServerResponse } from 'node:http';
import { HttpError, toErrorBody, toErrorHeaders } from '../../http/http-error.js';
import type { Log } from '../../log.js';

export class UpstreamTimeout extends Error {
	override readonly name = 'UpstreamTimeout';
}

/** 504 after too long a silence, else 503: rudder-server calls again until the transformer is back, and loses nothing. */
export function toFailure(error: unknown): HttpError {
	if (error instanceof UpstreamTimeout)
		return new HttpError(
			504,
			'upstream_timeout',
			'The upstream transformer did not answer in time. Check what it is doing.',
		);
	return new HttpError(
		503,
		'upstream_failed',
		'The upstream transformer cannot be reached. Start it, or correct gateway.upstream.',
		5,
	);
}

/** Answers on the raw connection. If an answer has begun, cuts it, so that half an answer is not taken for a whole one. */
export function answerFailure(to: ServerResponse, error: unknown, log: Log): void {
	if (to.destroyed || to.writableEnded) return;
	log.warn({ err: error }, 'A call could not be forwarded to the upstream transformer.');
	if (to.headersSent) {
		to.destroy();
		return;
	}
	const failure = toFailure(error);
	const body = JSON.stringify(toErrorBody(failure.code, failure.message));
	to.writeHead(failure.statusCode, {
		'content-type': 'application/json; charset=utf-8',
		'content-length': Buffer.byteLength(body),
		...toErrorHeaders(failure),
	});
	to.end(body);
}
