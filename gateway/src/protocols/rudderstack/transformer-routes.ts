/** The routes that rudder-server calls: RudderStack's transformer protocol, for one destination. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DESTINATION_NAME } from 'openai-ads-destination/rudderstack';
import { HttpError } from '../../http/http-error.js';
import { callBatch } from './batch-call.js';
import { isOurDestType, mayBeOurs } from './dest-type.js';
import { answerFeatures } from './features.js';
import { noUpstream, refusePages } from './front.js';
import { BodyRoom, type HeldBody, MAX_CALL_BYTES } from './held-body.js';
import type { TransformerPorts } from './own-config.js';
import { callProcessor } from './processor-call.js';
import { callProxy } from './proxy-call.js';
import { callRouter } from './router-call.js';

/** rudder-server stops where this header is missing or says another number. */
const API_VERSION = '2';
/** Our name in whatever case; other names are no routes of ours. */
const NAME = `:name(^${DESTINATION_NAME.replace(/[A-Z]/g, (letter) => `[${letter}${letter.toLowerCase()}]`)}$)`;
const config = { maxBodyBytes: MAX_CALL_BYTES };

type Call = (body: unknown, ports: TransformerPorts) => object | Promise<object>;

export async function addTransformerRoutes(app: FastifyInstance, ports: TransformerPorts): Promise<void> {
	await app.register(async (room) => {
		holdBodies(room);
		room.addHook('onRequest', async (request, reply) => {
			refusePages(request);
			reply.header('apiVersion', API_VERSION);
		});
		addOwnRoute(room, `/v0/destinations/${NAME}`, callProcessor, ports);
		addOwnRoute(room, `/v1/destinations/${NAME}/proxy`, callProxy, ports);
		addSharedRoute(room, '/routerTransform', callRouter, ports);
		addSharedRoute(room, '/batch', callBatch, ports);
		room.get('/features', async (_request, reply) => {
			const { status, contentType, body } = await answerFeatures(ports.upstream);
			return reply.code(status).type(contentType).send(body);
		});
	});
}

/** Bodies are kept as they came until the answer is out. */
function holdBodies(room: FastifyInstance): void {
	const bodies = new BodyRoom();
	room.removeAllContentTypeParsers();
	room.addContentTypeParser('*', (_request: FastifyRequest, stream: AsyncIterable<Buffer>) => bodies.hold(stream));
	room.addHook('preHandler', async ({ body }, reply) => {
		const held = body as HeldBody | undefined; // From the parser above, if there was a body.
		if (held === undefined || held === null) return;
		if (reply.raw.closed) held.release();
		else reply.raw.once('close', held.release);
	});
}

function addOwnRoute(room: FastifyInstance, url: string, call: Call, ports: TransformerPorts): void {
	room.post(url, { config }, async ({ body }) => call(await readJson(body), ports));
}

/** A route that all destinations share: the body says for whom it is. */
function addSharedRoute(room: FastifyInstance, url: string, call: Call, ports: TransformerPorts): void {
	room.post(url, { config }, async (request, reply) => {
		const body = await readOurs(request, ports);
		return body === undefined ? handOn(request, reply, ports) : call(body.json, ports);
	});
}

/**
 * Parses only what may be for us.
 *
 * @returns `undefined` if the call is for another destination
 */
async function readOurs(
	{ body }: FastifyRequest,
	{ upstream }: TransformerPorts,
): Promise<{ readonly json: unknown } | undefined> {
	if (upstream === undefined) return keepOurs(await readJson(body));
	const content = await (body as HeldBody | undefined)?.inflated().catch(orUndefined); // From the parser above.
	return content !== undefined && mayBeOurs(content) ? keepOurs(await readJson(body)) : undefined;
}

/** An encoding that only the upstream may know. What is too large, or too much at once, is refused here. */
function orUndefined(error: unknown): undefined {
	if (error instanceof HttpError && error.statusCode === 400) return undefined;
	throw error;
}

function keepOurs(json: unknown): { readonly json: unknown } | undefined {
	return isOurDestType(json) ? { json } : undefined;
}

async function readJson(body: unknown): Promise<unknown> {
	return (body as HeldBody | undefined)?.json(); // From the parser above; without a body there is none.
}

function handOn(request: FastifyRequest, reply: FastifyReply, { upstream }: TransformerPorts): void {
	if (upstream === undefined) throw noUpstream();
	reply.hijack();
	upstream.forward(request.raw, reply.raw, (request.body as HeldBody | undefined)?.bytes ?? Buffer.alloc(0)); // As above.
}
