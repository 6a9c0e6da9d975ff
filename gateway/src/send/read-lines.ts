/** Splits a stream of bytes into lines, in bounded memory however long the lines are. */

/** Longest line, in bytes. An event is at most 1 MB when sent; the rest is for fields that are not mapped. Our choice. */
export const MAX_LINE_BYTES = 6 * 1024 * 1024;
const NEWLINE = 0x0a;
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
			this.#keep(chunk.subarray(start, end));
			lines.push(...this.finish());
			start = end + 1;
		}
		this.#keep(chunk.subarray(start));
		return lines;
	}

	/** Ends the current line; returns nothing if it is empty. */
	finish(): Line[] {
		const number = ++this.#number;
		const sizeBytes = this.#sizeBytes;
		const text = sizeBytes > this.#maxLineBytes ? undefined : this.#decode();
		this.#parts = [];
		this.#sizeBytes = 0;
		return text?.trim() === '' ? [] : [{ number, text, sizeBytes }];
	}

	#keep(part: Buffer): void {
		this.#sizeBytes += part.length;
		if (this.#sizeBytes > this.#maxLineBytes) this.#parts = [];
		else this.#parts.push(part);
	}

	#decode(): string {
		const [only = Buffer.alloc(0)] = this.#parts;
		const text = (this.#parts.length > 1 ? Buffer.concat(this.#parts) : only).toString('utf8').replace(/\r$/, '');
		return this.#number === 1 && text.startsWith(BOM) ? text.slice(1) : text;
	}
}
