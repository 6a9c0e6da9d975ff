/** The front: requests for none of the gateway's own routes are forwarded to the upstream transformer, unread. */

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HttpError } from '../../http/http-error.js';
import type { Upstream } from './upstream.js';

/** Calls of rudder-server, from its sources and rudder-transformer's routes (read 2026-11-22). */
const RUDDERSTACK_CALL =
	/^\/(v\d+\/(destinations|sources)\/|(routertransform|batch|customtransform|deleteusers|transformation\/|extractlibs)(?![\w-]))/i;

/**
 * Adds the hook. Without an upstream it answers calls for RudderStack's other destinations with 503: a 404 would make
 * rudder-server drop their events.
 */
export function addFront(app: FastifyInstance, upstream: Upstream | undefined): void {
	app.addHook('onRequest', async (request, reply) => {
		if (!isForOthers(request)) return;
		if (upstream === undefined) {
			if (RUDDERSTACK_CALL.test(request.url)) throw noUpstream();
			return;
		}
		refusePages(request);
		reply.hijack();
		upstream.forward(request.raw, reply.raw);
	});
}

/** Browsers' preflight requests have an origin, and the gateway answers them itself. */
function isForOthers({ is404, method, headers }: FastifyRequest): boolean {
	return is404 || (method === 'OPTIONS' && headers.origin === undefined);
}

export function noUpstream(): HttpError {
	const message =
		'This gateway transforms only OPENAI_ADS_CAPI. Set gateway.upstream (OPENAI_ADS_TRANSFORMER_UPSTREAM) to the URL of rudder-transformer, or point DEST_TRANSFORM_URL there.';
	return new HttpError(503, 'no_upstream', message, 10);
}

/**
 * Refuses requests from web pages: rudder-server sends neither `Origin` nor `Sec-Fetch-Site`. An address typed by a person
 * (`none`) is let in.
 *
 * @throws HttpError 403
 */
export function refusePages({ headers }: FastifyRequest): void {
	const site = headers['sec-fetch-site'];
	if (headers.origin === undefined && (site === undefined || site === 'none')) return;
	throw new HttpError(403, 'origin_not_allowed', "RudderStack's transformer calls are not for web pages.");
}
