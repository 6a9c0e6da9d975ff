/** How RudderStack is told that an event becomes no request. */

import type { EventResult } from '../../../event-result.js';

/** RudderStack's labels for its own counts. */
export interface StatTags {
	readonly errorCategory: string;
	readonly errorType: string;
}

/** Filtered on purpose: RudderStack counts it as filtered, not as an error. (rudder-server, read 2026-11-22) */
const FILTERED = 298;
/** Never to be tried again. */
const ABORTED = 400;

/** What `process` throws: `statusCode` 298 for an event left out on purpose, 400 for one that can never be sent. */
export class TransformError extends Error {
	override readonly name = 'TransformError';
	readonly statusCode: number;
	readonly statTags: StatTags;

	constructor({ statusCode, message, statTags }: Refusal) {
		super(message);
		this.statusCode = statusCode;
		this.statTags = statTags;
	}
}

/** The same as a value. The message holds no value of the event. */
export interface Refusal {
	readonly statusCode: number;
	readonly message: string;
	readonly statTags: StatTags;
}

/** For an event whose story has ended before a request. */
export function toRefusal({ outcome, reason, detail }: EventResult): Refusal {
	const message = detail === undefined ? String(reason) : `${reason}: ${detail}`;
	if (outcome === 'skipped')
		return { statusCode: FILTERED, message, statTags: { errorCategory: 'transformation', errorType: 'filtered' } };
	return {
		statusCode: ABORTED,
		message,
		statTags: { errorCategory: 'dataValidation', errorType: 'instrumentation' },
	};
}

/** For every event of a destination whose Config has a mistake. */
export function toConfigRefusal(problem: string): Refusal {
	return {
		statusCode: ABORTED,
		message: problem,
		statTags: { errorCategory: 'dataValidation', errorType: 'configuration' },
	};
}
