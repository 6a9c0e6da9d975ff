/** Reads events from bytes: lines of NDJSON, or the elements of one JSON array; either gzipped. */

import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { readElements } from './read-elements.js';
import { type Line, type LineOptions, readLines } from './read-lines.js';

const GZIP = Buffer.from([0x1f, 0x8b]);
const OPEN_LIST = 0x5b;
/** White space and the bytes of a byte order mark. */
const BLANK = new Set([0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf]);

/** Yields some events at a time. What it is shows in the first bytes, not in the file's name. */
export async function* readEvents(chunks: AsyncIterable<Buffer>, options: LineOptions = {}): AsyncGenerator<Line[]> {
	const packed = await peek(chunks, (start) => (start.length < 2 ? undefined : start.subarray(0, 2).equals(GZIP)));
	const bytes = packed.answer ? inflate(packed.chunks) : packed.chunks;
	const { answer: isArray, chunks: all } = await peek(bytes, beginsArray);
	yield* isArray ? readElements(all, options) : readLines(all, options);
}

/** Inflates chunk by chunk, so that a small file of many events takes no more memory than a large one. */
function inflate(chunks: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
	const source = Readable.from(chunks, { objectMode: false, highWaterMark: 1 << 16 });
	const gunzip = createGunzip({ chunkSize: 1 << 18 });
	source.on('error', (error) => gunzip.destroy(error));
	return source.pipe(gunzip);
}

function beginsArray(start: Buffer): boolean | undefined {
	const first = start.find((byte) => !BLANK.has(byte));
	return first === undefined ? undefined : first === OPEN_LIST;
}

/** Looks at the first chunks until there is an answer; gives all chunks back, those too. */
async function peek(
	chunks: AsyncIterable<Buffer>,
	find: (start: Buffer) => boolean | undefined,
): Promise<{ readonly answer: boolean; readonly chunks: AsyncIterable<Buffer> }> {
	const iterator = chunks[Symbol.asyncIterator]();
	let start: Buffer = Buffer.alloc(0);
	let answer: boolean | undefined;
	while (answer === undefined && start.length < MAX_PEEK_BYTES) {
		const next = await iterator.next();
		if (next.done) break;
		start = Buffer.concat([start, next.value]);
		answer = find(start);
	}
	return { answer: answer ?? false, chunks: putBack(start, iterator) };
}

/** A file that begins with more white space than this is no array. Our choice. */
const MAX_PEEK_BYTES = 4 * 1024 * 1024;

async function* putBack(start: Buffer, iterator: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
	try {
		yield start;
		for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
	} finally {
		await iterator.return?.();
	}
}
