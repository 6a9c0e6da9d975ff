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
	const held = answers.filter(({ statusCode }) => statusCode === THROTTLED);
	for (const why of WHYS) {
		const jobs = held.filter(({ error }) => whyHeld(call, error) === why);
		if (jobs.length > 0) log.warn({ call, count: jobs.length, detail: jobs[0]?.error }, why);
	}
}

const CONFIG_WRONG =
	"RudderStack's jobs wait until the destination's Config is corrected, or until their events are too old.";
const KEY_REFUSED =
	"OpenAI refuses the key, the pixel ID or the endpoint of RudderStack's destination. Its jobs wait until that is corrected, or until their events are too old.";
const NOT_TAKEN = "OpenAI is not taking RudderStack's jobs. RudderStack keeps them and sends them later.";
const WHYS = [CONFIG_WRONG, KEY_REFUSED, NOT_TAKEN] as const;

/** `undefined` if a line elsewhere says it: where the gateway itself is at fault. */
function whyHeld(call: 'transform' | 'delivery', error = ''): (typeof WHYS)[number] | undefined {
	if (error.startsWith('destination.Config')) return CONFIG_WRONG;
	if (call === 'transform') return undefined;
	return error.startsWith('unauthorized') ? KEY_REFUSED : NOT_TAKEN;
}
