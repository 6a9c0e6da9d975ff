/** A job of the router's transform call, read from whatever came. */

import { isRecord } from '../../../primitives/json.js';
import type { Metadata } from '../answers/router-output.js';
import { type FaultyConfig, type ReadyConfig, readConfig } from '../settings.js';

export interface Job {
	readonly message: unknown;
	readonly metadata: Metadata;
	readonly destination: unknown;
	readonly destinationId: string;
	readonly config: ReadyConfig | FaultyConfig;
	/** RudderStack asks for a request of its own: the job has failed together with others before. */
	readonly isAlone: boolean;
}

/** Jobs of one destination with one Config. */
export interface JobGroup {
	readonly config: ReadyConfig;
	readonly jobs: readonly Job[];
}

/** Never throws; what cannot be read is a job whose Config is faulty. */
export function readJob(input: unknown): Job {
	const { message, metadata, destination } = readParts(input);
	const { ID, Config } = readParts(destination);
	const notes = isRecord(metadata) ? metadata : {};
	return {
		message,
		metadata: notes,
		destination,
		destinationId: typeof ID === 'string' ? ID : '',
		config: readConfig(Config),
		isAlone: readParts(notes)['dontBatch'] === true,
	};
}

/** The properties of an object that may be none, or may be one that throws. */
function readParts(value: unknown): Readonly<Record<string, unknown>> {
	try {
		return isRecord(value) ? { ...value } : {};
	} catch {
		return {};
	}
}

/** Sorts jobs by destination and Config, in order of arrival; those with a faulty Config go apart. */
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
