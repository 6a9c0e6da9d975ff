/** What becomes of a transformer call that ends in an error. */

import type { FastifyInstance } from 'fastify';
import { HttpError } from '../../http/http-error.js';
import type { Log } from '../../log.js';
import { turnAway } from './front.js';

/**
 * Adds the error handler to the routes of a scope. If too much is held, the connection is broken, as by a transformer that is down:
 * rudder-server asks again and charges no job an attempt. A call that is refused costs its jobs, so the operator is told. All
 * else is answered as elsewhere.
 */
export function addCallErrors(scope: FastifyInstance, log: Log): void {
	scope.setErrorHandler(async (error, request, reply) => {
		if (request.method !== 'POST' || !(error instanceof HttpError)) throw error;
		if (error.statusCode === 503) {
			log.warn(
				{ problem: error.code },
				'A transformer call was broken off: too many large ones at once. It comes again.',
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
