/** The answer to a proxy request, version 1: one status for each job. */

import { isRecord } from '../../../primitives/json.js';
import { DESTINATION_NAME } from '../destination-name.js';
import type { JobVerdict } from './job-verdict.js';
import { ABORTED } from './status-code.js';

export interface ProxyJobAnswer {
	readonly statusCode: number;
	/** As it came, with `dontBatch` set if RudderStack should send the job again alone. */
	readonly metadata: unknown;
	readonly error: string;
}

export interface ProxyAnswer {
	/** The highest status of a job; above 400 some jobs are sent again. RudderStack decides by the status of each job. */
	readonly status: number;
	readonly message: string;
	readonly response: readonly ProxyJobAnswer[];
}

/** Answers for each job; `verdicts[i]` belongs to `metadata[i]`. */
export function toProxyAnswer(metadata: readonly unknown[], verdicts: readonly JobVerdict[]): ProxyAnswer {
	const response = verdicts.map(({ statusCode, error, isToRetryAlone }, index) => {
		const own = metadata[index];
		return { statusCode, metadata: isToRetryAlone && isRecord(own) ? { ...own, dontBatch: true } : own, error };
	});
	if (response.length === 0)
		return { status: ABORTED, message: `[${DESTINATION_NAME}] metadata: expected a list of jobs.`, response };
	const status = response.reduce((highest, { statusCode }) => Math.max(highest, statusCode), 0);
	return { status, message: `[${DESTINATION_NAME}] ${summarize(response)}`, response };
}

function summarize(response: readonly ProxyJobAnswer[]): string {
	const accepted = response.filter(({ statusCode }) => statusCode < ABORTED).length;
	const refused = response.filter(({ statusCode }) => statusCode === ABORTED).length;
	const again = response.length - accepted - refused;
	return `${accepted} accepted, ${refused} refused, ${again} to be sent again.`;
}
