/**
 * Finds the events of a person: the beginning of each of their keys as an index of small numbers. An index of whole digests would
 * take four times the processor and the disk of taking an event in.
 */

import { isRecord, parseJson } from 'openai-ads-destination/internal';
import type { BatchItem, PersonKeys } from 'openai-ads-destination/pipeline';

/** `u:` or `a:`. */
const PREFIX_LENGTH = 2;
/** Hexadecimal digits of a mark; a number holds 13 of them exactly. Whoever finds two persons with one mark gains nothing by it. */
const MARK_DIGITS = 12;

/** The columns `user_mark` and `anonymous_mark`. */
export function toMarks({ person }: BatchItem): [user: number | null, anonymous: number | null] {
	return [toMark(person?.user), toMark(person?.anonymous)];
}

/** The marks of people's keys, as the JSON lists that statements take. */
export function toMarkLists(people: readonly PersonKeys[]): [users: string, anonymous: string] {
	const list = (kind: keyof PersonKeys) => JSON.stringify(people.flatMap((person) => toMark(person[kind]) ?? []));
	return [list('user'), list('anonymous')];
}

function toMark(key: string | undefined): number | null {
	const mark = Number.parseInt(key?.slice(PREFIX_LENGTH, PREFIX_LENGTH + MARK_DIGITS) ?? '', 16);
	return Number.isNaN(mark) ? null : mark;
}

/** Whether the event that a row describes is of somebody who has one of these keys: marks alone may be shared. */
export function isOfAny(about: string, keys: ReadonlySet<unknown>): boolean {
	const rest = parseJson(about);
	const person = isRecord(rest) ? rest['person'] : undefined;
	return isRecord(person) && (keys.has(person['user'] ?? null) || keys.has(person['anonymous'] ?? null));
}
