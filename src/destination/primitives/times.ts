/** Times as others write them: of an event, and in `Retry-After`. Pure: the current time is an argument. */

export const DAY_MS = 24 * 60 * 60 * 1000;

const SMALLEST_MS = 1e11;
const SMALLEST_SECONDS = 1e8;
const LARGEST_MS = 8.64e15;
/** Longer texts are no times. `Date.toString()` has about 60 characters, more in languages with long names of zones. Our choice. */
const MAX_TIME_LENGTH = 100;
/** The form that every SDK writes, of a year that `Date.UTC` does not take for one of the last century. */
const ISO_OF_SDKS = /^[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
/** Date, time and zone of all others. What this does not match, `Date.parse` might read in this machine's zone. */
const ISO = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?$/i;
/** The forms of `Date.toString()` and of HTTP, with a year and a zone: without one the result would depend on this machine's. */
const NAMED_DAY = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? /;
const YEAR = / \d{4}\b/;
const NAMED_ZONE = / (?:GMT|UTC|Z|[+-]\d\d:?\d\d)/;

/**
 * Reads a time as Unix milliseconds.
 *
 *   parseTimestampMs('2026-11-22T10:00:00.000Z') // 1795341600000
 *   parseTimestampMs(1795341600)                 // 1795341600000, seconds
 *   parseTimestampMs(new Date(1795341600000))    // 1795341600000
 *   parseTimestampMs('yesterday')                // undefined
 *
 * Numbers from 1e11 are milliseconds, from 1e8 seconds; smaller ones are no times. ISO texts without a zone are UTC, as in
 * every router, wherever this machine is.
 */
export function parseTimestampMs(value: unknown): number | undefined {
	if (typeof value === 'string') return value.length > MAX_TIME_LENGTH ? undefined : parseText(value);
	if (typeof value === 'number') return parseNumber(value);
	return value instanceof Date ? toInteger(value.getTime()) : undefined;
}

function parseText(untrimmed: string): number | undefined {
	if (ISO_OF_SDKS.test(untrimmed)) return parseIsoOfSdks(untrimmed);
	const text = untrimmed.trim();
	if (/^\d{9,16}(?:\.\d+)?$/.test(text)) return parseNumber(Number(text));
	const iso = ISO.exec(text);
	if (iso !== null) return parseIso(iso);
	const isNamed = NAMED_DAY.test(text) && YEAR.test(text) && NAMED_ZONE.test(text);
	return isNamed ? toInteger(Date.parse(text)) : undefined;
}

/** Three times as fast as `Date.parse`. */
function parseIsoOfSdks(text: string): number {
	const two = (at: number) => text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - 11 * 0x30;
	const ms = two(20) * 10 + text.charCodeAt(22) - 0x30;
	return Date.UTC(two(0) * 100 + two(2), two(5) - 1, two(8), two(11), two(14), two(17), ms);
}

function parseIso([, date, time = '00:00', zone = 'Z']: RegExpExecArray): number | undefined {
	return toInteger(Date.parse(`${date}T${time}${/^[a-z]/i.test(zone) ? 'Z' : zone.padEnd(5, '0')}`));
}

function parseNumber(value: number): number | undefined {
	if (value >= SMALLEST_MS && value <= LARGEST_MS) return Math.trunc(value);
	return value >= SMALLEST_SECONDS && value < SMALLEST_MS ? Math.trunc(value * 1000) : undefined;
}

function toInteger(ms: number): number | undefined {
	return Number.isNaN(ms) ? undefined : Math.trunc(ms);
}

const ZONE = /(?:GMT|UTC|[+-]\d{4})$/i;
/** No form of the header is longer. */
const MAX_RETRY_AFTER_LENGTH = 40;

/**
 * Reads a `Retry-After` header in both forms: seconds, or an HTTP date.
 *
 *   parseRetryAfterMs('120', now)                           // 120000
 *   parseRetryAfterMs('Sun, 22 Nov 2026 12:00:30 GMT', now) // 30000 at 12:00:00
 *   parseRetryAfterMs('0', now)                             // undefined
 *
 * @returns milliseconds from `nowMs`, more than 0; `undefined`, which means the usual back-off, for a missing or unreadable
 *   header, for 0 and for a date in the past: resends without a wait would only hammer the service
 * @source RFC 9110 section 10.2.3
 */
export function parseRetryAfterMs(header: string | null, nowMs: number): number | undefined {
	const waitMs = readWaitMs(header?.trim() ?? '', nowMs);
	return waitMs > 0 ? waitMs : undefined;
}

/** NaN for a text that is neither. */
function readWaitMs(text: string, nowMs: number): number {
	if (text.length > MAX_RETRY_AFTER_LENGTH) return Number.NaN;
	if (/^\d+$/.test(text)) return Number(text) * 1000;
	// Date.parse also accepts texts such as "-5"; all HTTP dates begin with the name of a day.
	if (!/^[a-z]{3,9},? /i.test(text)) return Number.NaN;
	// The oldest of the three forms names no zone and means GMT.
	return Date.parse(ZONE.test(text) ? text : `${text} GMT`) - nowMs;
}
