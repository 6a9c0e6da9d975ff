/** The router's entry for a job that the gateway itself refuses. */

import type { RouterOutput, StatTags } from 'openai-ads-destination/rudderstack';
import { isFields } from '../../http/fields.js';
import type { InputJob } from './read-jobs.js';

/** Never to be tried again, as the library says it. */
export const REFUSED = 400;
export const CONFIGURATION_TAGS: StatTags = { errorCategory: 'dataValidation', errorType: 'configuration' };

export function toRefusedJob({ metadata, destination }: InputJob, problem: string): RouterOutput {
	return {
		metadata: [isFields(metadata) ? metadata : {}],
		destination,
		batched: false,
		statusCode: REFUSED,
		error: problem,
		statTags: CONFIGURATION_TAGS,
	};
}
