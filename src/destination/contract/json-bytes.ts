/**
 * JSON, written into one buffer that is used again for each event: joining some hundred short texts would make as many
 * objects for a moment.
 *
 * Each `put` function takes the position to write at and returns the next. What does not fit is not written, so whoever reads
 * asks whether it did.
 */

import { DIGEST_LENGTH } from './digest.js';

/** Larger events are for `JSON.stringify`; few have 2 kB. */
const CAPACITY = 65_536;
const BYTES = Buffer.alloc(CAPACITY);
/** The buffer, four bytes at a time. Writing behind its end throws a RangeError. */
export const WORDS = new DataView(BYTES.buffer, BYTES.byteOffset, CAPACITY);
const QUOTE = 0x22;

/** 1 for what stands for itself between quotes. Outside of the table, the value is undefined. */
const IS_PLAIN = new Uint8Array(128).fill(1, 0x20);
for (const special of '"\\') IS_PLAIN[special.charCodeAt(0)] = 0;
/** 1 for lower-case hexadecimal digits. */
const IS_HEX = new Uint8Array(128);
for (const digit of '0123456789abcdef') IS_HEX[digit.charCodeAt(0)] = 1;

/** An event's JSON, and its UTF-8 length. */
export interface EventJson {
	readonly json: string;
	readonly sizeBytes: number;
}

/** What was put up to a position; `undefined` if it did not fit. */
export function readJson(end: number): EventJson | undefined {
	return end > CAPACITY ? undefined : { json: BYTES.toString('utf8', 0, end), sizeBytes: end };
}

/** An ASCII text as words for `WORDS`, low byte first. The last one is filled up with zeros. */
export function toWords(text: string): number[] {
	const bytes = Buffer.from(text.padEnd(4 * Math.ceil(text.length / 4), '\0'));
	return Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readInt32LE(4 * index));
}

export function putByte(at: number, byte: number): number {
	BYTES[at] = byte;
	return at + 1;
}

export function putText(at: number, text: string): number {
	const { length } = text;
	for (let index = 0; index < length; index++) {
		const code = text.charCodeAt(index);
		if (IS_PLAIN[code] !== 1) return putJson(at, text);
		BYTES[at + 1 + index] = code;
	}
	BYTES[at] = QUOTE;
	BYTES[at + 1 + length] = QUOTE;
	return at + 2 + length;
}

/** Puts a digest, four characters at a time; returns -1 for any other text. Events have several, so they are most of the JSON. */
export function putDigest(at: number, text: string): number {
	if (text.length !== DIGEST_LENGTH) return -1;
	let isHex = 1;
	for (let index = 0; index < DIGEST_LENGTH; index += 4) {
		const one = text.charCodeAt(index);
		const two = text.charCodeAt(index + 1);
		const three = text.charCodeAt(index + 2);
		const four = text.charCodeAt(index + 3);
		isHex &= isHexAt(one) & isHexAt(two) & isHexAt(three) & isHexAt(four);
		WORDS.setInt32(at + 1 + index, one | (two << 8) | (three << 16) | (four << 24), true);
	}
	BYTES[at] = QUOTE;
	BYTES[at + 1 + DIGEST_LENGTH] = QUOTE;
	return isHex === 1 ? at + 2 + DIGEST_LENGTH : -1;
}

/** Undefined outside of the table, which clears all bits. */
const isHexAt = (code: number) => IS_HEX[code] as number;

export function putNumber(at: number, value: number): number {
	const text = String(value);
	for (let index = 0; index < text.length; index++) BYTES[at + index] = text.charCodeAt(index);
	return at + text.length;
}

/** Puts any JSON value. */
export function putJson(at: number, value: unknown): number {
	const json = JSON.stringify(value);
	const size = Buffer.byteLength(json);
	if (at + size <= CAPACITY) BYTES.write(json, at);
	return at + size;
}
