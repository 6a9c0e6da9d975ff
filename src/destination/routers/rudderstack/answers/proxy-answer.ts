/** The answer to a proxy request, version 1: one status for each job. */

import { isRecord } from '../../../primitives/json.js';
import { DESTINATION_NAME } from '../destination-name.js';
import { type JobVerdict, REFUSED } from './job-verdict.js';

export interface ProxyJobAnswer {
	readonly statusCode: number;
	/** As it came, with `dontBatch` set if the job is to come back alone. */
	readonly metadata: unknown;
	readonly error: string;
}

export interface ProxyAnswer {
	/** The highest status of a job: above 400 some are to come back. RudderStack goes by the jobs' own. */
	readonly status: number;
	readonly message: string;
	readonly response: readonly ProxyJobAnswer[];
}

/** Joins jobs with what became of them; `verdicts[i]` belongs to `metadata[i]`. */
export function toProxyAnswer(metadata: readonly unknown[], verdicts: readonly JobVerdict[]): ProxyAnswer {
	const response = verdicts.map(({ statusCode, error, isToComeAlone }, index) => {
		const own = metadata[index];
		return { statusCode, metadata: isToComeAlone && isRecord(own) ? { ...own, dontBatch: true } : own, error };
	});
	if (response.length === 0)
		return { status: REFUSED, message: `[${DESTINATION_NAME}] metadata: expected a list of jobs.`, response };
	const status = response.reduce((highest, { statusCode }) => Math.max(highest, statusCode), 0);
	return { status, message: `[${DESTINATION_NAME}] ${summarize(response)}`, response };
}

function summarize(response: readonly ProxyJobAnswer[]): string {
	const accepted = response.filter(({ statusCode }) => statusCode < REFUSED).length;
	const refused = response.filter(({ statusCode }) => statusCode === REFUSED).length;
	const again = response.length - accepted - refused;
	return `${accepted} accepted, ${refused} refused, ${again} to be sent again.`;
}
