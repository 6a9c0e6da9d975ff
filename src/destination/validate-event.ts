/** Checks a conversion event against OpenAI's contract: first the schema, then the time window. Never rewrites. */

import { type ConversionEvent, type ConversionEventDraft, conversionEventFields } from './contract/conversion-event.js';
import { type FieldProblem, findProblems } from './contract/cross-field-rules.js';
import { MAX_EVENT_AGE_MS, MAX_EVENT_LEAD_MS } from './contract/limits.js';
import { encodeIfSure } from './contract/quick-encoder.js';
import { DAY_MS } from './primitives/times.js';

/** One broken rule: its place in the conversion event, and what was expected there. Holds no value of the event. */
export interface Problem {
	/** `data.contents[0].amount`; empty for the event as a whole. */
	readonly path: string;
	readonly message: string;
}

export type Validation =
	| { readonly ok: true; readonly event: ConversionEvent }
	| { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Says whether OpenAI would take this event now. Both generations of user fields are valid, a mixture is not.
 *
 *   validateEvent({ id: 'o1', type: 'order_created', timestamp_ms: now, data: { type: 'contents' } }, now) // { ok: true, event }
 *   validateEvent({ id: '' }, now) // { ok: false, problems: [{ path: 'id', message: 'expected a non-empty string.' }, ...] }
 *
 * @param conversionEvent any value; a valid one is returned unchanged
 * @param nowMs Unix milliseconds; the event may be 7 days old and 10 minutes ahead, bounds included
 * @source https://developers.openai.com/ads/conversions-api (read 2026-11-22)
 */
export function validateEvent(conversionEvent: unknown, nowMs: number): Validation {
	try {
		return check(conversionEvent, nowMs);
	} catch {
		// Only objects of the caller's own process can throw when they are read: JSON has no getters.
		return {
			ok: false,
			problems: [{ path: '', message: 'reading the event threw an error. Pass plain JSON values.' }],
		};
	}
}

function check(conversionEvent: unknown, nowMs: number): Validation {
	const problems = listProblems(conversionEvent, encodeIfSure(conversionEvent) !== undefined, nowMs);
	// The only place that mints the brand: the event has passed both the schema and the time window.
	return problems.length > 0 ? { ok: false, problems } : { ok: true, event: conversionEvent as ConversionEvent };
}

const NO_PROBLEMS: readonly Problem[] = [];

/** Lists what is wrong with an event: with its fields, unless they are known to be well-formed, or else between them. */
export function listProblems(conversionEvent: unknown, isWellFormed: boolean, nowMs: number): readonly Problem[] {
	if (!isWellFormed) {
		const parsed = conversionEventFields.safeParse(conversionEvent);
		if (!parsed.success) return parsed.error.issues.map(toProblem);
	}
	const fields = conversionEvent as ConversionEventDraft; // Both judges have taken it as one.
	const conflicts = findProblems(fields);
	if (conflicts.length > 0) return conflicts.map(toConflict);
	const problem = findTimeProblem(fields.timestamp_ms, nowMs);
	return problem === undefined ? NO_PROBLEMS : [problem];
}

/** Says why an event of this time can't be sent now; `undefined` if it can. Bounds are inclusive. */
export function findTimeProblem(
	timestampMs: number,
	nowMs: number,
): (Problem & { readonly reason: 'expired' | 'too_far_ahead' }) | undefined {
	const ageMs = nowMs - timestampMs;
	// Negated, so that nothing passes if the clock gives NaN.
	if (!(ageMs <= MAX_EVENT_AGE_MS)) {
		const days = (ageMs / DAY_MS).toFixed(1);
		return timeProblem('expired', `${days} days old, OpenAI accepts 7. Replay sooner, or leave this event out.`);
	}
	if (ageMs < -MAX_EVENT_LEAD_MS) {
		const minutes = (-ageMs / 60_000).toFixed(1);
		return timeProblem('too_far_ahead', `${minutes} minutes ahead, OpenAI accepts 10. Check the clock of the sender.`);
	}
	return undefined;
}

function timeProblem(reason: 'expired' | 'too_far_ahead', message: string) {
	return { reason, path: 'timestamp_ms', message };
}

const PLAIN_NAME = /^[A-Za-z_]\w{0,63}$/;

/** The part of a zod issue that is read here. */
interface Issue {
	readonly code: string;
	readonly path: readonly PropertyKey[];
	readonly message: string;
	readonly expected?: string;
	readonly keys?: readonly string[];
}

function toProblem(issue: Issue): Problem {
	if (issue.code === 'unrecognized_keys') {
		const [key = ''] = issue.keys ?? [];
		// A key other than a plain name may be somebody's e-mail address: it is not repeated.
		const path = toPath([...issue.path, PLAIN_NAME.test(key) ? key : '*']);
		return { path, message: 'unknown field, OpenAI accepts only documented ones. Leave it out.' };
	}
	return { path: toPath(issue.path), message: `${describe(issue)}.` };
}

function toConflict({ path, message }: FieldProblem): Problem {
	return { path: toPath(path), message: `${message}.` };
}

function describe(issue: Issue): string {
	// Zod's own messages depend on whether this process has loaded its locale. Ours never begin like this.
	if (!issue.message.startsWith('Invalid ')) return issue.message;
	if (issue.code === 'invalid_union')
		return 'expected one of `contents`, `customer_action`, `plan_enrollment`, `custom`';
	return `expected ${issue.expected ?? 'another value'}`;
}

function toPath(segments: readonly PropertyKey[]): string {
	let path = '';
	for (const segment of segments) {
		if (typeof segment === 'number') path += `[${segment}]`;
		else path += path === '' ? String(segment) : `.${String(segment)}`;
	}
	return path;
}
