/** What a route answers when the operator can't do what it was called for. */

import { badRequest, HttpError } from '../http/http-error.js';
import { OperatorError } from '../operate/operator.js';

/** Tries again after this long, in seconds. Our choice. */
const BUSY_SECONDS = 60;

/** Turns an `OperatorError` into its status: 400, 404, 409 or 429. */
export async function answer<T>(work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		throw error instanceof OperatorError ? toHttpError(error) : error;
	}
}

function toHttpError({ code, message }: OperatorError): HttpError {
	switch (code) {
		case 'unknown_pixel':
			return new HttpError(404, code, message);
		case 'bad_request':
			return badRequest(message);
		case 'conflict':
			return new HttpError(409, code, message);
		case 'busy':
			return new HttpError(429, 'queue_full', message, BUSY_SECONDS);
	}
}
