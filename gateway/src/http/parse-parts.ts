/** Parses JSON part by part, with pauses: JSON.parse of 20 MB in one go would hold up all others. */

import { parseJson } from 'openai-ads-destination/internal';
import { HttpError } from './http-error.js';
import type { JsonOutline, Part } from './json-outline.js';
import { Pauses } from './pauses.js';

const BOM = Buffer.from('\ufeff');

/**
 * Gives what JSON.parse would give. First the text is parsed with a mark in the place of each part, `[0]`, `[1]`...; at that
 * depth every list or object is a part, so that nothing else looks like a mark. Then the parts take the places of their marks.
 *
 * @param outline of the same bytes
 * @param parsePart gives the value of one part, or a promise of it
 * @throws HttpError 400 if it is no JSON
 */
export async function parseParts(
	bytes: Buffer,
	{ parts, partDepth }: Pick<JsonOutline, 'parts' | 'partDepth'>,
	parsePart: (bytes: Buffer, part: Part) => unknown = parsePlain,
): Promise<unknown> {
	const root = parse(markParts(bytes, parts));
	const pauses = new Pauses();
	for (const holder of findHolders(root, partDepth)) {
		for (const [key, mark] of Object.entries(holder)) {
			const part = Array.isArray(mark) ? parts[Number(mark[0])] : undefined;
			if (part === undefined) continue;
			const value = parsePart(bytes, part);
			replace(holder, key, value instanceof Promise ? await value : value);
			const wait = pauses.next();
			if (wait !== undefined) await wait;
		}
	}
	return root;
}

/** What has parts in it: a list of events itself, else the lists and objects at the depth above. */
function findHolders(root: unknown, partDepth: number): object[] {
	let holders = [root].filter(isHolder);
	for (let depth = 2; depth < partDepth; depth++)
		holders = holders.flatMap((holder): unknown[] => Object.values(holder)).filter(isHolder);
	return holders;
}

function isHolder(value: unknown): value is object {
	return typeof value === 'object' && value !== null;
}

/** Parses all of it in one go. @throws HttpError 400 if it is no JSON */
export function parseWhole(bytes: Buffer): unknown {
	return parse(bytes.toString('utf8', startOf(bytes)));
}

/** Parses a part in one go. @throws HttpError 400 if it is no JSON */
export function parsePlain(bytes: Buffer, { start, end }: Pick<Part, 'start' | 'end'>): unknown {
	return parse(bytes.toString('utf8', start, end));
}

function markParts(bytes: Buffer, parts: readonly Part[]): string {
	let text = '';
	let at = startOf(bytes);
	for (const [index, { start, end }] of parts.entries()) {
		text += `${bytes.toString('utf8', at, start)}[${index}]`;
		at = end;
	}
	return text + bytes.toString('utf8', at);
}

function startOf(bytes: Buffer): number {
	return bytes.subarray(0, BOM.length).equals(BOM) ? BOM.length : 0;
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
