/** A click on an ad as it is stored, and the fingerprint that distinguishes it from other clicks. */

/**
 * A click reference with its history.
 *
 * - `version`  of this format, `v1`
 * - `first`    when it was first seen, in milliseconds since 1970: the newest click wins
 * - `last`     when its URL was last seen: the lifetime counts from here
 * - `raw`      the text of the URL parameter
 * - `known`    fingerprints of this click and of earlier ones, newest first
 */
export type Click = readonly [version: 'v1', first: number, last: number, raw: string, ...known: number[]];

/** A number below 1e9 that distinguishes clicks. */
export function fingerprint(text: string): number {
	let hash = 0;
	for (const char of text) hash = (hash * 31 + char.charCodeAt(0)) % 1e9;
	return hash;
}
