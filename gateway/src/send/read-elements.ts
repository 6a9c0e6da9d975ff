/** Splits a stream of bytes that is one JSON array into its elements, in bounded memory however long they are. */

import { type Line, type LineOptions, MAX_LINE_BYTES } from './read-lines.js';

const [QUOTE, BACKSLASH, COMMA, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [34, 92, 44, 91, 93, 123, 125];

/**
 * Yields the elements of each chunk, numbered from 1. Only brackets and texts are looked at: whether an element is JSON is
 * found out where lines of NDJSON are parsed. What follows the array is an element that is not JSON.
 */
export async function* readElements(
	chunks: AsyncIterable<Buffer>,
	{ maxLineBytes = MAX_LINE_BYTES, isCut = () => false }: LineOptions = {},
): AsyncGenerator<Line[]> {
	const splitter = new ElementSplitter(maxLineBytes);
	for await (const chunk of chunks) yield splitter.split(chunk);
	if (!isCut()) yield splitter.finish();
}

class ElementSplitter {
	readonly #maxBytes: number;
	#parts: Buffer[] = [];
	#sizeBytes = 0;
	#number = 0;
	/** Of brackets around the current byte: 1 is inside the array. */
	#depth = 0;
	#hasBegun = false;
	#isText = false;
	#isEscaped = false;

	constructor(maxBytes: number) {
		this.#maxBytes = maxBytes;
	}

	split(chunk: Buffer): Line[] {
		const lines: Line[] = [];
		let start = 0;
		for (let at = 0; at < chunk.length; at++) {
			const byte = chunk[at];
			if (this.#isText) {
				this.#readText(byte);
				continue;
			}
			const depth = this.#depth;
			this.#readBracket(byte);
			if (depth === 1 && (byte === COMMA || byte === CLOSE_LIST)) {
				this.#keep(chunk.subarray(start, at));
				lines.push(...this.finish());
				start = at + 1;
			} else if (!this.#hasBegun && byte === OPEN_LIST) {
				// What stands before it is white space and a byte order mark.
				this.#hasBegun = true;
				start = at + 1;
			}
		}
		this.#keep(chunk.subarray(start));
		return lines;
	}

	/** Ends the current element; returns nothing if there is none. */
	finish(): Line[] {
		const sizeBytes = this.#sizeBytes;
		const text = sizeBytes > this.#maxBytes ? undefined : Buffer.concat(this.#parts).toString('utf8').trim();
		this.#parts = [];
		this.#sizeBytes = 0;
		return text === '' ? [] : [{ number: ++this.#number, text, sizeBytes }];
	}

	#readText(byte: number | undefined): void {
		if (this.#isEscaped) this.#isEscaped = false;
		else if (byte === BACKSLASH) this.#isEscaped = true;
		else if (byte === QUOTE) this.#isText = false;
	}

	#readBracket(byte: number | undefined): void {
		if (byte === QUOTE) this.#isText = true;
		else if (byte === OPEN_LIST || byte === OPEN_OBJECT) this.#depth++;
		else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) this.#depth--;
	}

	#keep(part: Buffer): void {
		this.#sizeBytes += part.length;
		if (this.#sizeBytes > this.#maxBytes) this.#parts = [];
		else if (part.length > 0) this.#parts.push(part);
	}
}
