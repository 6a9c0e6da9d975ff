/** The time of an event, in whichever form it was written. */

const SMALLEST_MS = 1e11;
const SMALLEST_SECONDS = 1e8;
const LARGEST_MS = 8.64e15;
/** What every SDK writes. */
const ISO_OF_SDKS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d\d\dZ$/;
const ISO_DATE = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d|$)/;
const ISO_WITHOUT_ZONE = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/;
/** `Date` in its own words and HTTP's, with a zone: without one it would depend on this machine's. */
const NAMED_DAY = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? .*\d{4}.* (?:GMT|UTC|Z|[+-]\d\d:?\d\d)/;

/**
 * Reads a time as Unix milliseconds.
 *
 *   parseTimestampMs('2026-11-22T10:00:00.000Z') // 1795341600000
 *   parseTimestampMs(1795341600)                 // 1795341600000, seconds
 *   parseTimestampMs(new Date(1795341600000))    // 1795341600000
 *   parseTimestampMs('yesterday')                // undefined
 *
 * Numbers from 1e11 are milliseconds, from 1e8 seconds. ISO texts without a zone are UTC, as in every router.
 */
export function parseTimestampMs(value: unknown): number | undefined {
	if (typeof value === 'string')
		return ISO_OF_SDKS.test(value) ? toInteger(Date.parse(value)) : parseText(value.trim());
	if (typeof value === 'number') return parseNumber(value);
	return value instanceof Date ? toInteger(value.getTime()) : undefined;
}

function parseText(text: string): number | undefined {
	if (/^\d{9,16}(?:\.\d+)?$/.test(text)) return parseNumber(Number(text));
	if (ISO_DATE.test(text)) return toInteger(Date.parse(ISO_WITHOUT_ZONE.test(text) ? `${text}Z` : text));
	return NAMED_DAY.test(text) ? toInteger(Date.parse(text)) : undefined;
}

function parseNumber(value: number): number | undefined {
	if (value >= SMALLEST_MS && value <= LARGEST_MS) return Math.trunc(value);
	return value >= SMALLEST_SECONDS && value < SMALLEST_MS ? Math.trunc(value * 1000) : undefined;
}

function toInteger(ms: number): number | undefined {
	return Number.isNaN(ms) ? undefined : Math.trunc(ms);
}
