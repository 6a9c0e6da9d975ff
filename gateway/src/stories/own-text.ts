/** A text with memory of its own. */

/** V8 copies shorter parts anyway. */
const MIN_SLICE = 13;

/**
 * V8 keeps a part of a text as a reference into the whole, so that 24 characters of a user agent would hold all of it for as long
 * as the story lives.
 */
export function ownText(text: string): string {
	return text.length < MIN_SLICE ? text : Buffer.from(text).toString();
}
