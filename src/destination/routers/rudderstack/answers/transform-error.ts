/** Tells RudderStack that an event is not sent, and why. */

import type { EventResult } from '../../../event-result.js';
import { ABORTED, FILTERED, THROTTLED } from './status-code.js';

/** RudderStack's labels for its own counts. */
export interface StatTags {
	readonly errorCategory: string;
	readonly errorType: string;
}

/**
 * Thrown by `process`: `statusCode` 298 for an event left out on purpose, 400 for one that can never be sent, 429 for a
 * mistake in the Config.
 */
export class TransformError extends Error {
	override readonly name = 'TransformError';
	readonly statusCode: number;
	readonly statTags: StatTags;

	constructor({ statusCode, message, statTags }: JobRefusal) {
		super(message);
		this.statusCode = statusCode;
		this.statTags = statTags;
	}
}

/** Why a job gets no request. The message holds no value of the event. */
export interface JobRefusal {
	readonly statusCode: number;
	readonly message: string;
	readonly statTags: StatTags;
}

/** The refusal of a job whose event was skipped or discarded before a request. */
export function toJobRefusal({ outcome, reason, detail }: EventResult): JobRefusal {
	const message = detail === undefined ? String(reason) : `${reason}: ${detail}`;
	if (outcome === 'skipped')
		return { statusCode: FILTERED, message, statTags: { errorCategory: 'transformation', errorType: 'filtered' } };
	return {
		statusCode: ABORTED,
		message,
		statTags: { errorCategory: 'dataValidation', errorType: 'instrumentation' },
	};
}

/** The refusal of every job of a destination that is in the shadow: rudder-server would send what it gets. */
export const SHADOWED: JobRefusal = {
	statusCode: FILTERED,
	message: 'shadow: the event is valid, and not sent because of the setting.',
	statTags: { errorCategory: 'transformation', errorType: 'filtered' },
};

/**
 * The refusal of every job of a destination whose Config has a mistake. No event is at fault, so RudderStack tries again
 * until the event is too old, and meanwhile someone can correct the Config.
 */
export function toConfigRefusal(problem: string, hasAgedOut: boolean): JobRefusal {
	return {
		statusCode: hasAgedOut ? ABORTED : THROTTLED,
		message: hasAgedOut ? `expired: ${problem}` : problem,
		statTags: { errorCategory: 'dataValidation', errorType: 'configuration' },
	};
}
