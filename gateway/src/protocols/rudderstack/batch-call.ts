/** `POST /batch`: requests made by the processor's call come back to be batched. Off by default in RudderStack. */

import { isRecord, ownField } from 'openai-ads-destination/internal';
import type { RouterOutput } from 'openai-ads-destination/rudderstack';
import type { TransformerPorts } from './bind-config.js';
import type { OwnCall } from './own-call.js';
import { TRANSFORM } from './parse-call.js';
import { type InputJob, readJobs } from './read-jobs.js';
import { holdJobs, transformJobs } from './router-call.js';

/** A request that is passed on as it came. */
type PassedOutput = Pick<RouterOutput, 'metadata' | 'destination'> & {
	readonly batchedRequest: unknown;
	readonly batched: false;
	readonly statusCode: 200;
};

/** The call, and what it answers if the gateway fails. */
export const BATCH: OwnCall = {
	name: 'transform',
	shape: TRANSFORM,
	take: callBatch,
	holdAll: (body, problem) => holdJobs(readJobs(body), problem),
};

/**
 * Passes each request on by itself: whoever wants batches uses router mode, where each event has its own place in them. A job
 * that still holds an analytics event is transformed as in router mode.
 *
 * @returns a bare list, not `{ output }`
 * @source rudder-server, router/transformer/transformer.go (read 2026-11-22)
 */
async function callBatch(body: unknown, ports: TransformerPorts): Promise<(RouterOutput | PassedOutput)[]> {
	const jobs = readJobs(body);
	const passed = jobs.filter(isRequest).map(toPassedOutput);
	return [
		...passed,
		...(await transformJobs(
			jobs.filter((job) => !isRequest(job)),
			ports,
		)),
	];
}

function isRequest({ message }: InputJob): boolean {
	return Array.isArray(ownField(ownField(ownField(message, 'body'), 'JSON'), 'events'));
}

function toPassedOutput({ message, metadata, destination }: InputJob): PassedOutput {
	return {
		batchedRequest: message,
		metadata: [isRecord(metadata) ? metadata : {}],
		destination,
		batched: false,
		statusCode: 200,
	};
}
