/** `POST /routerTransform`: many jobs in, as few requests as possible out, every job in exactly one entry. */

import { processRouterDest, type RouterOutput } from 'openai-ads-destination/rudderstack';
import { toLibraryLogger } from '../../log.js';
import type { TransformerPorts } from './bind-config.js';
import { bindJobs } from './bind-jobs.js';
import { groupByProfiles } from './profiles-of.js';
import { type InputJob, readJobs } from './read-jobs.js';
import { reportRefused, toRefusedJob } from './refused-jobs.js';

/**
 * Transforms the jobs of one call. Their profile updates are on disk before it resolves.
 *
 * @throws HttpError 400 if the body holds no list of jobs; the disk's error if it refuses, and then RudderStack calls again
 */
export async function callRouter(body: unknown, ports: TransformerPorts): Promise<{ output: RouterOutput[] }> {
	return { output: await transformJobs(readJobs(body), ports) };
}

export async function transformJobs(jobs: readonly InputJob[], ports: TransformerPorts): Promise<RouterOutput[]> {
	const { inputs, refused, original } = bindJobs(jobs, ports);
	const { log } = ports;
	const logger = toLibraryLogger(log);
	const outputs: RouterOutput[] = [];
	for (const { profiles, inputs: group } of groupByProfiles(inputs, ports)) {
		outputs.push(...(await processRouterDest(group, { profiles, logger })));
	}
	await ports.commit();
	const answers = [
		...outputs.map((output) => ({ ...output, destination: original(output.destination) })),
		...refused.map(({ job, problem }) => toRefusedJob(job, problem)),
	];
	reportRefused(log, 'transform', answers);
	return answers;
}
