/** What callers are told when the upstream does not answer. */

import type { ServerResponse } from 'node:http';
import { HttpError } from '../../http/http-error.js';
import type { Log } from '../../log.js';

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

/** Breaks the connection, whether or not an answer has begun, as the upstream itself would: see `breakConnection`. */
export function endFailed(to: ServerResponse, error: unknown, log: Log): void {
	if (to.destroyed || to.writableEnded) return;
	log.warn({ err: error }, `A call was broken off. ${toFailure(error).message}`);
	to.destroy();
}
