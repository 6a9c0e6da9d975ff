/** What callers are told when the upstream does not answer. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpError } from '../../http/http-error.js';
import type { Log } from '../../log.js';
import { endUnserved } from './unserved.js';

export class UpstreamTimeout extends Error {
	override readonly name = 'UpstreamTimeout';
}

/** For questions that cost no job: 504 after too long a silence, else 503. */
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

/** Ends a call whose upstream has failed, whether or not an answer has begun. */
export function endFailed(from: IncomingMessage, to: ServerResponse, error: unknown, log: Log): void {
	if (to.destroyed || to.writableEnded) return;
	log.warn({ err: error }, `A call was not handed on, and comes again. ${toFailure(error).message}`);
	endUnserved(from, to);
}
