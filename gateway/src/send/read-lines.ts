/** Splits a stream of bytes into lines, in bounded memory however long the lines are. */

/** Longest line, in bytes. An event is at most 1 MB when sent; the rest is for fields that are not mapped. Our choice. */
export const MAX_LINE_BYTES = 6 * 1024 * 1024;
const NEWLINE = 0x0a;
const NOTHING = Buffer.alloc(0);
const BOM = '\ufeff';

export interface Line {
	/** Counted from 1 with empty lines, as in editors. */
	readonly number: number;
	/** `undefined` if the line is longer than the limit; its bytes are not kept. */
	readonly text: string | undefined;
	/** Bytes read for it. */
	readonly sizeBytes: number;
}

export interface LineOptions {
	readonly maxLineBytes?: number;
	/** Called at the end: was the stream cut on purpose? Then its last line may be incomplete and is left out. */
	isCut?(): boolean;
}

/** Yields the non-empty lines of each chunk, without line ends of either kind and without a byte order mark. */
export async function* readLines(
	chunks: AsyncIterable<Buffer>,
	{ maxLineBytes = MAX_LINE_BYTES, isCut = () => false }: LineOptions = {},
): AsyncGenerator<Line[]> {
	const splitter = new Splitter(maxLineBytes);
	for await (const chunk of chunks) yield splitter.split(chunk);
	if (!isCut()) yield splitter.finish();
}

class Splitter {
	readonly #maxLineBytes: number;
	#parts: Buffer[] = [];
	#sizeBytes = 0;
	#number = 0;

	constructor(maxLineBytes: number) {
		this.#maxLineBytes = maxLineBytes;
	}

	split(chunk: Buffer): Line[] {
		const lines: Line[] = [];
		let start = 0;
		for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
			const line = this.#end(chunk, start, end);
			if (line !== undefined) lines.push(line);
			start = end + 1;
		}
		this.#keep(chunk.subarray(start));
		return lines;
	}

	/** The last line, if it is not empty. */
	finish(): Line[] {
		return [this.#end(NOTHING, 0, 0)].filter((line) => line !== undefined);
	}

	/** Ends the current line within a chunk; returns nothing if it is empty. */
	#end(chunk: Buffer, start: number, end: number): Line | undefined {
		const number = ++this.#number;
		const sizeBytes = this.#sizeBytes + end - start;
		const text = sizeBytes > this.#maxLineBytes ? undefined : this.#decode(chunk, start, end);
		if (this.#sizeBytes > 0) this.#parts = [];
		this.#sizeBytes = 0;
		return text?.trim() === '' ? undefined : { number, text, sizeBytes };
	}

	#keep(part: Buffer): void {
		this.#sizeBytes += part.length;
		if (this.#sizeBytes > this.#maxLineBytes) this.#parts = [];
		else this.#parts.push(part);
	}

	#decode(chunk: Buffer, start: number, end: number): string {
		// Most lines lie within one chunk, where making a view for each would take more memory than its text.
		const isWhole = this.#parts.length === 0;
		const bytes = isWhole ? chunk : Buffer.concat([...this.#parts, chunk.subarray(start, end)]);
		const text = (isWhole ? bytes.toString('utf8', start, end) : bytes.toString('utf8')).replace(/\r$/, '');
		return this.#number === 1 && text.startsWith(BOM) ? text.slice(1) : text;
	}
}
