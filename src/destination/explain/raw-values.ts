/** What stands in the event itself where the mapper found nothing usable. No value leaves this file: only its place and kind. */

import { readPlace } from '../map/paths/sources.js';
import { isRecord } from '../primitives/json.js';
import type { ReasonCase } from './reason-case.js';

/** Keys of one object that are looked at, and characters of a text. Our choice. */
const MAX_KEYS = 100;
const MAX_TEXT = 4096;
const DIGEST = /^[0-9a-f]+$/i;
const BASE64_OF_SHA256 = /^[A-Za-z0-9+/_-]{43}=?$/;
const WITH_PREFIX = /^sha-?256[:=$]/i;
/** A path of plain keys; others may be somebody's data. */
const PLAIN_KEY = /^[A-Za-z_]\w{0,39}$/;
const ALGORITHMS: ReadonlyMap<number, string> = new Map([
	[32, 'MD5'],
	[40, 'SHA-1'],
	[56, 'SHA-224'],
	[96, 'SHA-384'],
	[128, 'SHA-512'],
]);

/** How an e-mail address or phone number that can't be used was hashed, if it was. */
export function findAlgorithm(
	one: ReasonCase,
	field: 'user.email' | 'user.phone',
): { readonly algorithm: string } | undefined {
	for (const text of textsOf(one, field)) {
		const algorithm = toAlgorithm(text);
		if (algorithm !== undefined) return { algorithm };
	}
	return undefined;
}

/** The texts where e-mail addresses or phone numbers are read. */
export function textsOf({ trace }: ReasonCase, field: 'user.email' | 'user.phone'): readonly string[] {
	const { reading, watched } = trace;
	const texts: string[] = [];
	for (const place of watched.mapping.guestReaders[field].places) {
		for (const value of [readPlace(reading.sources, place)].flat()) if (isText(value)) texts.push(value.trim());
	}
	return texts;
}

function isText(value: unknown): value is string {
	return typeof value === 'string' && value.length <= MAX_TEXT;
}

function toAlgorithm(text: string): string | undefined {
	if (WITH_PREFIX.test(text)) return 'SHA-256, and the name of that stands before it';
	if (BASE64_OF_SHA256.test(text)) return 'SHA-256 in base64, not in hexadecimal';
	return DIGEST.test(text) ? ALGORITHMS.get(text.length) : undefined;
}

/** The objects of an event in which people put values, by path. */
export function listNodes({ trace }: ReasonCase): readonly (readonly [path: string, node: unknown])[] {
	const { event } = trace.reading;
	const context = isRecord(event['context']) ? event['context'] : {};
	return [
		['properties', event['properties']],
		['traits', event['traits']],
		['context', event['context']],
		['context.traits', context['traits']],
		['context.page', context['page']],
	];
}

/** The own texts of an object, by key. */
export function listTexts(node: unknown): readonly (readonly [key: string, text: string])[] {
	if (!isRecord(node)) return [];
	const texts: [key: string, text: string][] = [];
	for (const [key, value] of Object.entries(node).slice(0, MAX_KEYS)) if (isText(value)) texts.push([key, value]);
	return texts;
}

/** The value at a path of plain keys, own ones only. */
export function valueAt(event: object, path: string): unknown {
	let node: unknown = event;
	for (const key of path.split('.')) {
		if (!isRecord(node) || !Object.hasOwn(node, key)) return undefined;
		node = node[key];
	}
	return node;
}

/** The own keys of an object, at most 100. */
export function keysOf(value: unknown): readonly string[] {
	return isRecord(value) ? Object.keys(value).slice(0, MAX_KEYS) : [];
}

export const isPlainKey = (key: string) => PLAIN_KEY.test(key);
