/** What goes in and out of the router's transform call. */

import type { RouterRestRequest } from './rest-request.js';
import type { Refusal, StatTags } from './transform-error.js';

/** RudderStack's own notes on a job: `jobId`, `dontBatch` and more. Handed back as it came. */
export type Metadata = Readonly<Record<string, unknown>>;

/** One job. `message` is the analytics event; `destination` is read for `ID` and `Config`. */
export interface TransformInput {
	readonly message: unknown;
	readonly metadata?: unknown;
	readonly destination: unknown;
}

/** A request with the jobs in it, or one job and why it is in none. */
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

/** The entry of a job that is in no request. */
export function toRefusedOutput(
	{ metadata, destination }: { readonly metadata: Metadata; readonly destination: unknown },
	{ statusCode, message, statTags }: Refusal,
): RouterOutput {
	return { metadata: [metadata], destination, batched: false, statusCode, error: message, statTags };
}
