/** A job of the router's transform call, read from unknown input. */

import { isRecord } from '../../../primitives/json.js';
import type { Metadata } from '../answers/router-output.js';
import { readSafely } from '../read-safely.js';
import { type FaultyConfig, type ReadyConfig, readConfig } from '../settings.js';

export interface Job {
	readonly message: unknown;
	readonly metadata: Metadata;
	readonly destination: unknown;
	readonly destinationId: string;
	readonly config: ReadyConfig | FaultyConfig;
	/** RudderStack asks for a request of its own, because the job failed together with others before. */
	readonly isAlone: boolean;
}

/** Jobs of one destination with one Config. */
export interface JobGroup {
	readonly config: ReadyConfig;
	readonly jobs: readonly Job[];
}

/** Reads the jobs of a call, and each destination once. Never throws; unreadable input becomes a job with a faulty Config. */
export function readJobs(inputs: readonly unknown[]): Job[] {
	const read = new Map<unknown, Pick<Job, 'destinationId' | 'config'>>();
	return Array.from(inputs, (input) => {
		const destination = readSafely(input, 'destination');
		const known = read.get(destination) ?? readDestination(destination);
		read.set(destination, known);
		return readJob(input, destination, known);
	});
}

function readDestination(destination: unknown): Pick<Job, 'destinationId' | 'config'> {
	const id = readSafely(destination, 'ID');
	return { destinationId: typeof id === 'string' ? id : '', config: readConfig(readSafely(destination, 'Config')) };
}

function readJob(input: unknown, destination: unknown, read: Pick<Job, 'destinationId' | 'config'>): Job {
	const metadata = readSafely(input, 'metadata');
	return {
		message: readSafely(input, 'message'),
		metadata: isRecord(metadata) ? metadata : {},
		destination,
		...read,
		isAlone: readSafely(metadata, 'dontBatch') === true,
	};
}

/** Groups jobs by destination and Config, in order of arrival. Jobs with a faulty Config are listed apart. */
export function groupJobs(jobs: readonly Job[]): {
	readonly groups: readonly JobGroup[];
	readonly faulty: readonly { readonly job: Job; readonly problem: string }[];
} {
	const groups = new Map<string, { readonly config: ReadyConfig; readonly jobs: Job[] }>();
	const faulty: { readonly job: Job; readonly problem: string }[] = [];
	for (const job of jobs) {
		const { config, destinationId } = job;
		if (config.problem !== undefined) {
			faulty.push({ job, problem: config.problem });
			continue;
		}
		const key = `${destinationId} ${config.key}`;
		const group = groups.get(key);
		if (group === undefined) groups.set(key, { config, jobs: [job] });
		else group.jobs.push(job);
	}
	return { groups: [...groups.values()], faulty };
}
