/** Reads the jobs of a transform call from a plain or a compacted body. */

import { isRecord, ownField } from 'openai-ads-destination/internal';
import { badRequest } from '../../http/http-error.js';

/** One job as it came. */
export interface InputJob {
	readonly message: unknown;
	readonly metadata: unknown;
	readonly destination: unknown;
}

/**
 * Reads `[{ message, metadata, destination }]`, `{ input: [...] }`, or the compacted `{ input: [{ message, metadata }],
 * destinations: { <destinationId>: {...} } }`, which holds each destination once. It tells them apart by their content, not by
 * the header `X-Content-Format`.
 *
 * @throws HttpError 400 if there is no list of jobs
 */
export function readJobs(body: unknown): InputJob[] {
	const inputs = Array.isArray(body) ? body : ownField(body, 'input');
	if (!Array.isArray(inputs)) throw badRequest('input: expected a list of jobs.');
	const destinations = ownField(body, 'destinations');
	return inputs.map((input) => readJob(input, destinations));
}

/** Anything but a job becomes one without a message, so that as many go out as came in. */
function readJob(input: unknown, destinations: unknown): InputJob {
	const metadata = ownField(input, 'metadata');
	return { message: ownField(input, 'message'), metadata, destination: findDestination(input, metadata, destinations) };
}

function findDestination(input: unknown, metadata: unknown, destinations: unknown): unknown {
	const own = ownField(input, 'destination');
	if (own !== undefined || !isRecord(destinations)) return own;
	const id = ownField(metadata, 'destinationId');
	return typeof id === 'string' ? ownField(destinations, id) : undefined;
}
