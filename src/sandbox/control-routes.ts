/** The sandbox's own routes under `/_sandbox`, for scripts in any language. They need no key, so keep the sandbox on loopback. */

import { refusePage } from './control-gate.js';
import { requestRefused } from './error-answer.js';
import { type Fault, type Faults, MAX_FAULTS } from './fault.js';
import { findFaultProblem } from './fault-problem.js';
import type { ArrivedRequest } from './read-request.js';
import type { ReceivedEvents } from './received-events.js';
import type { RequestLog } from './request-log.js';
import type { SandboxAnswer } from './sandbox-answer.js';

/** What the routes show and change. */
export interface Controls {
	/** The host that the sandbox was created with. */
	readonly host: string;
	readonly received: ReceivedEvents;
	readonly requests: RequestLog;
	readonly faults: Faults;
}

const DONE: SandboxAnswer = { status: 200, body: {} };

type Route = (controls: Controls, request: ArrivedRequest) => SandboxAnswer;
const ROUTES: ReadonlyMap<string, Route> = new Map<string, Route>([
	['GET /_sandbox/events', ({ received }) => ({ status: 200, body: received.list() })],
	['GET /_sandbox/requests', ({ requests }) => ({ status: 200, body: requests.list() })],
	['DELETE /_sandbox/events', forgetReceived],
	['GET /_sandbox/faults', ({ faults }) => ({ status: 200, body: faults.list() })],
	['POST /_sandbox/faults', addFaults],
	['DELETE /_sandbox/faults', clearFaults],
]);

export function isControlPath(path: string): boolean {
	return path.startsWith('/_sandbox/');
}

/**
 * Answers a request to `/_sandbox/...`: 200 with the events, requests or faults, or with `{}` after a change,
 * 400 for an invalid fault, 403 for web pages, 404 for any other path or method.
 */
export function answerControl(request: ArrivedRequest, controls: Controls): SandboxAnswer {
	const refusal = refusePage(request.headers, controls.host);
	if (refusal !== undefined) return refusal;
	const route = ROUTES.get(`${request.method} ${request.path}`);
	if (route !== undefined) return route(controls, request);
	return requestRefused(404, 'path', 'not_found', `Expected one of ${[...ROUTES.keys()].join(', ')}.`);
}

/** Forgets events, deduplication keys and requests. */
function forgetReceived({ received, requests }: Controls): SandboxAnswer {
	received.clear();
	requests.clear();
	return DONE;
}

function clearFaults({ faults }: Controls): SandboxAnswer {
	faults.clear();
	return DONE;
}

// All or nothing: a list with one mistake in it adds no fault.
function addFaults({ faults }: Controls, { json }: ArrivedRequest): SandboxAnswer {
	const wanted = Array.isArray(json) ? json : [json];
	for (const fault of wanted) {
		const problem = findFaultProblem(fault);
		if (problem !== undefined) return requestRefused(400, 'fault', 'invalid_fault', problem);
	}
	if (faults.list().length + wanted.length > MAX_FAULTS)
		return requestRefused(
			400,
			'fault',
			'invalid_fault',
			`fault: expected at most ${MAX_FAULTS} at once. Clear them first.`,
		);
	// findFaultProblem() has checked each of them.
	for (const fault of wanted as Fault[]) faults.add(fault);
	return DONE;
}
