/** `GET` and `POST /api/sandbox/faults`: how the sandbox misbehaves. A live gateway has none, and answers 404. */

import type { FastifyInstance } from 'fastify';
import type { UnknownRecord } from 'openai-ads-destination/internal';
import type { ActiveFault, Fault, Sandbox } from 'openai-ads-destination/sandbox';
import { badRequest, HttpError, refuseUnknown } from '../http/http-error.js';
import { readBody } from './read-letter-query.js';

export interface FaultList {
	readonly faults: readonly ActiveFault[];
}

const NAME = /^[\w-]{1,40}$/;
/** Names at once. Our choice: the page has five. */
const MAX_NAMES = 100;
const LIVE = 'This gateway sends to OpenAI. Only a sandbox has faults: openai-ads start --sandbox.';

/** @param sandbox undefined if the gateway is live */
export function addSandboxRoutes(app: FastifyInstance, sandbox: Sandbox | undefined): void {
	app.get('/api/sandbox/faults', async () => list(required(sandbox)));
	app.post('/api/sandbox/faults', async ({ body }) => {
		const known = required(sandbox);
		set(known, readBody(body));
		return list(known);
	});
}

function required(sandbox: Sandbox | undefined): Sandbox {
	if (sandbox === undefined) throw new HttpError(404, 'not_found', LIVE);
	return sandbox;
}

function list(sandbox: Sandbox): FaultList {
	return { faults: sandbox.faults() };
}

/** `{ "name": "down", "fault": { "status": 503, "times": 3 } }`; `"fault": null` switches it off. */
function set(sandbox: Sandbox, { name, fault, ...unknown }: UnknownRecord): void {
	refuseUnknown(unknown, ['name', 'fault']);
	if (typeof name !== 'string' || !NAME.test(name))
		throw badRequest('name: expected 1 to 40 letters, digits, "_" or "-".');
	if (fault === null) {
		sandbox.endFault(name);
		return;
	}
	const others = sandbox.faults().filter((each) => each.name !== name);
	if (others.length >= MAX_NAMES) throw badRequest(`fault: ${MAX_NAMES} are on already. Switch one off first.`);
	try {
		sandbox.fault(fault as Fault, name); // It says what is wrong with anything else.
	} catch (error) {
		throw error instanceof TypeError ? badRequest(error.message) : error;
	}
}
