/** `POST /v0/destinations/openai_ads_capi`: one answer for each event, in order. */

import type { Logger } from 'openai-ads-destination';
import { process, type StatTags, TransformError } from 'openai-ads-destination/rudderstack';
import { Pauses } from '../../http/pauses.js';
import { toLibraryLogger } from '../../log.js';
import type { TransformerPorts } from './bind-config.js';
import { bindJob } from './bind-jobs.js';
import type { OwnCall } from './own-call.js';
import { reportOtherKeys } from './own-keys.js';
import { TRANSFORM } from './parse-call.js';
import { type InputJob, readJobs } from './read-jobs.js';
import { reportRefused, toConfigError, toFailure } from './refused-jobs.js';

/** The call, and what it answers if the gateway fails. */
export const PROCESSOR: OwnCall = {
	name: 'transform',
	shape: TRANSFORM,
	take: callProcessor,
	holdAll: (body, problem) =>
		readJobs(body).map(({ message, metadata }) => ({ metadata, ...toFailure(message, problem) })),
};

/**
 * Transforms events one by one: `{ output, metadata, statusCode: 200 }`, or `{ metadata, statusCode, error, statTags }` with
 * 298 for an event skipped on purpose, 400 for one that can never be sent, and 429 for a mistake in the Config.
 *
 * @throws HttpError 400 if the body holds no list of events
 */
async function callProcessor(body: unknown, ports: TransformerPorts): Promise<ProcessorAnswer[]> {
	const answers: ProcessorAnswer[] = [];
	const logger = toLibraryLogger(ports.log);
	const pauses = new Pauses();
	const jobs = readJobs(body);
	if (ports.mode === 'live') reportOtherKeys(jobs, ports.own, ports.log);
	for (const job of jobs) {
		answers.push(transformOne(job, ports, logger));
		const wait = pauses.next();
		if (wait !== undefined) await wait;
	}
	reportRefused(ports.log, 'transform', answers);
	return answers;
}

interface ProcessorAnswer {
	readonly metadata: unknown;
	readonly statusCode: number;
	readonly output?: object;
	readonly error?: string;
	readonly statTags?: StatTags;
}

function transformOne(job: InputJob, ports: TransformerPorts, logger: Logger): ProcessorAnswer {
	const { metadata } = job;
	const bound = bindJob(job, ports);
	if (bound.problem !== undefined) return { metadata, ...toConfigError(job.message, bound.problem) };
	try {
		return {
			output: process(bound.input, { logger, onTransformed: ports.watch?.onTransformed }),
			metadata,
			statusCode: 200,
		};
	} catch (error) {
		if (!(error instanceof TransformError)) throw error;
		return { metadata, statusCode: error.statusCode, error: error.message, statTags: error.statTags };
	}
}
