/** `POST /v1/events`: checks the request in OpenAI's order, then judges the events. */

import {
	invalidEvents,
	PID_MISSING,
	PID_UNKNOWN,
	refusedWithoutIndex,
	requestRefused,
	UNAUTHORIZED,
} from './error-answer.js';
import type { DrawnFault } from './fault.js';
import { NO_CONTENT } from './fault-problem.js';
import { judgeRequest } from './judge-request.js';
import type { ArrivedRequest } from './read-request.js';
import type { ReceivedEvents } from './received-events.js';
import type { SandboxAnswer } from './sandbox-answer.js';

export const EVENTS_PATH = '/v1/events';

/** Which requests have access, the current time, and where events are kept. */
export interface Access {
	readonly apiKey: string | undefined;
	readonly pixelId: string | undefined;
	readonly nowMs: () => number;
	readonly received: ReceivedEvents;
}

/**
 * Answers one request and stores the events of a good one, unless it asks for validation only.
 *
 * - 200 `{"accepted_events": n}`, duplicates included: they are accepted and ignored
 * - 404, 405 another path or method; 400 no pixel ID; 401 no key, or another one; 403 another pixel ID
 * - 413 more than 16 MB; 415 a content encoding, which OpenAI does not document
 * - 400 not JSON, a bad root field, a bad event; 422 an event outside the time window
 *
 * @param drawn its `indexInError`, `acceptedEvents`, `refusedEvent` and status 204 apply; they change nothing for a request that is refused anyway
 */
export function answerEvents(request: ArrivedRequest, access: Access, drawn: DrawnFault): SandboxAnswer {
	const answer = refuseRequest(request, access);
	if (answer !== undefined) return answer;
	const verdict = judgeRequest(request.json, access.nowMs(), drawn.indexInError);
	if (!verdict.ok) return verdict.answer;
	const { refusedEvent } = drawn.fault;
	if (refusedEvent !== undefined && refusedEvent < verdict.events.length) return refuseEvent(refusedEvent, drawn);
	const accepted = verdict.events.slice(0, drawn.fault.acceptedEvents);
	if (!verdict.validateOnly) access.received.add(request.pid ?? '', accepted);
	if (drawn.fault.status === NO_CONTENT) return { status: NO_CONTENT, body: undefined };
	return { status: 200, body: { accepted_events: accepted.length } };
}

function refuseEvent(index: number, { indexInError }: DrawnFault): SandboxAnswer {
	if (!indexInError) return refusedWithoutIndex(400);
	const param = `events[${index}]`;
	return invalidEvents(index, [{ message: `${param}: refused by a fault`, param, code: 'invalid_value' }]);
}

/** Also for whoever opens the address in a browser. */
const NO_ROUTE = `Expected ${EVENTS_PATH}: this is a sandbox of OpenAI's Events API. What it received is at /_sandbox/events.`;

function refuseRequest(request: ArrivedRequest, { apiKey, pixelId }: Access): SandboxAnswer | undefined {
	const { path, method, bearer, pid } = request;
	if (path !== EVENTS_PATH) return requestRefused(404, 'path', 'not_found', NO_ROUTE);
	if (method !== 'POST') {
		const refusal = requestRefused(405, 'method', 'method_not_allowed', 'Expected POST.');
		return { ...refusal, headers: { allow: 'POST' } };
	}
	if (pid === undefined) return PID_MISSING;
	if (bearer === undefined || (apiKey !== undefined && bearer !== apiKey)) return UNAUTHORIZED;
	if (pixelId !== undefined && pid !== pixelId) return PID_UNKNOWN;
	return refuseBody(request);
}

function refuseBody({ isTooLarge, contentEncoding, json }: ArrivedRequest): SandboxAnswer | undefined {
	if (isTooLarge) return requestRefused(413, 'body', 'request_too_large', 'Expected at most 16 MB.');
	if (contentEncoding.toLowerCase() !== 'identity') {
		return requestRefused(415, 'content-encoding', 'unsupported_encoding', 'Expected a body without content encoding.');
	}
	if (json === undefined) return requestRefused(400, 'body', 'invalid_json', 'Expected JSON in UTF-8.');
	return undefined;
}
