/** The sandbox's own routes under `/_sandbox`, for scripts in any language. No key is asked for: keep it on loopback. */

import type { Answer } from './answer.js';
import { requestRefused } from './error-answer.js';
import type { Fault, Faults } from './fault.js';
import { findFaultProblem } from './fault-problem.js';
import type { ArrivedRequest } from './read-request.js';
import type { ReceivedEvents } from './received-events.js';
import type { RequestLog } from './request-log.js';

/** What the routes show and change. */
export interface Controls {
	readonly received: ReceivedEvents;
	readonly requests: RequestLog;
	readonly faults: Faults;
}

const DONE: Answer = { status: 200, body: {} };

type Route = (controls: Controls, request: ArrivedRequest) => Answer;
const ROUTES: ReadonlyMap<string, Route> = new Map<string, Route>([
	['GET /_sandbox/events', ({ received }) => ({ status: 200, body: received.list() })],
	['GET /_sandbox/requests', ({ requests }) => ({ status: 200, body: requests.list() })],
	['DELETE /_sandbox/events', forgetReceived],
	['POST /_sandbox/faults', addFaults],
	['DELETE /_sandbox/faults', clearFaults],
]);

export function isControlPath(path: string): boolean {
	return path.startsWith('/_sandbox/');
}

/**
 * Answers a request to `/_sandbox/...`: 200 with what was asked for, `{}` for a change,
 * 400 for a fault that cannot be, 404 for any other path or method.
 */
export function answerControl(request: ArrivedRequest, controls: Controls): Answer {
	const route = ROUTES.get(`${request.method} ${request.path}`);
	if (route !== undefined) return route(controls, request);
	return requestRefused(404, 'path', 'not_found', `Expected one of ${[...ROUTES.keys()].join(', ')}.`);
}

/** Forgets what has arrived: events, the keys that tell duplicates, and requests. */
function forgetReceived({ received, requests }: Controls): Answer {
	received.clear();
	requests.clear();
	return DONE;
}

function clearFaults({ faults }: Controls): Answer {
	faults.clear();
	return DONE;
}

// All or none: a list with one mistake in it adds nothing.
function addFaults({ faults }: Controls, { json }: ArrivedRequest): Answer {
	const asked = Array.isArray(json) ? json : [json];
	for (const fault of asked) {
		const problem = findFaultProblem(fault);
		if (problem !== undefined) return requestRefused(400, 'fault', 'invalid_fault', problem);
	}
	// findFaultProblem() has looked at each.
	for (const fault of asked as Fault[]) faults.add(fault);
	return DONE;
}
