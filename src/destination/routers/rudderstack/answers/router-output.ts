/** The jobs of the router's transform call, and its answer. */

import type { UnknownRecord } from '../../../primitives/json.js';
import type { RouterRestRequest } from './rest-request.js';
import type { JobRefusal, StatTags } from './transform-error.js';

/** RudderStack's own notes on a job: `jobId`, `dontBatch` and more. Returned as it came. */
export type Metadata = UnknownRecord;

/** One job. `message` is the analytics event; of `destination` only `ID` and `Config` are read. */
export interface TransformInput {
	readonly message: unknown;
	readonly metadata?: unknown;
	readonly destination: unknown;
}

/** A request with its jobs, or a job without a request and the reason. */
export type RouterOutput =
	| {
			readonly batchedRequest: RouterRestRequest;
			readonly metadata: readonly Metadata[];
			readonly destination: unknown;
			readonly batched: true;
			readonly statusCode: 200;
	  }
	| {
			readonly metadata: readonly Metadata[];
			readonly destination: unknown;
			readonly batched: false;
			readonly statusCode: number;
			readonly error: string;
			readonly statTags: StatTags;
	  };

/** The entry of a job without a request. */
export function toRefusedOutput(
	{ metadata, destination }: { readonly metadata: Metadata; readonly destination: unknown },
	{ statusCode, message, statTags }: JobRefusal,
): RouterOutput {
	return { metadata: [metadata], destination, batched: false, statusCode, error: message, statTags };
}
