/** The routes for SDKs that send straight to the gateway. */

import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { SenderRights } from '../../accept/accept.js';
import { isAllowedOrigin } from '../../http/allowed-origins.js';
import { type BodyLimit, limitBody, MAX_BODY_BYTES } from '../../http/body-limit.js';
import { HttpError } from '../../http/http-error.js';
import { MAX_EVENT_BYTES } from '../../http/json-outline.js';
import { keepEvents } from '../../http/keep-events.js';
import type { ServerPorts, ServerSettings } from '../../http/server-settings.js';
import { isOpenToAll } from '../../settings/write-keys.js';
import { withTraceOf } from '../../traceparent.js';
import { type Arrival, fromBatch, fromSingle } from './analytics-events.js';
import { type FindKey, findBasicUser, findQueryKey, findWriteKey, type KeyHolder } from './write-keys.js';

const BATCH_ROUTES = ['/v1/batch', '/v1/b', '/beacon/v1/batch'];
/** analytics.js uses the one-letter routes. */
const SINGLE_ROUTES = {
	track: ['/v1/track', '/v1/t'],
	page: ['/v1/page', '/v1/p'],
	screen: ['/v1/screen', '/v1/s'],
	identify: ['/v1/identify', '/v1/i'],
	group: ['/v1/group', '/v1/g'],
	alias: ['/v1/alias', '/v1/a'],
};

interface Ports extends ServerPorts {
	readonly findKey: FindKey;
	/** Is given the address that sent an unknown key, or none. */
	reportUnknownKey(address: string): void;
}
type ToEvents = (body: unknown, arrival: Arrival) => unknown[] | Promise<unknown[]>;

/** Of a request whose header or query has no good key: the key may stand in the body. (product decision) */
const KEYLESS: BodyLimit = { bytes: 512 * 1024, reason: ' without a write key in `Authorization` or ?writeKey=' };
const ONE_EVENT: BodyLimit = { bytes: MAX_EVENT_BYTES, reason: ' for one event' };
const BATCH: BodyLimit = { bytes: MAX_BODY_BYTES };

/** One kind of route. */
interface RouteKind {
	readonly limit: BodyLimit;
	readonly toEvents: ToEvents;
}

export function addEventRoutes(app: FastifyInstance, settings: ServerSettings, ports: Ports): void {
	const add = (urls: readonly string[], kind: RouteKind) => {
		for (const url of urls) addRoute(app, url, kind, settings, ports);
	};
	add(BATCH_ROUTES, { limit: BATCH, toEvents: fromBatch });
	for (const [type, urls] of Object.entries(SINGLE_ROUTES)) {
		add(urls, { limit: ONE_EVENT, toEvents: (body, arrival) => fromSingle(body, type, arrival) });
	}
}

function addRoute(app: FastifyInstance, url: string, kind: RouteKind, settings: ServerSettings, ports: Ports): void {
	const holders = new WeakMap<FastifyRequest, KeyHolder>();
	app.post(url, {
		// Refuses before the body is read if the header holds an unknown key.
		onRequest: async (request) => {
			const user = findBasicUser(request);
			if (user !== undefined) checkKey(ports, user, request);
			const hasKey = ports.findKey(user ?? findQueryKey(request)) !== undefined;
			limitBody(request, hasKey ? kind.limit : KEYLESS);
		},
		preValidation: async (request) => {
			const holder = checkKey(ports, findWriteKey(request), request);
			if (holder.kind === 'browser') checkOrigin(request.headers.origin, settings.corsOrigins);
			else if (isOpenToAll(settings)) checkForeignPage(request.headers.origin, settings);
			holders.set(request, holder);
		},
		config: { rateLimit: browserLimit(settings, (request) => holders.get(request)?.kind === 'browser') },
		handler: async (request) => {
			const events = await kind.toEvents(request.body, toArrival(request, ports.nowMs()));
			const rights = toRights(holders.get(request) ?? NOBODY);
			return keepEvents(events, withTraceOf(rights, request.headers), ports);
		},
	});
}

/** Browser keys are public, so the requests of one address are limited. Those of servers are not. */
function browserLimit({ browserRequestsPerMinute }: ServerSettings, isLimited: (request: FastifyRequest) => boolean) {
	return {
		hook: 'preHandler' as const,
		max: browserRequestsPerMinute,
		timeWindow: 60_000,
		allowList: (request: FastifyRequest) => !isLimited(request),
		errorResponseBuilder: (_request: FastifyRequest, { ttl }: { ttl: number }) =>
			new HttpError(429, 'rate_limited', 'Too many requests from this address.', Math.ceil(ttl / 1000)),
	};
}

function checkKey({ findKey, reportUnknownKey }: Ports, key: string | undefined, { ip }: FastifyRequest): KeyHolder {
	const holder = findKey(key);
	if (holder !== undefined) return holder;
	reportUnknownKey(ip);
	const message =
		key === undefined
			? 'No write key. Send it as the Basic auth username, as `writeKey` in the body, or as ?writeKey=.'
			: 'Unknown write key. Use one that the gateway was started with.';
	throw new HttpError(401, 'unknown_write_key', message);
}

/** Whoever was not let in. */
const NOBODY: KeyHolder = { kind: 'browser', pixels: [], allowsOrders: false };

function toRights({ kind, pixels, allowsOrders, label }: KeyHolder): SenderRights {
	const from = label === undefined ? {} : { from: label };
	return { tier: kind, pixels, allowsOrders, allowsErasure: kind === 'server', ...from };
}

function checkOrigin(origin: string | undefined, allowed: readonly string[]): void {
	if (origin !== undefined && allowed.includes(origin)) return;
	const message = 'Browser write keys are accepted only from the configured origins. Add this one to corsOrigins.';
	throw new HttpError(401, 'origin_not_allowed', message);
}

/** Without write keys the gateway trusts this machine, but not every page that its browser shows. */
function checkForeignPage(origin: string | undefined, settings: ServerSettings): void {
	if (origin === undefined || isAllowedOrigin(origin, settings)) return;
	const message = 'Without write keys only pages from this machine may send events. Add this origin to corsOrigins.';
	throw new HttpError(401, 'origin_not_allowed', message);
}

function toArrival(request: FastifyRequest, receivedAtMs: number): Arrival {
	return { receivedAtMs, ip: request.ip, hasOrigin: request.headers.origin !== undefined };
}
