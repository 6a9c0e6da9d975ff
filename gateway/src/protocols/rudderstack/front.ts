/** The front: requests for none of the gateway's own calls are forwarded to the upstream transformer, unread. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { HttpError } from '../../http/http-error.js';
import type { Log } from '../../log.js';
import { isRudderStackCall } from './rudderstack-paths.js';
import { endUnserved } from './unserved.js';
import type { Upstream } from './upstream.js';

export interface FrontPorts {
	/** RudderStack's own transformer; `undefined` if there is none behind the gateway. */
	readonly upstream: Upstream | undefined;
	readonly log: Log;
	isStopping(): boolean;
}

/** Adds the hook. Calls that can't be forwarded end as `turnAway` says; without an upstream, unknown paths are 404. */
export function addFront(app: FastifyInstance, { upstream, log, isStopping }: FrontPorts): void {
	app.addHook('onRequest', async (request, reply) => {
		if (isStopping()) return turnAway(request, reply);
		if (!request.is404) return;
		refusePages(request);
		if (upstream !== undefined) {
			reply.hijack();
			upstream.forward(request.raw, reply.raw);
		} else if (request.method === 'POST' && isRudderStackCall(request.url)) {
			warnNoUpstream(log);
			turnAway(request, reply);
		}
	});
}

/** Takes the answer out of fastify's hands and ends the call as `endUnserved` says. */
export function turnAway({ raw }: FastifyRequest, reply: FastifyReply): void {
	reply.hijack();
	endUnserved(raw, reply.raw);
}

export function warnNoUpstream(log: Log): void {
	log.warn(
		'A call for another destination was turned away, and comes again: this gateway transforms only OPENAI_ADS_CAPI. Set gateway.upstream (OPENAI_ADS_TRANSFORMER_UPSTREAM) to the URL of rudder-transformer, or point DEST_TRANSFORM_URL there.',
	);
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
