/** One request from its first byte to its answer: it is read, met by a fault or judged, logged and answered. */

import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isRecord } from '../destination/primitives/json.js';
import { answerControl, type Controls, isControlPath } from './control-routes.js';
import { errorAnswer } from './error-answer.js';
import { type Access, answerEvents, EVENTS_PATH } from './events-endpoint.js';
import type { DrawnFault } from './fault.js';
import { NO_CONTENT } from './fault-problem.js';
import { type ArrivedRequest, readRequest } from './read-request.js';
import type { SandboxRequest } from './request-log.js';
import type { SandboxAnswer } from './sandbox-answer.js';
import { sendAnswer, toText } from './send-answer.js';
import { cloudflareAnswer, statusAnswer } from './status-answer.js';

/** Characters of an answer that are logged: a refusal names every bad event. Our choice. */
const MAX_ANSWER = 16_384;
const NO_FAULT: DrawnFault = { fault: {}, indexInError: true };
const NO_ANSWER: SandboxAnswer = { status: 0, body: {} };
const SANDBOX_FAILED = errorAnswer(500, {
	message: '500: the sandbox failed',
	type: 'server_error',
	param: null,
	code: null,
});

/** Serves one request. Never throws: answers 500 after a mistake of ours, and nothing to a client that hung up. */
export async function serveRequest(
	request: IncomingMessage,
	response: ServerResponse,
	access: Access,
	controls: Controls,
): Promise<void> {
	try {
		const receivedMs = access.nowMs();
		const arrived = await readRequest(request);
		if (arrived === undefined) return;
		if (isControlPath(arrived.path)) await sendAnswer(response, answerControl(arrived, controls), newRequestId());
		else await serveEvents({ ...arrived, receivedMs }, response, access, controls);
	} catch {
		if (response.headersSent) response.destroy();
		else await sendAnswer(response, SANDBOX_FAILED, newRequestId());
	}
}

// Logged before it is answered, so that a client that has its answer finds the request in the log.
async function serveEvents(
	arrived: ArrivedRequest & { readonly receivedMs: number },
	response: ServerResponse,
	access: Access,
	{ faults, requests }: Controls,
): Promise<void> {
	const isPost = arrived.path === EVENTS_PATH && arrived.method === 'POST';
	const drawn = isPost ? faults.draw() : NO_FAULT;
	const answer = chooseAnswer(arrived, drawn, access);
	const requestId = newRequestId();
	requests.push({ ...toLogged(arrived), ...toLoggedAnswer(answer, requestId) });
	await sendAnswer(response, answer, requestId, drawn.fault);
}

function chooseAnswer(arrived: ArrivedRequest, drawn: DrawnFault, access: Access): SandboxAnswer {
	const { fault } = drawn;
	if (fault.reset) return NO_ANSWER;
	if (fault.cloudflare !== undefined) return cloudflareAnswer(fault.cloudflare);
	if (fault.status !== undefined && fault.status !== NO_CONTENT) return statusAnswer(fault.status, fault.retryAfter);
	return answerEvents(arrived, access, drawn);
}

function toLogged(arrived: ArrivedRequest & { readonly receivedMs: number }) {
	const { method, path, pid, receivedMs, body, json } = arrived;
	const { events, validate_only } = isRecord(json) ? json : ({} as const);
	const eventCount = Array.isArray(events) ? events.length : 0;
	return { method, path, pid, receivedMs, eventCount, validateOnly: validate_only === true, body };
}

/** Neither an answer that never left, nor the firewall, names a request. */
function toLoggedAnswer(
	answer: SandboxAnswer,
	requestId: string,
): Pick<SandboxRequest, 'status' | 'answer' | 'requestId'> {
	const { status, firewallText } = answer;
	if (status === NO_ANSWER.status) return { status, answer: undefined, requestId: undefined };
	const text = toText(answer).slice(0, MAX_ANSWER);
	return { status, answer: text, requestId: firewallText === undefined ? requestId : undefined };
}

function newRequestId(): string {
	return `req_${randomUUID()}`;
}
