/** The routes that rudder-server calls: RudderStack's transformer protocol, for one destination. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DESTINATION_NAME } from 'openai-ads-destination/rudderstack';
import { HttpError } from '../../http/http-error.js';
import { callBatch } from './batch-call.js';
import type { TransformerPorts } from './bind-config.js';
import { isOurDestType, mayBeOurs } from './dest-type.js';
import { answerFeatures } from './features.js';
import { breakConnection, refusePages, warnNoUpstream } from './front.js';
import { HeldBodies, type HeldBody, MAX_CALL_BYTES } from './held-bodies.js';
import { callProcessor } from './processor-call.js';
import { callProxy } from './proxy-call.js';
import { callRouter } from './router-call.js';

/** rudder-server stops if this header is missing or holds another number. */
const API_VERSION = '2';
/** Our name in any case; other names are not our routes. */
const NAME = `:name(^${DESTINATION_NAME.replace(/[A-Z]/g, (letter) => `[${letter}${letter.toLowerCase()}]`)}$)`;
const config = { maxBodyBytes: MAX_CALL_BYTES };

type Call = (body: unknown, ports: TransformerPorts) => object | Promise<object>;

export async function addTransformerRoutes(app: FastifyInstance, ports: TransformerPorts): Promise<void> {
	await app.register(async (scope) => {
		holdBodies(scope);
		scope.addHook('onRequest', async (request, reply) => {
			refusePages(request);
			reply.header('apiVersion', API_VERSION);
		});
		addDestinationRoute(scope, `/v0/destinations/${NAME}`, callProcessor, ports);
		addDestinationRoute(scope, `/v1/destinations/${NAME}/proxy`, callProxy, ports);
		addSharedRoute(scope, '/routerTransform', callRouter, ports);
		addSharedRoute(scope, '/batch', callBatch, ports);
		scope.get('/features', async (_request, reply) => {
			const { status, contentType, body } = await answerFeatures(ports.upstream);
			return reply.code(status).type(contentType).send(body);
		});
	});
}

/** Keeps bodies as they came until the answer is sent. */
function holdBodies(scope: FastifyInstance): void {
	const bodies = new HeldBodies();
	scope.removeAllContentTypeParsers();
	scope.addContentTypeParser('*', (_request: FastifyRequest, stream: AsyncIterable<Buffer>) => bodies.hold(stream));
	scope.addHook('preHandler', async ({ body }, reply) => {
		const held = body as HeldBody | undefined; // From the parser above, if there was a body.
		if (held === undefined || held === null) return;
		if (reply.raw.closed) held.release();
		else reply.raw.once('close', held.release);
	});
}

function addDestinationRoute(scope: FastifyInstance, url: string, call: Call, ports: TransformerPorts): void {
	scope.post(url, { config }, async ({ body }) => call(await readJson(body), ports));
}

/** A route that all destinations share: the body says which one the call is for. */
function addSharedRoute(scope: FastifyInstance, url: string, call: Call, ports: TransformerPorts): void {
	scope.post(url, { config }, async (request, reply) => {
		const body = await readIfOurs(request, ports);
		return body === undefined ? forward(request, reply, ports) : call(body.json, ports);
	});
}

/**
 * Parses a call only if it may be for us.
 *
 * @returns `undefined` if the call is for another destination
 */
async function readIfOurs(
	{ body }: FastifyRequest,
	{ upstream }: TransformerPorts,
): Promise<{ readonly json: unknown } | undefined> {
	if (upstream === undefined) return ifOurs(await readJson(body));
	const content = await (body as HeldBody | undefined)?.inflated().catch(orUndefined); // From the parser above.
	return content !== undefined && mayBeOurs(content) ? ifOurs(await readJson(body)) : undefined;
}

/** A body that can't be inflated may be in an encoding that the upstream knows. One that is too large is refused here. */
function orUndefined(error: unknown): undefined {
	if (error instanceof HttpError && error.statusCode === 400) return undefined;
	throw error;
}

function ifOurs(json: unknown): { readonly json: unknown } | undefined {
	return isOurDestType(json) ? { json } : undefined;
}

async function readJson(body: unknown): Promise<unknown> {
	return (body as HeldBody | undefined)?.json(); // From the parser above; `undefined` without a body.
}

function forward(request: FastifyRequest, reply: FastifyReply, { upstream, log }: TransformerPorts): void {
	if (upstream === undefined) {
		warnNoUpstream(log);
		breakConnection(request, reply);
		return;
	}
	reply.hijack();
	upstream.forward(request.raw, reply.raw, (request.body as HeldBody | undefined)?.bytes ?? Buffer.alloc(0)); // As above.
}
