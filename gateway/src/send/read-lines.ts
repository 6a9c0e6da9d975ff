/** Splits a stream of bytes into lines, in bounded memory however long the lines are. */

/** Longest line, in bytes. An event is at most 1 MB when sent; the rest is for fields that are not mapped. Our choice. */
export const MAX_LINE_BYTES = 6 * 1024 * 1024;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const BOM = '\ufeff';
const NOTHING: Part = { chunk: Buffer.alloc(0), start: 0, end: 0 };

export interface Line {
	/** Counted from 1 with empty lines, as in editors. */
	readonly number: number;
	/** `undefined` if the line is longer than the limit; its bytes are not kept. */
	readonly text: string | undefined;
	/** Bytes read for it, and for empty lines before it. */
	readonly sizeBytes: number;
}

/** Bytes of a chunk. */
interface Part {
	readonly chunk: Buffer;
	readonly start: number;
	readonly end: number;
}

/** A line within one chunk. Its text is made when it is asked for: of the thousands that wait for their turn, few have one in memory. */
class WaitingLine implements Line {
	readonly number: number;
	readonly sizeBytes: number;
	readonly #part: Part;

	constructor(number: number, sizeBytes: number, part: Part) {
		this.number = number;
		this.sizeBytes = sizeBytes;
		this.#part = part;
	}

	get text(): string {
		return decode(this.#part);
	}
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
	/** Of the current line, from earlier chunks. */
	#parts: Buffer[] = [];
	#sizeBytes = 0;
	/** Of empty lines since the last one that was not, with their ends: they may wait in memory with the next one's chunk. */
	#emptyBytes = 0;
	#number = 0;

	constructor(maxLineBytes: number) {
		this.#maxLineBytes = maxLineBytes;
	}

	split(chunk: Buffer): Line[] {
		const lines: Line[] = [];
		let start = 0;
		for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
			this.#end({ chunk, start, end }, lines);
			start = end + 1;
		}
		this.#keep(chunk.subarray(start));
		return lines;
	}

	/** The last line, if it is not empty. */
	finish(): Line[] {
		const lines: Line[] = [];
		this.#end(NOTHING, lines);
		return lines;
	}

	/** Ends the current line with this part, and adds it unless it is empty. */
	#end(part: Part, lines: Line[]): void {
		const number = ++this.#number;
		const ownBytes = this.#sizeBytes + part.end - part.start;
		const sizeBytes = ownBytes + this.#emptyBytes;
		this.#emptyBytes = 0;
		if (ownBytes > this.#maxLineBytes) lines.push({ number, text: undefined, sizeBytes });
		else if (this.#sizeBytes === 0 && beginsVisibly(part)) lines.push(new WaitingLine(number, sizeBytes, part));
		else {
			const text = this.#decode(part);
			if (text.trim() === '') this.#emptyBytes = sizeBytes + 1;
			else lines.push({ number, text, sizeBytes });
		}
		this.#parts = [];
		this.#sizeBytes = 0;
	}

	#keep(part: Buffer): void {
		this.#sizeBytes += part.length;
		if (this.#sizeBytes > this.#maxLineBytes) this.#parts = [];
		else if (part.length > 0) this.#parts.push(part);
	}

	#decode({ chunk, start, end }: Part): string {
		const whole = Buffer.concat([...this.#parts, chunk.subarray(start, end)]);
		const text = decode({ chunk: whole, start: 0, end: whole.length });
		return text.startsWith(BOM) && this.#number === 1 ? text.slice(1) : text;
	}
}

/** Without the carriage return of a line end. */
function decode({ chunk, start, end }: Part): string {
	return chunk.toString('utf8', start, end > start && chunk[end - 1] === RETURN ? end - 1 : end);
}

/** True for most lines: neither white space nor a byte order mark is at their beginning. */
function beginsVisibly({ chunk, start }: Part): boolean {
	const first = chunk[start] ?? 0;
	return first > 0x20 && first < 0x7f;
}
