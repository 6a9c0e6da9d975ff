/** Finds what is wrong with a fault that a test or a script asks for. */

import { MAX_EVENTS_PER_REQUEST } from '../destination/contract/limits.js';
import { isRecord, type UnknownRecord } from '../destination/primitives/json.js';

/** The one status of success that can be asked for: accepted, without a body. */
export const NO_CONTENT = 204;

/** A fault has at most one of these. */
const ANSWERS = ['status', 'acceptedEvents', 'refusedEvent', 'cloudflare', 'reset', 'halfBody'];

/** The longest delay that a timer of Node.js can hold. https://nodejs.org/api/timers.html (read 2026-11-22) */
const MAX_DELAY_MS = 2 ** 31 - 1;

const COUNT = `an integer from 0 to ${MAX_EVENTS_PER_REQUEST}`;

const PLACE = `an integer from 0 to ${MAX_EVENTS_PER_REQUEST - 1}`;

type Rule = readonly [isGood: (value: unknown) => boolean, expected: string];

const isTrue: Rule = [(value) => value === true, '`true`'];
const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
	['status', [isStatus, '204, or an integer from 300 to 599']],
	['acceptedEvents', [(value) => isIntegerWithin(value, 0, MAX_EVENTS_PER_REQUEST), COUNT]],
	['refusedEvent', [(value) => isIntegerWithin(value, 0, MAX_EVENTS_PER_REQUEST - 1), PLACE]],
	['cloudflare', [(value) => value === 1010, '1010']],
	['delayMs', [(value) => isWithin(value, 0, MAX_DELAY_MS), `milliseconds from 0 to ${MAX_DELAY_MS}`]],
	['reset', isTrue],
	['halfBody', isTrue],
	['retryAfter', [isRetryAfter, 'seconds, or one line of text']],
	['times', [(value) => isIntegerWithin(value, 1, Number.MAX_SAFE_INTEGER), 'an integer from 1']],
	['probability', [(value) => isWithin(value, 0, 1), 'a number from 0 to 1']],
	['indexInError', [(value) => typeof value === 'boolean', 'a boolean']],
]);

/** The first mistake in a fault, for the person who wrote it; `undefined` for a good fault. */
export function findFaultProblem(fault: unknown): string | undefined {
	if (!isRecord(fault)) return `fault: expected an object, got ${describe(fault)}.`;
	for (const [key, value] of Object.entries(fault)) {
		const rule = RULES.get(key);
		if (rule === undefined) return `fault: expected only ${[...RULES.keys()].join(', ')}. Leave other keys out.`;
		const [isGood, expected] = rule;
		if (!isGood(value)) return `fault.${key}: expected ${expected}, got ${describe(value)}.`;
	}
	return findConflict(fault);
}

function findConflict(fault: UnknownRecord): string | undefined {
	const has = (key: string) => Object.hasOwn(fault, key);
	const answers = ANSWERS.filter(has);
	if (answers.length > 1)
		return `fault: expected only one of ${answers.join(', ')}, got all of them. Add a separate fault for each.`;
	if (answers.length === 0 && !has('delayMs') && !has('indexInError')) {
		return `fault: expected one of ${ANSWERS.join(', ')}, delayMs, indexInError, got none.`;
	}
	if (has('retryAfter') && (!has('status') || fault['status'] === NO_CONTENT))
		return 'fault.retryAfter: expected together with a status of an error. Add one, such as 503.';
	return undefined;
}

function isStatus(value: unknown): boolean {
	return value === NO_CONTENT || isIntegerWithin(value, 300, 599);
}

function isWithin(value: unknown, min: number, max: number): boolean {
	return typeof value === 'number' && value >= min && value <= max;
}

function isIntegerWithin(value: unknown, min: number, max: number): boolean {
	return Number.isInteger(value) && isWithin(value, min, max);
}

// Printable ASCII only: a header can hold nothing else.
function isRetryAfter(value: unknown): boolean {
	if (typeof value === 'string') return /^[\x20-\x7e]+$/.test(value);
	return isWithin(value, 0, Number.MAX_SAFE_INTEGER);
}

function describe(value: unknown): string {
	if (typeof value === 'number' || value === null) return String(value);
	return Array.isArray(value) ? 'array' : typeof value;
}
