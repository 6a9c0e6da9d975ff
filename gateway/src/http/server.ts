/** The part of the HTTP service that all protocols share. Their routes come as plugins. */

import cors from '@fastify/cors';
import rateLimit from '@fastify/rate-limit';
import { type FastifyInstance, type FastifyRequest, fastify, LogController } from 'fastify';
import { StartError } from '../start-error.js';
import { isAllowedOrigin } from './allowed-origins.js';
import { addErrorAnswers } from './error-answers.js';
import { addHealthRoutes } from './health-routes.js';
import { HttpError, tooLarge } from './http-error.js';
import { BodyReader, MAX_BODY_BYTES } from './read-body.js';
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

/** Creates the server, not yet listening. @throws StartError if `trustProxy` holds something other than addresses */
export async function createServer(
	settings: ServerSettings,
	ports: ServerPorts,
	{ front, routes }: Protocols,
): Promise<FastifyInstance> {
	const app = createFastify(settings, ports);
	addErrorAnswers(app);
	addStopCheck(app, ports);
	front(app);
	const reader = new BodyReader();
	addFirstChecks(app, reader);
	await app.register(cors, {
		origin: async (origin: string | undefined) => origin !== undefined && isAllowedOrigin(origin, settings),
		credentials: true,
		maxAge: 600,
	});
	await app.register(rateLimit, { global: false });
	for (const add of routes) await add(app, reader);
	addHealthRoutes(app, ports);
	return app;
}

function createFastify({ trustProxy }: ServerSettings, { log }: ServerPorts): FastifyInstance {
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

/** Applies to every request, including those for the upstream. */
function addStopCheck(app: FastifyInstance, { mode, isStopping }: ServerPorts): void {
	app.addHook('onRequest', async (_request, reply) => {
		if (mode === 'sandbox') reply.header('x-openai-ads-mode', 'sandbox');
		if (isStopping()) {
			reply.header('connection', 'close');
			throw new HttpError(503, 'shutting_down', 'The gateway is shutting down. Send again in a moment.', 5);
		}
	});
}

/** Applies to every request to a route of the gateway, before its body is read. */
function addFirstChecks(app: FastifyInstance, reader: BodyReader): void {
	app.addHook('onRequest', async (request) => {
		const { maxBodyBytes = MAX_BODY_BYTES } = request.routeOptions.config;
		if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) throw tooLarge(maxBodyBytes);
		ignoreContentType(request);
	});
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', (_request: FastifyRequest, stream: AsyncIterable<Buffer>) => reader.read(stream));
}

/** Bodies are recognised by their bytes. Fastify would refuse an unreadable content type before they are read. */
function ignoreContentType({ headers }: FastifyRequest): void {
	if (headers['content-type'] !== undefined) headers['content-type'] = 'application/json';
}
