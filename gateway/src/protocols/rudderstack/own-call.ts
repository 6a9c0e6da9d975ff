/** A call for this destination, from its parsed body to its answer. Whatever goes wrong here, no job is lost. */

import { HttpError } from '../../http/http-error.js';
import type { TransformerPorts } from './bind-config.js';
import { type CallShape, MAX_JOB_BYTES, type ParsedCall } from './parse-call.js';

/** One kind of call. */
export interface OwnCall {
	/** For the log. */
	readonly name: 'transform' | 'delivery';
	readonly shape: CallShape;
	/** @throws HttpError 400 if the body holds no list of jobs */
	take(body: unknown, ports: TransformerPorts): Promise<object>;
	/** The answer that makes RudderStack try every job again. @throws as `take` does */
	holdAll(body: unknown, problem: string): object;
}

const FAILED = 'The gateway failed, not the event: its log says why. The job is tried again.';

/**
 * Answers a call. If the disk refuses, or the gateway has a mistake, each job gets a 429: RudderStack tries it again without
 * end, and goes on with other destinations meanwhile.
 */
export async function answerCall(
	call: OwnCall,
	{ json, tooLarge }: ParsedCall,
	ports: TransformerPorts,
): Promise<object> {
	if (tooLarge > 0)
		ports.log.error(
			{ call: call.name, count: tooLarge },
			`Events of RudderStack are refused: they have more than ${MAX_JOB_BYTES / 1024 / 1024} MB, or too many values.`,
		);
	try {
		return await call.take(json, ports);
	} catch (error) {
		if (error instanceof HttpError) throw error;
		ports.log.error({ err: error, call: call.name }, "RudderStack's jobs could not be answered. They are tried again.");
		return call.holdAll(json, FAILED);
	}
}
