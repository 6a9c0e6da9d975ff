/** One click on an ad as it is kept: how it is written into a cookie, and how it is told from other clicks. */

import { quietly } from './quietly.js';

/** A click reference with its history. Times are in milliseconds since 1970. */
export interface Click {
	/** When this click was first seen: the newest click wins. */
	readonly first: number;
	/** When its URL was last seen: the lifetime counts from here. */
	readonly last: number;
	/** Fingerprints of the clicks before this one, newest first, without separators. */
	readonly older: string;
	/** The raw text of the URL parameter. */
	readonly raw: string;
}

/**
 * The text that is stored: `v1.<first>.<last>.<older>.<raw>`, times in base 36. It starts with a letter, so that nobody's
 * cookie reader takes it for a number, and holds nothing that a cookie cannot.
 */
export function formatClick({ first, last, older, raw }: Click): string {
	return `v1.${first.toString(36)}.${last.toString(36)}.${older}.${escaped(raw)}`;
}

/** Reads a stored text; `undefined` if it is not ours or is damaged. */
export function parseClick(text: unknown): Click | undefined {
	const [, first, last, older, raw] = /^v1\.(\w+)\.(\w+)\.(\w*)\.(.+)/.exec(text as string) ?? []; // exec() takes any text-like value.
	return raw
		? { first: parseInt(first!, 36), last: parseInt(last!, 36), older: older!, raw: decodeURIComponent(raw) }
		: undefined;
}

/** Percent-encodes all that could end a cookie or a URL parameter; real references come through unchanged. */
export function escaped(text: string): string {
	return text.replace(/[^\w.~=-]/gu, encodeURIComponent);
}

/** The text decoded once, with `+` as a space: readers of URLs differ about that. What can't be decoded stays as it is. */
export function decoded(text: string): string {
	return spaced(quietly(() => decodeURIComponent(text)) ?? text);
}

/** The text with spaces for `+`. */
export function spaced(text: string): string {
	return text.replace(/\+/g, ' ');
}

/** Seven characters that tell clicks apart (32 bits), the same for the encoded and the plain form of a reference. */
export function fingerprint(text: string): string {
	let hash = 0;
	for (const char of decoded(text)) hash = (Math.imul(hash, 31) + char.charCodeAt(0)) | 0;
	return ((hash >>> 0) + 2 ** 32).toString(36);
}
