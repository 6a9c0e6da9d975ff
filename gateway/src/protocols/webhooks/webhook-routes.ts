/** The routes that routers' webhooks post to. Each has a secret of its own; without one it is closed. */

import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { AcceptResult } from '../../accept/accept.js';
import { isErasure } from '../../accept/erasures.js';
import { limitBody } from '../../http/body-limit.js';
import { HttpError } from '../../http/http-error.js';
import { MAX_EVENT_BYTES, tooLargeEvent } from '../../http/json-outline.js';
import { keepEvents } from '../../http/keep-events.js';
import type { BodyReader } from '../../http/read-body.js';
import { createParser } from '../../http/server.js';
import type { ServerPorts, ServerSettings, WebhookSecrets } from '../../http/server-settings.js';
import type { Signatures } from '../../queue/signatures.js';
import { withTraceOf } from '../../traceparent.js';
import { createBearerGate } from './bearer-gate.js';
import type { Gate, WebhookBody } from './gate.js';
import { fromRouter } from './router-events.js';
import { createSegmentGate } from './segment-gate.js';
import { withRefusalLog } from './with-refusal-log.js';
import { keepWithoutErasures } from './without-erasures.js';

/** Routers hold server keys, so their events are trusted like a server's. */
const ROUTER = { allowsOrders: true, allowsErasure: true };
const NO_BODY: WebhookBody = { text: '', json: undefined };

export interface WebhookPorts extends ServerPorts {
	readonly signatures: Signatures;
}

type KeepEvents = (events: readonly unknown[]) => Promise<AcceptResult>;
/** Keeps events in the trace of their request. */
type KeepFrom = (headers: IncomingHttpHeaders) => KeepEvents;
/** Keeps the events of a body that was let in. */
type Keep = (json: unknown, isKnown: boolean, headers: IncomingHttpHeaders) => Promise<AcceptResult>;

export function addWebhookRoutes(
	app: FastifyInstance,
	settings: ServerSettings,
	ports: WebhookPorts,
	reader: BodyReader,
): void {
	const { segment, rudderstack } = settings.webhookSecrets;
	const keepFor = (webhook: keyof WebhookSecrets): KeepFrom => {
		const rights = { ...ROUTER, pixels: settings.webhookPixels[webhook], from: `${webhook} webhook` };
		return (headers) => (events) => keepEvents(events, withTraceOf(rights, headers), ports);
	};
	app.register(async (scope) => {
		keepText(scope, reader);
		const add = (url: string, gate: Gate, keepBody: Keep) =>
			addRoute(scope, url, withRefusalLog(gate, url, ports), keepBody);
		if (segment === undefined) addClosed(scope, '/webhook/segment', 'OPENAI_ADS_SEGMENT_WEBHOOK_SECRET');
		else add('/webhook/segment', createGateOfSegment(segment, settings, ports), keepSigned(keepFor('segment'), ports));
		if (rudderstack === undefined) addClosed(scope, '/webhook/rudderstack', 'OPENAI_ADS_RUDDERSTACK_WEBHOOK_SECRET');
		else {
			const keepFrom = keepFor('rudderstack');
			const keep: Keep = async (json, _isKnown, headers) => keepFrom(headers)(await fromRouter(json));
			add('/webhook/rudderstack', createBearerGate(rudderstack), keep);
		}
	});
}

function createGateOfSegment(secret: string, settings: ServerSettings, { signatures, nowMs }: WebhookPorts): Gate {
	return createSegmentGate({ secret, takesLists: settings.segmentBatches, signatures, nowMs });
}

function keepSigned(keepFrom: KeepFrom, { log }: WebhookPorts): Keep {
	const report = (refused: object) => log.error(refused, 'Events were refused and will not be sent.');
	return async (json, isKnown, headers) => {
		// Whoever has recorded a deletion must not be able to repeat it after the person has come back.
		if (isKnown && isErasure(json)) return { success: true, accepted: 1, refused: [], refusedCount: 0 };
		const events = await fromRouter(json);
		const keep = keepFrom(headers);
		return Array.isArray(json) ? keepWithoutErasures(events, keep, report) : keep(events);
	};
}

function addRoute(scope: FastifyInstance, url: string, gate: Gate, keep: Keep): void {
	scope.post<{ Body: WebhookBody | undefined }>(url, {
		onRequest: async (request) => {
			gate.checkHeaders(request.headers);
			if (gate.bodyLimit !== undefined) limitBody(request, gate.bodyLimit);
		},
		handler: async ({ headers, body = NO_BODY }) => {
			const entry = await gate.checkBody?.(headers, body);
			const answer = await keep(body.json, entry?.isKnown === true, headers);
			await entry?.onKept();
			return answer;
		},
	});
}

/** Answers before the body is read, as for a route that does not exist, but says which secret is missing. */
function addClosed(scope: FastifyInstance, url: string, variable: string): void {
	const refuse = async () => {
		throw new HttpError(404, 'not_found', `This webhook is closed. Start the gateway with ${variable} to open it.`);
	};
	scope.post(url, { onRequest: refuse, handler: refuse });
}

/** Keeps the text of bodies, for the routes of this scope only. */
function keepText(scope: FastifyInstance, reader: BodyReader): void {
	scope.removeAllContentTypeParsers();
	const parser = createParser(scope, reader, ({ bytes, json }): WebhookBody => {
		if (!Array.isArray(json) && bytes.length > MAX_EVENT_BYTES) throw tooLargeEvent();
		return { text: bytes.toString('utf8'), json };
	});
	scope.addContentTypeParser('*', parser);
}
