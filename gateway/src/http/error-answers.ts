/** Every refusal has one form, whoever found the fault: `{"success":false,"error":{"code","message"}}`. */

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HttpError, toErrorBody, toErrorHeaders } from './http-error.js';

const NO_ROUTE = 'No such route. SDKs send to /v1/batch or /v1/track; docs/gateway.md lists them all.';

/** For a person who opened the address of the SDKs. */
const NO_PAGE = `This is an openai-ads gateway, and there is no page at this address.

Is it ready to take events?      /readyz
Where do SDKs send them?         /v1/batch, /v1/track and others: docs/gateway.md
What became of each event, why?  the inspector, at the address that the gateway printed when it started;
                                 on its own machine http://127.0.0.1:8789 unless its settings say otherwise
`;

/**
 * Adds the answers to unknown routes and to whatever a handler throws.
 *
 * @param message what a program is told that asks for an unknown route
 * @param page the same for a browser; it gets the message unless there is one
 */
export function addErrorAnswers(app: FastifyInstance, message = NO_ROUTE, page?: string): void {
	app.setNotFoundHandler(async (request, reply) => {
		request.log.debug({ method: request.method }, 'Unknown route.');
		reply.code(404).header('cache-control', 'no-store');
		if (page !== undefined && isBrowser(request)) return reply.type('text/plain; charset=utf-8').send(page);
		return reply.send(toErrorBody('not_found', message));
	});
	app.setErrorHandler(async (error, request, reply) => {
		if (request.raw.destroyed && !request.raw.complete) {
			request.log.debug({ err: error, route: request.routeOptions.url }, 'A client broke off its request.');
			return reply.code(400).send(toErrorBody('bad_request', 'The request ended early.'));
		}
		const httpError = toHttpError(error);
		if (FAILURES.has(httpError.code)) {
			request.log.error({ err: error, route: request.routeOptions.url }, 'A request could not be answered.');
		}
		return reply
			.headers(toErrorHeaders(httpError))
			.code(httpError.statusCode)
			.send(toErrorBody(httpError.code, httpError.message));
	});
}

/** For the port that SDKs send to. */
export function addPublicErrorAnswers(app: FastifyInstance): void {
	addErrorAnswers(app, NO_ROUTE, NO_PAGE);
}

function isBrowser({ method, headers }: Pick<FastifyRequest, 'method' | 'headers'>): boolean {
	return method === 'GET' && headers.accept?.includes('text/html') === true;
}

function toHttpError(error: unknown): HttpError {
	if (error instanceof HttpError) return error;
	const { statusCode, code } = error as { statusCode?: unknown; code?: unknown };
	if (code === 'storage_damaged') return DAMAGED;
	if (code === 'storage_failed' || String(code).startsWith('SQLITE_')) {
		return new HttpError(503, 'storage_failed', 'The events could not be written to disk. Send them again later.', 10);
	}
	if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) {
		return new HttpError(statusCode, 'bad_request', 'The request could not be read.');
	}
	return new HttpError(500, 'internal_error', 'The gateway failed, not the request. Send it again later.');
}

/** Not the sender's fault. */
const FAILURES: ReadonlySet<string> = new Set(['storage_failed', 'storage_damaged', 'internal_error']);
/** It takes a person: senders that resend for long find the gateway again. */
const DAMAGED = new HttpError(
	503,
	'storage_damaged',
	'The file of the queue is damaged: nothing is taken in until the gateway is started again. Send the events again later.',
	60,
);
