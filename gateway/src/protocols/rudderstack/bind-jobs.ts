/** Binds the destinations of jobs to the gateway's endpoint, and keeps RudderStack's originals for the answers. */

import { isRecord, ownField } from 'openai-ads-destination/internal';
import type { TransformInput } from 'openai-ads-destination/rudderstack';
import { bindConfig, type GatewayEndpoint } from './bind-config.js';
import type { InputJob } from './read-jobs.js';

export interface BoundJobs {
	readonly inputs: readonly TransformInput[];
	/** Jobs whose destination names an endpoint other than the gateway's. */
	readonly refused: readonly { readonly job: InputJob; readonly problem: string }[];
	/** The destination of one of `inputs` as it came: RudderStack stores answers, and they must outlive a change of mode. */
	original(destination: unknown): unknown;
}

/** Binds each destination once: in a compacted call all jobs share one. */
export function bindJobs(jobs: readonly InputJob[], ours: GatewayEndpoint): BoundJobs {
	const inputs: TransformInput[] = [];
	const refused: { job: InputJob; problem: string }[] = [];
	const bound = new Map<unknown, BoundDestination>();
	const originals = new Map<unknown, unknown>();
	for (const job of jobs) {
		const own = bound.get(job.destination) ?? bindDestination(job.destination, ours);
		bound.set(job.destination, own);
		if (own.problem !== undefined) {
			refused.push({ job, problem: own.problem });
			continue;
		}
		inputs.push({ ...job, destination: own.destination });
		originals.set(own.destination, job.destination);
	}
	return { inputs, refused, original: (destination) => originals.get(destination) ?? destination };
}

/** Binds one job, for the call that answers in order. */
export function bindJob(
	job: InputJob,
	ours: GatewayEndpoint,
): { input: TransformInput; problem?: never } | { problem: string } {
	const own = bindDestination(job.destination, ours);
	return own.problem === undefined ? { input: { ...job, destination: own.destination } } : own;
}

type BoundDestination = { readonly destination: unknown; readonly problem?: never } | { readonly problem: string };

function bindDestination(destination: unknown, ours: GatewayEndpoint): BoundDestination {
	const own = bindConfig(ownField(destination, 'Config'), ours);
	if (own.problem !== undefined) return own;
	return { destination: isRecord(destination) ? { ...destination, Config: own.config } : destination };
}
