/** Judges the events of one request and writes the refusal, which names paths and rules but never a value. */

import { findTimeProblem, type Problem, validateEvent } from '../destination/validate-event.js';
import { type FieldError, invalidEvents, outOfWindow, refusedWithoutIndex } from './error-answer.js';
import type { SandboxAnswer } from './sandbox-answer.js';

/** How many problems are named for one event; any others probably follow from them. Our choice: it bounds the answer. */
const MAX_ERRORS_PER_EVENT = 10;

const TIME_ERRORS = {
	// Recorded in RudderStack's test fixtures; the second is quoted there without its code. (read 2026-11-22)
	expired: { code: 'event_timestamp_too_old', message: 'event_timestamp_ms must be within the last 7 days.' },
	too_far_ahead: {
		code: 'event_timestamp_in_future',
		message: 'event_timestamp_ms must not be more than 600 seconds in the future.',
	},
} as const;

/**
 * Validates every event. One answer names all bad ones.
 *
 * @returns `undefined` when all are good; 422 when every bad event only breaks the time window; otherwise 400
 */
export function judgeEvents(
	events: readonly unknown[],
	nowMs: number,
	indexInError: boolean,
): SandboxAnswer | undefined {
	const errors: FieldError[] = [];
	let firstBad = -1;
	let onlyTime = true;
	for (const [index, event] of events.entries()) {
		const validation = validateEvent(event, nowMs);
		if (validation.ok) continue;
		if (firstBad === -1) firstBad = index;
		const timeError = findTimeError(event, index, validation.problems, nowMs);
		onlyTime &&= timeError !== undefined;
		errors.push(...(timeError ? [timeError] : toErrors(index, validation.problems)));
	}
	const [first, ...others] = errors;
	if (first === undefined) return undefined;
	if (!indexInError) return refusedWithoutIndex(onlyTime ? 422 : 400);
	return onlyTime ? outOfWindow([first, ...others]) : invalidEvents(firstBad, errors);
}

/** True for a path that looks like field names, which is safe to repeat. Any other key may hold a value. */
export function isPlainPath(path: string): boolean {
	return path.length <= 120 && /^[a-z_]\w*(?:\[\d+\]|\.[a-z_]\w*)*$/i.test(path);
}

function findTimeError(
	event: unknown,
	index: number,
	problems: readonly Problem[],
	nowMs: number,
): FieldError | undefined {
	if (problems.length !== 1 || problems[0]?.path !== 'timestamp_ms') return undefined;
	// The schema found an object, or it would have named the event as a whole.
	const { timestamp_ms: timestampMs } = event as { timestamp_ms: unknown };
	if (!Number.isSafeInteger(timestampMs)) return undefined;
	const problem = findTimeProblem(Number(timestampMs), nowMs);
	return problem && { ...TIME_ERRORS[problem.reason], param: `events[${index}].timestamp_ms` };
}

function toErrors(index: number, problems: readonly Problem[]): FieldError[] {
	return problems.slice(0, MAX_ERRORS_PER_EVENT).map(({ path, message }) => {
		const param = isPlainPath(path) ? `events[${index}].${path}` : `events[${index}]`;
		// Recorded in RudderStack's test fixtures. (read 2026-11-22)
		if (path === 'data.type')
			return { message: `${param} must be a supported data type.`, param, code: 'missing_event_data_type' };
		return { message: `${param}: ${message}`, param, code: 'invalid_value' };
	});
}
