/**
 * Judges the JSON of one request as OpenAI's documentation describes it: the root, then every event, each once.
 * Strict: unknown root keys and strings for booleans are refused. Stores nothing.
 */

import type { ConversionEvent } from '../destination/contract/conversion-event.js';
import { INTEGRATION_SOURCE, MAX_EVENTS_PER_REQUEST } from '../destination/contract/limits.js';
import { isRecord, type UnknownRecord } from '../destination/primitives/json.js';
import { requestRefused } from './error-answer.js';
import { isPlainPath, judgeEvents } from './judge-events.js';
import type { SandboxAnswer } from './sandbox-answer.js';

export type RequestVerdict =
	| { readonly ok: true; readonly events: readonly ConversionEvent[]; readonly validateOnly: boolean }
	| { readonly ok: false; readonly answer: SandboxAnswer };

const ROOT_KEYS: ReadonlySet<string> = new Set(['events', 'validate_only', 'integration_source']);

/**
 * Says whether OpenAI would accept the request. A batch is atomic: one bad event, and OpenAI accepts none.
 *
 * @param body the parsed JSON, which may be anything
 * @param indexInError `false` leaves out of the refusal which event is at fault
 * @returns all events as they came, or the answer, 400 or 422
 * @source https://developers.openai.com/ads/conversions-api (read 2026-11-22)
 */
export function judgeRequest(body: unknown, nowMs: number, indexInError = true): RequestVerdict {
	if (!isRecord(body)) return refused('body', 'invalid_type', 'Expected a JSON object.');
	const { events } = body;
	if (events === undefined) return refused('events', 'missing_required_field', 'Missing required field: events');
	const problem = findRootProblem(body);
	if (problem !== undefined) return problem;
	if (!Array.isArray(events)) return refused('events', 'invalid_type', 'events: expected an array.');
	if (events.length === 0 || events.length > MAX_EVENTS_PER_REQUEST) {
		return refused('events', 'invalid_length', `events: expected 1 to ${MAX_EVENTS_PER_REQUEST} events.`);
	}
	const answer = judgeEvents(events, nowMs, indexInError);
	if (answer !== undefined) return { ok: false, answer };
	// judgeEvents() has validated each of them.
	return { ok: true, events: events as ConversionEvent[], validateOnly: body['validate_only'] === true };
}

function findRootProblem(body: UnknownRecord): RequestVerdict | undefined {
	for (const key of Object.keys(body)) {
		if (ROOT_KEYS.has(key)) continue;
		const name = isPlainPath(key) ? key : 'body';
		return refused(name, 'unknown_field', `${name}: unknown root field. Leave it out.`);
	}
	if (Object.hasOwn(body, 'validate_only') && typeof body['validate_only'] !== 'boolean') {
		return refused('validate_only', 'invalid_type', 'validate_only: expected a boolean.');
	}
	if (Object.hasOwn(body, 'integration_source') && !isIntegrationSource(body['integration_source'])) {
		const rule = '1 to 64 letters, digits, `.`, `_` or `-`, beginning with a letter or digit';
		return refused('integration_source', 'invalid_value', `integration_source: expected ${rule}.`);
	}
	return undefined;
}

// The API trims and lower-cases before it validates. (same page)
function isIntegrationSource(value: unknown): boolean {
	return typeof value === 'string' && INTEGRATION_SOURCE.test(value.trim().toLowerCase());
}

function refused(param: string, code: string, message: string): RequestVerdict {
	return { ok: false, answer: requestRefused(400, param, code, message) };
}
