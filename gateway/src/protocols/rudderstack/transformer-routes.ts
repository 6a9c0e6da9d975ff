/** The routes that rudder-server calls: RudderStack's transformer protocol, for one destination. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DESTINATION_NAME } from 'openai-ads-destination/rudderstack';
import { HttpError } from '../../http/http-error.js';
import { inTraceOf } from '../../traceparent.js';
import { BATCH } from './batch-call.js';
import type { TransformerPorts } from './bind-config.js';
import { addCallErrors } from './call-errors.js';
import { isOurDestType, mayBeOurs, namesDestination } from './dest-type.js';
import { answerFeatures } from './features.js';
import { breakConnection, refusePages, warnNoUpstream } from './front.js';
import { HeldBodies, type HeldBody, MAX_CALL_BYTES } from './held-bodies.js';
import { answerCall, type OwnCall } from './own-call.js';
import { MAX_OWN_CALL_BYTES, type ParsedCall } from './parse-call.js';
import { PROCESSOR } from './processor-call.js';
import { PROXY } from './proxy-call.js';
import { ROUTER } from './router-call.js';
import { toAnswerBody } from './write-answer.js';

/** rudder-server stops if this header is missing or holds another number. */
const API_VERSION = '2';
/** Our name in any case; other names are not our routes. */
const NAME = `:name(^${DESTINATION_NAME.replace(/[A-Z]/g, (letter) => `[${letter}${letter.toLowerCase()}]`)}$)`;
const OWN = { maxBodyBytes: MAX_OWN_CALL_BYTES };
const SHARED = { maxBodyBytes: MAX_CALL_BYTES };
const NO_BODY: ParsedCall = { json: undefined, tooLarge: 0 };

export async function addTransformerRoutes(app: FastifyInstance, ports: TransformerPorts): Promise<void> {
	await app.register(async (scope) => {
		holdBodies(scope);
		addCallErrors(scope, ports.log);
		scope.addHook('onRequest', async (request, reply) => {
			refusePages(request);
			reply.header('apiVersion', API_VERSION);
		});
		addDestinationRoute(scope, `/v0/destinations/${NAME}`, PROCESSOR, ports);
		addDestinationRoute(scope, `/v1/destinations/${NAME}/proxy`, PROXY, ports);
		addSharedRoute(scope, '/routerTransform', ROUTER, ports);
		addSharedRoute(scope, '/batch', BATCH, ports);
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
	scope.addContentTypeParser('*', ({ routeOptions }: FastifyRequest, stream: AsyncIterable<Buffer>) =>
		bodies.hold(stream, routeOptions.config.maxBodyBytes),
	);
	scope.addHook('preHandler', async ({ body }, reply) => {
		const held = body as HeldBody | undefined; // From the parser above, if there was a body.
		if (held === undefined || held === null) return;
		if (reply.raw.closed) held.release();
		else reply.raw.once('close', held.release);
	});
}

function addDestinationRoute(scope: FastifyInstance, url: string, call: OwnCall, ports: TransformerPorts): void {
	scope.post(url, { config: OWN }, async (request, reply) => {
		const parsed = await parse(request.body, call);
		return inTraceOf(request.headers, () => answer(reply, call, parsed, ports));
	});
}

/** A route that all destinations share: the body says which one the call is for. */
function addSharedRoute(scope: FastifyInstance, url: string, call: OwnCall, ports: TransformerPorts): void {
	scope.post(url, { config: SHARED }, async (request, reply) => {
		const parsed = await parseIfOurs(request, call, ports);
		return parsed === undefined ? forward(request, reply, ports) : answer(reply, call, parsed, ports);
	});
}

async function answer(reply: FastifyReply, call: OwnCall, parsed: ParsedCall, ports: TransformerPorts) {
	return reply.type('application/json; charset=utf-8').send(toAnswerBody(await answerCall(call, parsed, ports)));
}

/**
 * Parses a call only if it may be for us.
 *
 * @returns `undefined` if the call is for another destination
 * @throws HttpError 400 if it is for none, and there is no upstream that might know better
 */
async function parseIfOurs(
	{ body }: FastifyRequest,
	call: OwnCall,
	{ upstream }: TransformerPorts,
): Promise<ParsedCall | undefined> {
	if (upstream !== undefined) {
		const content = await (body as HeldBody | undefined)?.inflated().catch(orUndefined); // From the parser above.
		if (content === undefined || !mayBeOurs(content)) return undefined;
	}
	const parsed = await parse(body, call);
	if (isOurDestType(parsed.json)) return parsed;
	// Nothing that rudder-server sends, so nobody has to keep it.
	if (upstream === undefined && !namesDestination(parsed.json)) throw new HttpError(400, 'bad_request', NAMELESS);
	return undefined;
}

const NAMELESS = 'body.destType: expected the name of a destination, such as OPENAI_ADS_CAPI.';

/** A body that can't be inflated may be in an encoding that the upstream knows. One that is too large is refused here. */
function orUndefined(error: unknown): undefined {
	if (error instanceof HttpError && error.statusCode === 400) return undefined;
	throw error;
}

async function parse(body: unknown, { shape }: OwnCall): Promise<ParsedCall> {
	return (await (body as HeldBody | undefined)?.parse(shape)) ?? NO_BODY; // From the parser above, if there was a body.
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
