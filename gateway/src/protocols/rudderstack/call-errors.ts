/** What becomes of a transformer call that ends in an error. */

import type { FastifyInstance } from 'fastify';
import { HttpError } from '../../http/http-error.js';
import type { Log } from '../../log.js';
import { turnAway } from './front.js';

/**
 * Adds the error handler to the routes of a scope. A call that comes while too much is held ends as `endUnserved` says, so that
 * rudder-server makes it again. Any other call that is refused costs its jobs and is logged as an ERROR, except that of a web page
 * (403), which has none; both are answered as elsewhere.
 */
export function addCallErrors(scope: FastifyInstance, log: Log): void {
	scope.setErrorHandler(async (error, request, reply) => {
		if (request.method !== 'POST' || !(error instanceof HttpError)) throw error;
		if (error.statusCode === 503) {
			log.warn(
				{ problem: error.code },
				'A transformer call was turned away: too many large ones at once. It comes again.',
			);
			return turnAway(request, reply);
		}
		if (error.statusCode !== 403)
			log.error(
				{ reason: error.code, problem: error.message },
				'A transformer call was refused, and its jobs are lost.',
			);
		throw error;
	});
}
