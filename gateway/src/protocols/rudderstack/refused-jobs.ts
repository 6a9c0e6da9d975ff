/** Jobs that the gateway refuses for good: their entry in an answer, and the log line for the operator. */

import { ABORTED, isRecord } from 'openai-ads-destination/internal';
import type { RouterOutput, StatTags } from 'openai-ads-destination/rudderstack';
import type { Log } from '../../log.js';
import type { InputJob } from './read-jobs.js';

export const CONFIGURATION_TAGS: StatTags = { errorCategory: 'dataValidation', errorType: 'configuration' };

export function toRefusedJob({ metadata, destination }: InputJob, problem: string): RouterOutput {
	return {
		metadata: [isRecord(metadata) ? metadata : {}],
		destination,
		batched: false,
		statusCode: ABORTED,
		error: problem,
		statTags: CONFIGURATION_TAGS,
	};
}

interface JobAnswer {
	readonly statusCode: number;
	readonly error?: string;
}

/** One line per call. Messages hold no value of an event. */
export function reportRefused(log: Log, call: 'transform' | 'delivery', answers: readonly JobAnswer[]): void {
	const refused = answers.filter(({ statusCode }) => statusCode === ABORTED);
	if (refused.length === 0) return;
	log.error({ call, count: refused.length, detail: refused[0]?.error }, "RudderStack's jobs were refused for good.");
}
