/**
 * Hides a batch's values in OpenAI's text, so that none of them reaches a result or a log line.
 * Knows only the batch's own values; error-body.ts masks anything else that looks like a value.
 */

import type { BatchItem } from '../batch/batch-item.js';
import { ACTION_SOURCES, DATA_TYPE_OF } from '../contract/event-types.js';
import { isRecord, parseJson } from '../primitives/json.js';
import { createLongestPrefix, type LongestPrefix } from './longest-prefix.js';

/** Replaces the values of a batch in a text with `…`. */
export type Hide = (text: string) => string;

/**
 * Creates a `Hide` for one batch: it hides every text and every number of four digits or more in the events, and the key,
 * but not field names and OpenAI's own words. It parses the events on first use, after a refusal.
 *
 *   createHide(items, apiKey)('events[1].user.cities[0]: Berlin is no city') // 'events[1].user.cities[0]: … is no city'
 */
export function createHide(items: readonly BatchItem[], apiKey: string): Hide {
	let values: Values | undefined;
	return (text) => {
		values ??= indexValues(items, apiKey);
		return hideValues(text, values);
	};
}

/** Lower-cased values by their first four characters (by all of them if they are shorter). */
type Values = ReadonlyMap<string, LongestPrefix>;
const PREFIX_LENGTH = 4;
/** A single letter or digit reveals nothing and occurs in every text. */
const MIN_LENGTH = 2;
/** From this length on, a value is hidden inside other words too. */
const MIN_LENGTH_IN_WORDS = 8;

function hideValues(text: string, values: Values): string {
	const lower = text.toLowerCase();
	const shown = lower.length === text.length ? text : lower;
	let hidden = '';
	for (let index = 0; index < shown.length; ) {
		const length = lengthOfValueAt(lower, index, values);
		hidden += length === 0 ? shown[index] : '…';
		index += Math.max(1, length);
	}
	return hidden;
}

function lengthOfValueAt(text: string, index: number, values: Values): number {
	for (let length = PREFIX_LENGTH; length >= MIN_LENGTH; length--) {
		const findLongest = values.get(text.slice(index, index + length));
		const found = findLongest?.(text, index, (value) => isApart(text, index, value));
		if (found !== undefined) return found.length;
	}
	return 0;
}

const WORD = /[\p{L}\p{N}_]/u;
const PATH_INDEX = /^\d{1,4}$/;

/** False for a short value that is only a part of a word, or the index in a path. */
function isApart(text: string, index: number, value: string): boolean {
	if (value.length >= MIN_LENGTH_IN_WORDS) return true;
	const before = text[index - 1] ?? ' ';
	const after = text[index + value.length] ?? ' ';
	if (before === '[' && after === ']' && PATH_INDEX.test(value)) return false;
	return !(WORD.test(before) && WORD.test(value[0] ?? '')) && !(WORD.test(after) && WORD.test(value.at(-1) ?? ''));
}

function indexValues(items: readonly BatchItem[], apiKey: string): Values {
	const values = new Set([apiKey.trim().toLowerCase()]);
	const words = new Set<string>(['events', ...ACTION_SOURCES, ...Object.entries(DATA_TYPE_OF).flat()]);
	for (const { json } of items) collect(parseJson(json), true, values, words);
	const index = new Map<string, string[]>();
	for (const value of values) {
		if (value.length < MIN_LENGTH || words.has(value)) continue;
		const prefix = value.slice(0, PREFIX_LENGTH);
		const known = index.get(prefix);
		if (known === undefined) index.set(prefix, [value]);
		else known.push(value);
	}
	return new Map([...index].map(([prefix, known]) => [prefix, createLongestPrefix(known)]));
}

/** Objects whose keys are field names. In all others, such as `variant_dict`, the keys are values too. */
const OPENAI_OBJECTS = new Set(['user', 'data', 'contents']);

function collect(value: unknown, hasFieldNames: boolean, values: Set<string>, words: Set<string>): void {
	if (typeof value === 'string') addText(values, value);
	else if (typeof value === 'number' && Math.abs(value) >= 1000) values.add(String(value));
	else if (Array.isArray(value)) for (const member of value) collect(member, hasFieldNames, values, words);
	else if (isRecord(value)) {
		for (const [key, member] of Object.entries(value)) {
			if (hasFieldNames) words.add(key);
			else addText(values, key);
			collect(member, hasFieldNames && OPENAI_OBJECTS.has(key), values, words);
		}
	}
}

/** Adds the text as it is, and as JSON escapes it. */
function addText(values: Set<string>, text: string): void {
	const lower = text.trim().toLowerCase();
	values.add(lower);
	values.add(JSON.stringify(lower).slice(1, -1));
}
