/** Jobs that get no request: their entry in an answer if the gateway itself refuses them, and the log lines for the operator. */

import { ABORTED, hasAgedOut, isRecord, THROTTLED, toConfigRefusal } from 'openai-ads-destination/internal';
import type { RouterOutput, StatTags } from 'openai-ads-destination/rudderstack';
import type { Log } from '../../log.js';
import type { InputJob } from './read-jobs.js';

export interface JobError {
	readonly statusCode: number;
	readonly error: string;
	readonly statTags: StatTags;
}

/**
 * A mistake in a destination's Config is not the event's fault: RudderStack tries the job again until the event is too old,
 * and meanwhile someone can correct the Config.
 */
export function toConfigError(event: unknown, problem: string): JobError {
	const { statusCode, message, statTags } = toConfigRefusal(problem, hasAgedOut(event, Date.now()));
	return { statusCode, error: message, statTags };
}

/** The gateway itself is at fault: RudderStack tries the job again until its event is too old. */
export function toFailure(event: unknown, problem: string): JobError {
	return { ...toConfigError(event, problem), statTags: { errorCategory: 'network', errorType: 'throttled' } };
}

export function toRefusedJob({ metadata, destination }: InputJob, error: JobError): RouterOutput {
	return { metadata: [isRecord(metadata) ? metadata : {}], destination, batched: false, ...error };
}

interface JobAnswer {
	readonly statusCode: number;
	readonly error?: string;
	readonly statTags?: StatTags;
}

/** At most one line for each kind and call. Messages hold no value of an event. */
export function reportRefused(log: Log, call: 'transform' | 'delivery', answers: readonly JobAnswer[]): void {
	const refused = answers.filter(({ statusCode }) => statusCode === ABORTED);
	if (refused.length > 0) {
		log.error({ call, count: refused.length, detail: refused[0]?.error }, "RudderStack's jobs were refused for good.");
	}
	const held = answers.filter(({ statusCode, error }) => statusCode === THROTTLED && isAboutConfig(error));
	if (held.length === 0) return;
	log.warn(
		{ call, count: held.length, detail: held[0]?.error },
		"RudderStack's jobs wait until the destination's Config is corrected, or until their events are too old.",
	);
}

function isAboutConfig(error = ''): boolean {
	return error.startsWith('destination.Config');
}
