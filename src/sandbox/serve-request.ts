/** One request from its first byte to its answer: read, struck by a fault or judged, logged, answered. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { isRecord } from '../destination/primitives/json.js';
import type { Answer } from './answer.js';
import { answerControl, type Controls, isControlPath } from './control-routes.js';
import { errorAnswer } from './error-answer.js';
import { answerEvents, type Door, EVENTS_PATH } from './events-endpoint.js';
import type { Strike } from './fault.js';
import { type ArrivedRequest, readRequest } from './read-request.js';
import type { SandboxRequest } from './request-log.js';
import { sendAnswer } from './send-answer.js';
import { statusAnswer } from './status-answer.js';

const NO_STRIKE: Strike = { fault: {}, indexInError: true };
const NO_ANSWER: Answer = { status: 0, body: {} };
const SANDBOX_FAILED = errorAnswer(500, {
	message: '500: the sandbox failed',
	type: 'server_error',
	param: null,
	code: null,
});

/** Serves one request. Never throws: a mistake of ours is answered with 500, a client that hung up with nothing. */
export async function serveRequest(
	request: IncomingMessage,
	response: ServerResponse,
	door: Door,
	controls: Controls,
): Promise<void> {
	try {
		const receivedMs = door.nowMs();
		const arrived = await readRequest(request);
		if (arrived === undefined) return;
		if (isControlPath(arrived.path)) await sendAnswer(response, answerControl(arrived, controls));
		else await serveEvents({ ...arrived, receivedMs }, response, door, controls);
	} catch {
		if (response.headersSent) response.destroy();
		else await sendAnswer(response, SANDBOX_FAILED);
	}
}

// Logged before it is answered: whoever has the answer finds the request in the log.
async function serveEvents(
	arrived: ArrivedRequest & { readonly receivedMs: number },
	response: ServerResponse,
	door: Door,
	{ faults, requests }: Controls,
): Promise<void> {
	const isPost = arrived.path === EVENTS_PATH && arrived.method === 'POST';
	const strike = isPost ? faults.strike() : NO_STRIKE;
	const answer = chooseAnswer(arrived, strike, door);
	requests.push(toLogged(arrived, answer.status));
	await sendAnswer(response, answer, strike.fault);
}

function chooseAnswer(arrived: ArrivedRequest, { fault, indexInError }: Strike, door: Door): Answer {
	if (fault.reset) return NO_ANSWER;
	if (fault.status !== undefined) return statusAnswer(fault.status, fault.retryAfter);
	return answerEvents(arrived, door, indexInError);
}

function toLogged(arrived: ArrivedRequest & { readonly receivedMs: number }, status: number): SandboxRequest {
	const { method, path, pid, receivedMs, body, json } = arrived;
	const { events, validate_only } = isRecord(json) ? json : ({} as const);
	const eventCount = Array.isArray(events) ? events.length : 0;
	return { method, path, pid, receivedMs, status, eventCount, validateOnly: validate_only === true, body };
}
