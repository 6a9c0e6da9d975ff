/** The router's call: many jobs in, as few requests as possible out, and every job in exactly one entry. */

import { cutIntoBatches } from '../../../batch/batch.js';
import type { BatchItem } from '../../../batch/batch-item.js';
import { createMappedIntake } from '../../../intake/create-intake.js';
import type { Admission } from '../../../intake/intake.js';
import { type Ports, withDefaultPorts } from '../../../ports.js';
import { scopeProfiles } from '../../../profile/scope-profiles.js';
import { toRouterRestRequest } from '../answers/rest-request.js';
import { type RouterOutput, type TransformInput, toRefusedOutput } from '../answers/router-output.js';
import { SHADOWED, toConfigRefusal, toJobRefusal } from '../answers/transform-error.js';
import { hasAgedOut } from '../event-age.js';
import type { ReadyConfig } from '../settings.js';
import { admitEvents } from './admit-events.js';
import { groupJobs, type Job, type JobGroup, readJobs } from './job.js';
import { type Watched, withTransformPorts } from './transform-ports.js';

/** The parts of the outside world that the call needs; each may be left out. Without `profiles` each event is transformed by itself. */
export type RouterPorts = Partial<Pick<Ports, 'nowMs' | 'sha256' | 'profiles' | 'logger'>> & Watched;

/** A job whose event is in a request. */
interface ReadyJob {
	readonly job: Job;
	readonly item: BatchItem;
}

/**
 * Transforms the jobs of one call and batches them by destination: up to `flushAt` events and `maxBatchBytes` a request, live
 * and validate-only events in separate requests, each job with `metadata.dontBatch` in a request of its own. Never rejects.
 *
 * - 200: a request, with the metadata of its jobs in the order of its events
 * - 298: left out on purpose, or with `shadow`
 * - 400: can never be sent
 * - 429: `destination.Config` has a mistake; RudderStack tries again until the event is too old, which is a 400
 *
 * @param ports.profiles what identify remembers. One store serves all destinations; people are kept apart by pixel ID.
 */
export async function processRouterDest(
	inputs: readonly TransformInput[],
	ports?: RouterPorts,
): Promise<RouterOutput[]> {
	const jobs = Array.isArray(inputs) ? readJobs(inputs) : [];
	const { groups, faulty } = groupJobs(jobs);
	const { nowMs } = withTransformPorts(ports);
	const refused = faulty.map(({ job, problem }) =>
		toRefusedOutput(job, toConfigRefusal(problem, hasAgedOut(job.message, nowMs()))),
	);
	const outputs = await Promise.all(groups.map((group) => transformGroup(group, ports)));
	return [...outputs.flat(), ...refused];
}

async function transformGroup({ config, jobs }: JobGroup, ports: RouterPorts | undefined): Promise<RouterOutput[]> {
	const admissions = await admitAll(
		jobs.map(({ message }) => message),
		config,
		ports,
	);
	const ready: ReadyJob[] = [];
	const refused: RouterOutput[] = [];
	for (const [index, { item, result }] of admissions.entries()) {
		const job = jobs[index] as Job; // One admission for each job, in order.
		if (item === undefined) refused.push(toRefusedOutput(job, toJobRefusal(result)));
		else if (config.settings.shadow) refused.push(toRefusedOutput(job, SHADOWED));
		else ready.push({ job, item });
	}
	return [...toBatches(ready, config).map((batch) => toOutput(batch, config)), ...refused];
}

async function admitAll(
	messages: readonly unknown[],
	config: ReadyConfig,
	ports: RouterPorts | undefined,
): Promise<readonly Admission[]> {
	const profiles = ports?.profiles;
	if (profiles === undefined) return admitEvents(messages, config, withTransformPorts(ports));
	const all = withDefaultPorts({ ...ports, profiles: scopeProfiles(profiles, config.settings.pixelId) });
	const admissions = await createMappedIntake(config.mapping, all)(messages);
	ports?.onTransformed?.(messages, admissions, config.settings);
	return admissions;
}

function toBatches(ready: readonly ReadyJob[], { settings }: ReadyConfig): ReadyJob[][] {
	const alone = ready.filter(({ job }) => job.isAlone);
	const together = ready.filter(({ job }) => !job.isAlone);
	const live = together.filter(({ item }) => !item.validateOnly);
	const tests = together.filter(({ item }) => item.validateOnly);
	return [...cutIntoBatches(live, settings), ...cutIntoBatches(tests, settings), ...alone.map((job) => [job])];
}

function toOutput(batch: readonly ReadyJob[], { settings }: ReadyConfig): RouterOutput {
	return {
		batchedRequest: toRouterRestRequest(
			settings,
			batch.map(({ item }) => item),
		),
		metadata: batch.map(({ job }) => job.metadata),
		destination: batch[0]?.job.destination,
		batched: true,
		statusCode: 200,
	};
}
