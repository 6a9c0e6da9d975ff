/** Ties the destinations of jobs to the gateway's endpoint, and gives the answers RudderStack's own destinations back. */

import { isRecord, ownField } from 'openai-ads-destination/internal';
import type { TransformInput } from 'openai-ads-destination/rudderstack';
import { type OwnEndpoint, toOwnConfig } from './own-config.js';
import type { InputJob } from './read-jobs.js';

export interface OwnJobs {
	readonly inputs: readonly TransformInput[];
	/** Jobs whose destination names an endpoint that is not the gateway's. */
	readonly refused: readonly { readonly job: InputJob; readonly problem: string }[];
	/** The destination as it came, for one of `inputs`. What RudderStack stores must outlive a change of the gateway's mode. */
	original(destination: unknown): unknown;
}

export function toOwnJobs(jobs: readonly InputJob[], ours: OwnEndpoint): OwnJobs {
	const inputs: TransformInput[] = [];
	const refused: { job: InputJob; problem: string }[] = [];
	const originals = new Map<unknown, unknown>();
	for (const job of jobs) {
		const own = toOwnJob(job, ours);
		if (own.problem !== undefined) {
			refused.push({ job, problem: own.problem });
			continue;
		}
		inputs.push(own.input);
		originals.set(own.input.destination, job.destination);
	}
	return { inputs, refused, original: (destination) => originals.get(destination) ?? destination };
}

/** One job, for the call that answers in order. */
export function toOwnJob(
	job: InputJob,
	ours: OwnEndpoint,
): { input: TransformInput; problem?: never } | { problem: string } {
	const { destination } = job;
	const own = toOwnConfig(ownField(destination, 'Config'), ours);
	if (own.problem !== undefined) return own;
	return {
		input: { ...job, destination: isRecord(destination) ? { ...destination, Config: own.config } : destination },
	};
}
