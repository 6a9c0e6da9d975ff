/**
 * Parses a call for this destination job by job, with pauses. Bounded so that nothing that rudder-server sends fails, and nothing
 * else costs more than its bound. A job that is too large is refused by itself: its neighbours are not at fault.
 */

import { isRecord, parseJson } from 'openai-ads-destination/internal';
import type { BudgetShare } from '../../http/byte-budget.js';
import { HttpError, tooLarge } from '../../http/http-error.js';
import { JsonOutline, type OutlineLimits, type Part } from '../../http/json-outline.js';
import { parseParts, parsePlain } from '../../http/parse-parts.js';
import { Pauses } from '../../http/pauses.js';
import { BYTES_PER_VALUE } from '../../http/read-body.js';

/** Largest call for this destination, inflated: a thousand jobs of 64 kB, each with its destination. Our choice. */
export const MAX_OWN_CALL_BYTES = 64 * 1024 * 1024;
/** Largest job: rudder-server's own gateway takes no event of more than 4 MB. (`Gateway.maxReqSizeInKB`, read 2026-11-22) */
export const MAX_JOB_BYTES = 5 * 1024 * 1024;
/** Values of one job, and of what stands beside the jobs; parsing takes about 50 ms. Our choice. */
const MAX_VALUES_AT_ONCE = 200_000;
/** What stands beside the jobs, such as the metadata of a delivery. Our choice. */
const MAX_BESIDE_BYTES = 8 * 1024 * 1024;
const LIMITS: OutlineLimits = {
	events: MAX_VALUES_AT_ONCE,
	beside: MAX_VALUES_AT_ONCE,
	eventBytes: MAX_OWN_CALL_BYTES,
	// 200 MB of memory, so that a call alone fits into the budget.
	values: 4_000_000,
};
const PIECE_BYTES = 64 * 1024;

/** How the jobs of a call are laid out. */
export interface CallShape {
	/** The depth of the jobs; left out, they are in the root list, or in a list of the root. */
	readonly depth?: number;
	/** What is left of a job that is too large to be parsed whole, or a promise of it. */
	readonly shrink: (job: Buffer) => unknown;
}

/** `[{ message, metadata, destination }]`, `{ input: [...] }`, compacted or not: what is too large in a job is missing from it. */
export const TRANSFORM: CallShape = { shrink: withoutLargeFields };
/** `{ body: { JSON: { events: [...] } }, metadata: [...] }`: an event that is too large is none. */
export const DELIVERY: CallShape = { depth: 5, shrink: () => null };

/** A call as it was parsed. */
export interface ParsedCall {
	readonly json: unknown;
	/** Jobs that were too large. */
	readonly tooLarge: number;
}

/** @throws HttpError 413 beyond the bounds, 400 if it is no JSON, 503 if too much is held */
export async function parseCall(bytes: Buffer, share: BudgetShare, { depth, shrink }: CallShape): Promise<ParsedCall> {
	if (bytes.length > MAX_OWN_CALL_BYTES) throw tooLarge(MAX_OWN_CALL_BYTES);
	const outline = await outlineOf(bytes, depth === undefined ? LIMITS : { ...LIMITS, depth });
	checkBeside(bytes, outline);
	share.take(outline.values * BYTES_PER_VALUE);
	const json = await parseParts(bytes, outline, (_bytes, part) =>
		isLarge(part) ? shrink(bytes.subarray(part.start, part.end)) : parsePlain(bytes, part),
	);
	return { json, tooLarge: outline.parts.filter(isLarge).length };
}

async function outlineOf(bytes: Buffer, limits: OutlineLimits): Promise<JsonOutline> {
	const pauses = new Pauses();
	const outline = new JsonOutline(limits);
	for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
		outline.push(bytes.subarray(at, at + PIECE_BYTES));
		await pauses.next();
	}
	return outline;
}

function checkBeside(bytes: Buffer, { parts, values }: JsonOutline): void {
	let [besideBytes, besideValues] = [bytes.length, values];
	for (const part of parts) {
		besideBytes -= part.end - part.start;
		besideValues -= part.values;
	}
	if (besideBytes > MAX_BESIDE_BYTES || besideValues > MAX_VALUES_AT_ONCE) throw tooLarge(MAX_BESIDE_BYTES, BESIDE);
}

const BESIDE = ' beside the jobs';

function isLarge({ start, end, values }: Part): boolean {
	return end - start > MAX_JOB_BYTES || values > MAX_VALUES_AT_ONCE;
}

/**
 * A job without its largest fields, usually its `message`: what is left still says which job it is.
 *
 * @throws HttpError 413 if that is not enough; 400 if it is no JSON
 */
async function withoutLargeFields(job: Buffer): Promise<unknown> {
	const { parts } = await outlineOf(job, { ...LIMITS, depth: 2 });
	let [kept, at] = ['', 0];
	for (const field of parts.filter((part) => isSizeable(part, parts))) {
		kept += `${job.toString('utf8', at, field.start)}null`;
		at = field.end;
	}
	if (job.length - at + kept.length > MAX_JOB_BYTES) throw tooLarge(MAX_JOB_BYTES, ' a job');
	const lean = parseJson(kept + job.toString('utf8', at));
	if (isRecord(lean)) return lean;
	throw new HttpError(400, 'invalid_json', 'body: expected JSON, plain or gzip.');
}

/** Of a large job, the fields with more than their share of it go. */
function isSizeable({ start, end, values }: Part, { length }: readonly Part[]): boolean {
	const fields = Math.max(length, 2);
	return end - start > MAX_JOB_BYTES / fields || values > MAX_VALUES_AT_ONCE / fields;
}
