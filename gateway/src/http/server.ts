/** The part of the HTTP service that all protocols share. Their routes come as plugins. */

import { type FastifyInstance, type FastifyRequest, fastify, LogController } from 'fastify';
import { StartError } from '../start-error.js';
import { findBodyLimit, limitBody, MAX_BODY_BYTES } from './body-limit.js';
import type { BudgetShare } from './byte-budget.js';
import { addPublicErrorAnswers } from './error-answers.js';
import { HttpError } from './http-error.js';
import { BodyReader, type ReadBody } from './read-body.js';
import type { ServerPorts, ServerSettings } from './server-settings.js';

declare module 'fastify' {
	interface FastifyContextConfig {
		/** Largest body of the route, if not the usual one. */
		readonly maxBodyBytes?: number;
	}
}

/** Longest time for a whole request to arrive. */
const REQUEST_TIMEOUT_MS = 60_000;
/** Longer than the 60 s after which load balancers close idle connections, so that they close first. */
const KEEP_ALIVE_MS = 72_000;

/** Adds the routes of one protocol. */
export type RoutePlugin = (app: FastifyInstance, reader: BodyReader) => void | Promise<void>;

/** What protocols give to the server, which knows none of them. */
export interface Protocols {
	/** Sees every request before its body is read. */
	readonly front: (app: FastifyInstance) => void;
	readonly routes: readonly RoutePlugin[];
}

/** Creates a server, not yet listening. @throws StartError if `trustProxy` holds something other than addresses */
export async function createServer(
	settings: Pick<ServerSettings, 'trustProxy'>,
	ports: ServerPorts,
	{ front, routes }: Protocols,
): Promise<FastifyInstance> {
	const app = createFastify(settings, ports);
	addPublicErrorAnswers(app);
	addModeHeader(app, ports);
	app.addHook('onRequest', refuseTrace);
	front(app);
	addStopCheck(app, ports);
	const reader = new BodyReader();
	addFirstChecks(app, reader);
	for (const add of routes) await add(app, reader);
	return app;
}

function createFastify({ trustProxy }: Pick<ServerSettings, 'trustProxy'>, { log }: ServerPorts): FastifyInstance {
	try {
		return fastify({
			loggerInstance: log,
			logController: new LogController({ disableRequestLogging: true }),
			trustProxy,
			routerOptions: { ignoreTrailingSlash: true },
			requestTimeout: REQUEST_TIMEOUT_MS,
			keepAliveTimeout: KEEP_ALIVE_MS,
			forceCloseConnections: 'idle',
			return503OnClosing: false,
		});
	} catch (error) {
		if (!(error instanceof TypeError)) throw error;
		throw new StartError(`gateway.trustProxy: expected true, addresses or ranges, got ${JSON.stringify(trustProxy)}.`);
	}
}

function addModeHeader(app: FastifyInstance, { mode }: ServerPorts): void {
	if (mode !== 'sandbox') return;
	app.addHook('onRequest', async (_request, reply) => {
		reply.header('x-openai-ads-mode', 'sandbox');
	});
}

/** It would answer with the caller's own headers, cookies among them, and nobody needs it. (RFC 9110, section 9.3.8) */
async function refuseTrace({ method }: FastifyRequest): Promise<void> {
	if (method === 'TRACE') throw new HttpError(405, 'bad_request', 'TRACE is not answered. Use GET or POST.');
}

/** Applies to every request but those that were forwarded. */
function addStopCheck(app: FastifyInstance, { isStopping }: ServerPorts): void {
	app.addHook('onRequest', async (_request, reply) => {
		if (!isStopping()) return;
		reply.header('connection', 'close');
		throw new HttpError(503, 'shutting_down', 'The gateway is shutting down. Send again in a moment.', 5);
	});
}

/** Applies to every request to a route of the gateway, before its body is read. */
function addFirstChecks(app: FastifyInstance, reader: BodyReader): void {
	app.addHook('onRequest', async (request) => {
		limitBody(request, { bytes: request.routeOptions.config.maxBodyBytes ?? MAX_BODY_BYTES });
		ignoreContentType(request);
	});
	app.removeAllContentTypeParsers();
	app.addContentTypeParser(
		'*',
		createParser(app, reader, ({ json }) => json),
	);
}

/**
 * Creates a parser of bodies for a scope. What a body takes of the memory is given back when its request is over: its events
 * are held until they are on disk.
 *
 * @param choose what handlers get as `request.body`
 */
export function createParser<T>(scope: FastifyInstance, reader: BodyReader, choose: (body: ReadBody) => T) {
	const shares = new WeakMap<FastifyRequest, BudgetShare>();
	scope.addHook('preParsing', async (request, reply, payload) => {
		const share = reader.openShare();
		shares.set(request, share);
		reply.raw.once('close', share.release);
		return payload;
	});
	return async (request: FastifyRequest, stream: AsyncIterable<Buffer>): Promise<T> => {
		const share = shares.get(request) ?? reader.openShare();
		const encoding = request.headers['content-encoding'];
		return choose(await reader.read(stream, { share, limit: findBodyLimit(request), encoding }));
	};
}

/** Bodies are recognised by their bytes. Fastify would refuse an unreadable content type before they are read. */
function ignoreContentType({ headers }: FastifyRequest): void {
	if (headers['content-type'] !== undefined) headers['content-type'] = 'application/json';
}
