/** Parses JSON part by part, with pauses: JSON.parse of 20 MB in one go would hold up all others. */

import { isRecord, parseJson } from 'openai-ads-destination/internal';
import { HttpError } from './http-error.js';
import type { Span } from './json-outline.js';
import { createPauses } from './pauses.js';

const BOM = Buffer.from('\ufeff');

/**
 * Gives what JSON.parse would give. First the text is parsed with a mark in the place of each part, `[0]`, `[1]`...; at that
 * depth every list or object is a part, so that nothing else looks like a mark. Then the parts take the places of their marks.
 *
 * @param parts as a `JsonOutline` of the same bytes has them
 * @throws HttpError 400 if it is no JSON
 */
export async function parseParts(bytes: Buffer, parts: readonly Span[]): Promise<unknown> {
	const root = parse(markParts(bytes, parts));
	const pause = createPauses();
	for (const holder of findHolders(root)) {
		for (const [key, mark] of Object.entries(holder)) {
			const part = Array.isArray(mark) ? parts[Number(mark[0])] : undefined;
			if (part === undefined) continue;
			replace(holder, key, parse(bytes.toString('utf8', part.start, part.end)));
			const wait = pause();
			if (wait !== undefined) await wait;
		}
	}
	return root;
}

/** What has parts in it: a list of events itself, else the lists and objects in the root. */
function findHolders(root: unknown): object[] {
	if (Array.isArray(root)) return [root];
	const inside: unknown[] = isRecord(root) ? Object.values(root) : [];
	return inside.filter((value) => typeof value === 'object' && value !== null);
}

function markParts(bytes: Buffer, parts: readonly Span[]): string {
	let text = '';
	let at = bytes.subarray(0, BOM.length).equals(BOM) ? BOM.length : 0;
	for (const [index, { start, end }] of parts.entries()) {
		text += `${bytes.toString('utf8', at, start)}[${index}]`;
		at = end;
	}
	return text + bytes.toString('utf8', at);
}

/** Assigning to `__proto__` would change the holder's prototype; JSON.parse makes an ordinary property. */
function replace(holder: object, key: string, value: unknown): void {
	Object.defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true });
}

function parse(text: string): unknown {
	const json = parseJson(text);
	if (json !== undefined) return json;
	throw new HttpError(400, 'invalid_json', 'body: expected JSON, plain or gzip.');
}
