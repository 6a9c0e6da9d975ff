/**
 * The error bodies of the Events API. Those marked "recorded" are OpenAI's own words; the others follow their shape.
 * They name paths and rules only, never a value of an event.
 *
 * @source error bodies in RudderStack's test fixtures and OpenAI's forum, threads 1381420 and 1381984 (read 2026-11-22)
 */

import type { SandboxAnswer } from './sandbox-answer.js';

/** The inside of `{"error": ...}`. */
export interface ErrorBody {
	readonly message: string;
	readonly type?: string;
	readonly param: string | null;
	readonly code: string | null;
	readonly errors?: readonly FieldError[];
}

/** One broken rule of one event: `param` is `events[1].data.type`. */
export interface FieldError {
	readonly message: string;
	readonly param: string;
	readonly code: string;
}

/** An answer with OpenAI's error envelope around `error`. */
export function errorAnswer(
	status: number,
	error: ErrorBody,
	headers?: Readonly<Record<string, string>>,
): SandboxAnswer {
	return { status, body: { error }, ...(headers && { headers }) };
}

/** Recorded. No key, or not the sandbox's `apiKey`. */
export const UNAUTHORIZED = errorAnswer(401, {
	message: 'Unauthorized',
	type: 'invalid_request_error',
	param: null,
	code: null,
});

/** Recorded, word for word. */
export const PID_MISSING = errorAnswer(400, {
	message: "[{'type': 'missing', 'loc': ('query', 'pid'), 'msg': 'Field required', 'input': None}]",
	type: 'invalid_request_error',
	param: null,
	code: null,
});

/** Recorded. The pixel ID is not the sandbox's `pixelId`. */
export const PID_UNKNOWN = errorAnswer(403, {
	message: '403: unknown pid',
	type: 'server_error',
	param: null,
	code: null,
});

/** Refuses the request as a whole. `param` names the root field or header at fault. */
export function requestRefused(status: number, param: string, code: string, message: string): SandboxAnswer {
	return errorAnswer(status, { message, type: 'invalid_request_error', param, code });
}

/** Recorded shape, but `errors` names every bad event, not only the first. */
export function invalidEvents(firstIndex: number, errors: readonly FieldError[]): SandboxAnswer {
	const param = `events[${firstIndex}]`;
	const message = `Invalid event at ${param}. See errors for details.`;
	return errorAnswer(400, { message, type: 'invalid_request_error', param, code: 'invalid_event', errors });
}

/** Recorded shape: every event is well-formed, but some are outside the time window. */
export function outOfWindow(errors: readonly [FieldError, ...FieldError[]]): SandboxAnswer {
	const [{ message, param, code }] = errors;
	return errorAnswer(422, { message, type: 'invalid_request_error', param, code, errors });
}

/** An event is at fault, but the answer does not say which. */
export function refusedWithoutIndex(status: number): SandboxAnswer {
	return requestRefused(status, 'events', 'invalid_event', 'Invalid event in the request.');
}
