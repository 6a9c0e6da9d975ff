/** Tells the operator of jobs that will never be sent; RudderStack shows it to nobody who looks only here. */

import type { Log } from '../../log.js';
import { REFUSED } from './refused-job.js';

interface Answer {
	readonly statusCode: number;
	readonly error?: string;
}

/** One line per call. Messages hold no value of an event. */
export function reportRefused(log: Log, call: 'transform' | 'delivery', answers: readonly Answer[]): void {
	const refused = answers.filter(({ statusCode }) => statusCode === REFUSED);
	if (refused.length === 0) return;
	log.error({ call, count: refused.length, detail: refused[0]?.error }, "RudderStack's jobs were refused for good.");
}
