/** Keeps web pages away from calls that carry no key. */

import type { FastifyRequest } from 'fastify';
import { HttpError } from '../../http/http-error.js';

/**
 * Refuses what a page of a browser has sent: rudder-server sends no `Origin` and no `Sec-Fetch-Site`. An address typed by a
 * person (`none`) passes.
 *
 * @throws HttpError 403
 */
export function refusePages({ headers }: FastifyRequest): void {
	const site = headers['sec-fetch-site'];
	if (headers.origin === undefined && (site === undefined || site === 'none')) return;
	throw new HttpError(403, 'origin_not_allowed', "RudderStack's transformer calls are not for web pages.");
}
