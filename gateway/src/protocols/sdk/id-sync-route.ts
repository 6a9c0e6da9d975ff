/** Gives the browser plugin's click cookie its full lifetime again, since some browsers cap that of cookies set by scripts. */

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DAY_MS } from 'openai-ads-destination/internal';
import { getDomain } from 'tldts';
import type { ServerPorts, ServerSettings } from '../../http/server-settings.js';
import { findClickCookie, toSetCookie } from './click-cookie.js';

/** What a browser says about a request from a page of the same site; no script can forge it. (Fetch Metadata, W3C, read 2026-11-23) */
const OWN_PAGES = new Set(['same-origin', 'same-site']);

/**
 * `GET /id-sync` takes no parameter and always answers 204, so that a page never sees an error from it:
 *
 * - with `Set-Cookie`, the same bytes, if the request comes from a page of the same site and carries an unexpired click
 * - without it otherwise
 */
export function addIdSyncRoute(app: FastifyInstance, { clickLifetimeDays }: ServerSettings, ports: ServerPorts): void {
	app.get('/id-sync', async (request, reply) => {
		reply.header('cache-control', 'no-store');
		const { protocol, host, headers } = request;
		const cookie = findClickCookie(headers.cookie, ports.nowMs(), clickLifetimeDays * DAY_MS);
		if (cookie !== undefined && isFromOwnPage(request)) {
			reply.header(
				'set-cookie',
				toSetCookie(cookie, { isSecure: protocol === 'https', domain: findCookieDomain(host) }),
			);
		}
		return reply.code(204).send();
	});
}

function isFromOwnPage({ headers }: FastifyRequest): boolean {
	return OWN_PAGES.has(String(headers['sec-fetch-site']));
}

/**
 * Finds the domain that the plugin finds by trial: the widest one that browsers accept. A cookie on any other domain would
 * be a second one of the same name, which the plugin on a sibling host could not erase.
 *
 *   findCookieDomain('events.shop.co.uk')   // 'shop.co.uk'
 *   findCookieDomain('me.github.io')        // 'me.github.io', a suffix that many share
 *   findCookieDomain('127.0.0.1:8787')      // undefined: a cookie of this host alone
 *
 * @source public suffix list, https://publicsuffix.org, as of the installed tldts
 */
export function findCookieDomain(host: string): string | undefined {
	return getDomain(host, { allowPrivateDomains: true }) ?? undefined;
}
