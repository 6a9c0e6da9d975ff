/** `POST /v1/events`: the checks of OpenAI's door in their order, then the verdict on the events. */

import type { Answer } from './answer.js';
import { PID_MISSING, PID_UNKNOWN, requestRefused, UNAUTHORIZED } from './error-answer.js';
import { judgeRequest } from './judge-request.js';
import type { ArrivedRequest } from './read-request.js';
import type { ReceivedEvents } from './received-events.js';

export const EVENTS_PATH = '/v1/events';

/** Whom the door lets in, what time it is there, and where the events go. */
export interface Door {
	readonly apiKey: string | undefined;
	readonly pixelId: string | undefined;
	readonly nowMs: () => number;
	readonly received: ReceivedEvents;
}

/**
 * Answers one request and stores the events of a good one, unless they were only to be validated.
 *
 * - 200 `{"accepted_events": n}`, duplicates included: they are accepted and ignored
 * - 404, 405 another path or method; 401 no bearer, or another key; 400, 403 no pixel ID, or another one
 * - 413 more than 16 MB; 415 a content encoding, which OpenAI does not document
 * - 400 not JSON, a bad root field, a bad event; 422 an event out of the time window
 */
export function answerEvents(request: ArrivedRequest, door: Door, indexInError: boolean): Answer {
	const answer = refuseAtTheDoor(request, door);
	if (answer !== undefined) return answer;
	const verdict = judgeRequest(request.json, door.nowMs(), indexInError);
	if (!verdict.ok) return verdict.answer;
	if (!verdict.validateOnly) door.received.add(request.pid ?? '', verdict.events);
	return { status: 200, body: { accepted_events: verdict.events.length } };
}

function refuseAtTheDoor(request: ArrivedRequest, { apiKey, pixelId }: Door): Answer | undefined {
	const { path, method, bearer, pid } = request;
	if (path !== EVENTS_PATH) return requestRefused(404, 'path', 'not_found', `Expected ${EVENTS_PATH}.`);
	if (method !== 'POST') {
		const refusal = requestRefused(405, 'method', 'method_not_allowed', 'Expected POST.');
		return { ...refusal, headers: { allow: 'POST' } };
	}
	if (bearer === undefined || (apiKey !== undefined && bearer !== apiKey)) return UNAUTHORIZED;
	if (pid === undefined) return PID_MISSING;
	if (pixelId !== undefined && pid !== pixelId) return PID_UNKNOWN;
	return refuseBody(request);
}

function refuseBody({ isTooLarge, contentEncoding, json }: ArrivedRequest): Answer | undefined {
	if (isTooLarge) return requestRefused(413, 'body', 'request_too_large', 'Expected at most 16 MB.');
	if (contentEncoding.toLowerCase() !== 'identity') {
		return requestRefused(415, 'content-encoding', 'unsupported_encoding', 'Expected a body without content encoding.');
	}
	if (json === undefined) return requestRefused(400, 'body', 'invalid_json', 'Expected JSON in UTF-8.');
	return undefined;
}
