/** Every refusal has one form, whoever found the fault: `{"success":false,"error":{"code","message"}}`. */

import type { FastifyInstance } from 'fastify';
import { HttpError, toErrorBody, toErrorHeaders } from './http-error.js';

const NO_ROUTE = 'No such route. SDKs send to /v1/batch or /v1/track; docs/gateway.md lists them all.';

export function addErrorAnswers(app: FastifyInstance, message = NO_ROUTE): void {
	app.setNotFoundHandler(async (request, reply) => {
		request.log.debug({ method: request.method }, 'Unknown route.');
		return reply.code(404).send(toErrorBody('not_found', message));
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
