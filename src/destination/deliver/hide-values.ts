/**
 * Takes what a batch holds out of a text that OpenAI wrote, so that no value comes back in a result or a log line.
 * Knows the batch's own values only; what merely looks like a value is masked by error-body.ts.
 */

import type { BatchItem } from '../batch/batch-item.js';
import { ACTION_SOURCES, DATA_TYPE_OF } from '../contract/event-types.js';
import { isRecord, parseJson } from '../primitives/json.js';
import { createLongestPrefix, type LongestPrefix } from './longest-prefix.js';

/** Replaces the values of a batch in a text by `…`. */
export type Hide = (text: string) => string;

/**
 * Creates the eraser for one batch: every text and every number of four digits or more in its events, and the key.
 * Field names and OpenAI's own words stay. The events are only parsed when it is first used, after a refusal.
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

/** Lower-cased values by their first four characters (all of a shorter one). */
type Values = ReadonlyMap<string, LongestPrefix>;
const PREFIX_LENGTH = 4;
/** One letter or digit says nothing, and stands in every text. */
const MIN_LENGTH = 2;
/** From here on a value is hidden inside of other words too. */
const LONG = 8;

function hideValues(text: string, values: Values): string {
	const lower = text.toLowerCase();
	const shown = lower.length === text.length ? text : lower;
	let hidden = '';
	for (let at = 0; at < shown.length; ) {
		const length = lengthOfValueAt(lower, at, values);
		hidden += length === 0 ? shown[at] : '…';
		at += Math.max(1, length);
	}
	return hidden;
}

function lengthOfValueAt(text: string, at: number, values: Values): number {
	for (let length = PREFIX_LENGTH; length >= MIN_LENGTH; length--) {
		const findLongest = values.get(text.slice(at, at + length));
		const found = findLongest?.(text, at, (value) => isApart(text, at, value));
		if (found !== undefined) return found.length;
	}
	return 0;
}

const WORD = /[\p{L}\p{N}_]/u;
const INDEX = /^\d{1,4}$/;

/** True unless a short value is only a part of a word, or the index in a path. */
function isApart(text: string, at: number, value: string): boolean {
	if (value.length >= LONG) return true;
	const before = text[at - 1] ?? ' ';
	const after = text[at + value.length] ?? ' ';
	if (before === '[' && after === ']' && INDEX.test(value)) return false;
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

/** Objects whose keys are names of fields. In all others, such as `variant_dict`, the event chose the keys. */
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

/** The text as it is, and as it stands in JSON. */
function addText(values: Set<string>, text: string): void {
	const lower = text.trim().toLowerCase();
	values.add(lower);
	values.add(JSON.stringify(lower).slice(1, -1));
}
