/** Reads which stories are meant, from a query string. Each value has a bound; an unknown name is refused. */

import type { UnknownRecord } from 'openai-ads-destination/internal';
import { badRequest, refuseUnknown } from '../http/http-error.js';
import { MAX_TEXT } from '../http/read-text.js';
import type { StoryFilter } from '../stories/story-filter.js';
import { readBody } from './read-letter-query.js';

/** Stories of a page. (product decision) */
export const MAX_EVENTS = 100;
const MAX_Q = 100;
/** Values of one filter. Our choice. */
const MAX_VALUES = 20;
const LISTS = ['type', 'name', 'outcome', 'reason', 'verdict', 'source', 'instance', 'pixel'] as const;
const KEY = /^[1-9]\d{0,15}$/;

/** Each filter may be there several times. @throws HttpError naming what is wrong, never its value */
export function readStoryFilter(query: unknown, others: readonly string[] = []): StoryFilter {
	const fields = readBody(query);
	refuseUnknown(fields, [...LISTS, 'q', ...others]);
	const lists = LISTS.flatMap((name) => (fields[name] === undefined ? [] : [[name, readValues(name, fields[name])]]));
	return { ...Object.fromEntries(lists), ...readQ(fields) };
}

export function readStoryList(query: unknown) {
	const filter = readStoryFilter(query, ['before', 'limit']);
	const { before, limit } = readBody(query);
	return { filter, before: readKey('before', before), limit: readLimit(limit) };
}

/** Of a story, or of a change; `undefined` for none. */
export function readKey(name: string, value: unknown): number | undefined {
	if (value === undefined) return undefined;
	if (typeof value === 'string' && KEY.test(value)) return Number(value);
	throw badRequest(`${name}: expected the key of an event.`);
}

/** @param max the largest, and the one without a value */
export function readLimit(value: unknown, max = MAX_EVENTS, name = 'limit'): number {
	if (value === undefined) return max;
	const number = typeof value === 'string' && /^\d{1,4}$/.test(value) ? Number(value) : 0;
	if (number >= 1 && number <= max) return number;
	throw badRequest(`${name}: expected a number from 1 to ${max}.`);
}

function readValues(name: string, value: unknown): readonly string[] {
	const values: readonly unknown[] = Array.isArray(value) ? value : [value];
	const isFew = values.length <= MAX_VALUES;
	const isText = (each: unknown): each is string => typeof each === 'string' && each !== '' && each.length <= MAX_TEXT;
	if (isFew && values.every(isText)) return values;
	throw badRequest(`${name}: expected at most ${MAX_VALUES} texts of 1 to ${MAX_TEXT} characters.`);
}

function readQ({ q }: UnknownRecord): { readonly q?: string } {
	if (q === undefined || q === '') return {};
	if (typeof q === 'string' && q.length <= MAX_Q) return { q };
	throw badRequest(`q: expected a text of at most ${MAX_Q} characters.`);
}
