/** What callers of the upstream are told when it does not answer. */

import type { ServerResponse } from 'node:http';
import { HttpError, toErrorBody, toErrorHeaders } from '../../http/http-error.js';
import type { Log } from '../../log.js';

export class UpstreamTimeout extends Error {
	override readonly name = 'UpstreamTimeout';
}

/** 504 after too long a silence, else 503: rudder-server asks again until the transformer is back, and loses nothing. */
export function toFailure(error: unknown): HttpError {
	if (error instanceof UpstreamTimeout)
		return new HttpError(504, 'upstream_timeout', 'The upstream transformer takes too long. See what it is doing.');
	return new HttpError(
		503,
		'upstream_failed',
		'The upstream transformer can not be reached. Start it, or mend gateway.upstream.',
		5,
	);
}

/** Answers on the bare connection; cuts it if an answer has begun, so that half of one is not taken for all. */
export function answerFailure(to: ServerResponse, error: unknown, log: Log): void {
	if (to.destroyed || to.writableEnded) return;
	log.warn({ err: error }, 'A call could not be handed on to the upstream transformer.');
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
