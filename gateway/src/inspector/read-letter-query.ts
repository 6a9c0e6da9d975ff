/** Reads which dead letters are meant, from a query string or a body. Each value has a bound; an unknown name is refused. */

import { isRecord, parseTimestampMs, type UnknownRecord } from 'openai-ads-destination/internal';
import { badRequest, refuseUnknown } from '../http/http-error.js';
import { MAX_TEXT, readOptionalText } from '../http/read-text.js';
import { type LetterQuery, MAX_LISTED } from '../operate/operator.js';
import { MAX_REPLAY } from '../queue/dead-letters.js';

/** A cursor holds a place for each pixel. */
const MAX_CURSOR = 20_000;
/** Older than any letter that is kept, and more than any clock is ahead. */
const isTime = (ms: number) => ms > 0 && ms < 8.64e15;

export function readBody(body: unknown): UnknownRecord {
	if (body === undefined || body === null) return {};
	if (isRecord(body)) return body;
	throw badRequest('body: expected a JSON object.');
}

/** @throws HttpError naming what is wrong, never its value */
export function readQuery(fields: UnknownRecord): LetterQuery {
	const { pixel, reason, type, since, keys, ...unknown } = fields;
	refuseUnknown(unknown, ['pixel', 'reason', 'type', 'since', 'keys']);
	return {
		pixel: readOptionalText('pixel', pixel),
		reason: readOptionalText('reason', reason),
		type: readOptionalText('type', type),
		sinceMs: readTime(since),
		keys: readKeys(keys),
	};
}

export function readList(query: unknown) {
	const { before, limit, ...fields } = readBody(query);
	const cursor = readOptionalText('before', before, MAX_CURSOR);
	return {
		filter: readQuery(fields),
		page: {
			limit: readNumber('limit', limit, MAX_LISTED),
			...(cursor === undefined ? {} : { before: cursor }),
		},
	};
}

export function readReplay(body: UnknownRecord) {
	const { max, dryRun = false, ...fields } = body;
	if (typeof dryRun !== 'boolean') throw badRequest('dryRun: expected true or false.');
	return { filter: readQuery(fields), options: { max: readNumber('max', max, MAX_REPLAY), isDryRun: dryRun } };
}

export function isEmpty(query: LetterQuery): boolean {
	return Object.values(query).every((value) => value === undefined);
}

function readTime(value: unknown): number | undefined {
	if (value === undefined) return undefined;
	const ms = parseTimestampMs(value);
	if (ms !== undefined && isTime(ms)) return ms;
	throw badRequest('since: expected an ISO 8601 time, such as 2026-11-26T10:00:00Z.');
}

function readKeys(value: unknown): readonly string[] | undefined {
	if (value === undefined) return undefined;
	const isList = Array.isArray(value) && value.length > 0 && value.length <= MAX_REPLAY;
	if (isList && value.every((key) => typeof key === 'string' && key.length <= MAX_TEXT)) return value;
	throw badRequest(`keys: expected 1 to ${MAX_REPLAY} keys of dead letters.`);
}

function readNumber(name: string, value: unknown, max: number): number {
	if (value === undefined) return max;
	const number = typeof value === 'string' && /^\d{1,6}$/.test(value) ? Number(value) : value;
	if (Number.isInteger(number) && (number as number) >= 1 && (number as number) <= max) return number as number;
	throw badRequest(`${name}: expected a number from 1 to ${max}.`);
}
