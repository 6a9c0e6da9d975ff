/** RudderStack's calls on the port of SDKs, where a `DEST_TRANSFORM_URL` may still point. They are not taken there. */

import type { FastifyInstance } from 'fastify';
import { HttpError } from '../../http/http-error.js';
import type { Log } from '../../log.js';
import { isRudderStackCall } from './rudderstack-paths.js';

/** Adds the hook: 404, and the operator is told where the calls belong. @param findPort the port that takes them, if one does */
export function addMovedCalls(app: FastifyInstance, log: Log, findPort: () => number | undefined): void {
	app.addHook('onRequest', async (request) => {
		if (!request.is404) return;
		const { url } = request;
		if (!isRudderStackCall(url) && !/^\/features(?![\w-])/i.test(url)) return;
		const place = describe(findPort());
		log.error(`RudderStack called the port of SDKs, and its events go nowhere. ${place}`);
		throw new HttpError(404, 'not_found', `RudderStack's transformer calls are not taken on this port. ${place}`);
	});
}

function describe(port: number | undefined): string {
	return port === undefined
		? 'They have a port of their own, which is closed: start the gateway with --transformer-port, and point DEST_TRANSFORM_URL there.'
		: `They are taken on port ${port}: point DEST_TRANSFORM_URL there.`;
}
