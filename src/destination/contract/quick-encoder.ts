/**
 * The contract's fields as an encoder that also checks them, generated from the schema when the process starts. What it does
 * not take, the schema judges.
 */

import { conversionEventFields, sha256 } from './conversion-event.js';
import { EncoderWriter } from './encoder-writer.js';
import { type EventJson, putDigest, readJson } from './json-bytes.js';

/** Puts an event's JSON at a position and returns the next one, or -1. */
const putEvent: (at: number, value: unknown) => number = createPut();

function createPut(): typeof putEvent {
	const writer = new EncoderWriter(new Map([[sha256, putDigest]]));
	const name = writer.nameOf(conversionEventFields);
	const body = `'use strict';\n${writer.functions.join('\n')}\nreturn ${name};`;
	try {
		const names = writer.constants.map((_, index) => `c${index}`);
		return new Function(...names, body)(...writer.constants); // The writer writes such a function.
	} catch {
		return () => -1; // Some hosts forbid code from text.
	}
}

/**
 * The JSON of an event that the schema takes, with its fields in the schema's order. `undefined` for what the schema refuses,
 * for what can't be told, and for what can't be read without an error.
 */
export function encodeIfSure(value: unknown): EventJson | undefined {
	try {
		const end = putEvent(0, value);
		return end < 0 ? undefined : readJson(end);
	} catch {
		return undefined; // It is too large, or has getters that throw.
	}
}
