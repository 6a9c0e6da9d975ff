/** `POST /routerTransform`: many jobs in, as few requests as possible out, every job in exactly one entry. */

import { processRouterDest, type RouterOutput } from 'openai-ads-destination/rudderstack';
import { Pauses } from '../../http/pauses.js';
import { toLibraryLogger } from '../../log.js';
import type { TransformerPorts } from './bind-config.js';
import { bindJobs } from './bind-jobs.js';
import type { OwnCall } from './own-call.js';
import { reportOtherKeys } from './own-keys.js';
import { TRANSFORM } from './parse-call.js';
import { groupByProfiles } from './profiles-of.js';
import { type InputJob, readJobs } from './read-jobs.js';
import { reportRefused, toConfigError, toFailure, toRefusedJob } from './refused-jobs.js';

/** Jobs that are transformed without a pause: as many as a request can hold. */
const SLICE = 1000;

/** The call, and what it answers if the gateway fails. */
export const ROUTER: OwnCall = {
	name: 'transform',
	shape: TRANSFORM,
	take: async (body, ports) => ({ output: await transformJobs(readJobs(body), ports) }),
	holdAll: (body, problem) => ({ output: holdJobs(readJobs(body), problem) }),
};

/**
 * Transforms the jobs of one call. Their profile updates are on disk before it resolves.
 *
 * @throws the disk's error if it refuses
 */
export async function transformJobs(jobs: readonly InputJob[], ports: TransformerPorts): Promise<RouterOutput[]> {
	const answers: RouterOutput[] = [];
	if (ports.mode === 'live') reportOtherKeys(jobs, ports.own, ports.log);
	const pauses = new Pauses();
	for (let start = 0; start < jobs.length; start += SLICE) {
		for (const answer of await transformSlice(jobs.slice(start, start + SLICE), ports)) answers.push(answer);
		await pauses.next();
	}
	await ports.commit();
	reportRefused(ports.log, 'transform', answers);
	return answers;
}

export function holdJobs(jobs: readonly InputJob[], problem: string): RouterOutput[] {
	return jobs.map((job) => toRefusedJob(job, toFailure(job.message, problem)));
}

async function transformSlice(jobs: readonly InputJob[], ports: TransformerPorts): Promise<RouterOutput[]> {
	const { inputs, refused, original } = bindJobs(jobs, ports);
	const logger = toLibraryLogger(ports.log);
	const outputs: RouterOutput[] = [];
	for (const { profiles, inputs: group } of groupByProfiles(inputs, ports)) {
		outputs.push(...(await processRouterDest(group, { profiles, logger, onTransformed: ports.watch?.onTransformed })));
	}
	return [
		...outputs.map((output) => ({ ...output, destination: original(output.destination) })),
		...refused.map(({ job, problem }) => toRefusedJob(job, toConfigError(job.message, problem))),
	];
}
