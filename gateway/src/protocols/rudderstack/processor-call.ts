/** `POST /v0/destinations/openai_ads_capi`: one answer for each event, in order. */

import { process, type StatTags, TransformError } from 'openai-ads-destination/rudderstack';
import type { TransformerPorts } from './own-config.js';
import { toOwnJob } from './own-jobs.js';
import { type InputJob, readJobs } from './read-jobs.js';
import { CONFIGURATION_TAGS, REFUSED, reportRefused } from './refused-jobs.js';

/**
 * Transforms events one by one: `{ output, metadata, statusCode: 200 }`, or `{ metadata, statusCode, error, statTags }` with
 * 298 for an event left out on purpose and 400 for one that can never be sent.
 *
 * @throws HttpError 400 if the body holds no list of events
 */
export function callProcessor(body: unknown, ports: TransformerPorts): ProcessorAnswer[] {
	const answers = readJobs(body).map((job) => transformOne(job, ports));
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

function transformOne(job: InputJob, ports: TransformerPorts): ProcessorAnswer {
	const { metadata } = job;
	const own = toOwnJob(job, ports);
	if (own.problem !== undefined)
		return { metadata, statusCode: REFUSED, error: own.problem, statTags: CONFIGURATION_TAGS };
	try {
		return { output: process(own.input), metadata, statusCode: 200 };
	} catch (error) {
		if (!(error instanceof TransformError)) throw error;
		return { metadata, statusCode: error.statusCode, error: error.message, statTags: error.statTags };
	}
}
