/** Reads a request's JSON, whatever its content type, plain or gzip. Bounded in every direction. */

import { type BodyLimit, MAX_BODY_BYTES, refuseLarger } from './body-limit.js';
import { type BudgetShare, ByteBudget, readBytes } from './byte-budget.js';
import { HttpError } from './http-error.js';
import { inflate, isGzip } from './inflate.js';
import { JsonOutline } from './json-outline.js';
import { parseParts, parseWhole } from './parse-parts.js';
import { Pauses } from './pauses.js';
import { Turns } from './turns.js';

/** Bodies that are held at the same time; more are put off: docs/decisions/0013-memory-for-bodies-is-counted.md */
const MAX_HELD_BYTES = 256 * 1024 * 1024;
/** Bodies that are inflated and parsed at the same time; as many as zlib has threads. */
const TURNS = 4;
/** What a parsed value takes, roughly: 56 bytes for an empty object, 8 for a number in a list. */
export const BYTES_PER_VALUE = 50;
/** What nobody inflates here, though it may have been inflated on its way. */
const UNKNOWN_ENCODING = /^(?!(gzip|x-gzip|identity)$)/i;

export interface ReadOptions {
	readonly share: BudgetShare;
	readonly limit?: BodyLimit;
	/** The header `content-encoding`. */
	readonly encoding?: string | undefined;
}

/** Parsed in one go: about two milliseconds, a third less than part by part. Our choice. */
const SMALL_BYTES = 128 * 1024;

/** A body as it was inflated, and what it says. */
export interface ReadBody {
	readonly bytes: Buffer;
	readonly json: unknown;
}

export class BodyReader {
	readonly #budget: ByteBudget;
	readonly #turns = new Turns(TURNS);

	constructor(maxHeldBytes = MAX_HELD_BYTES) {
		this.#budget = new ByteBudget(maxHeldBytes, 429);
	}

	/** Starts what one request uses of the memory for bodies. To be released with the answer. */
	openShare(): BudgetShare {
		return this.#budget.openShare();
	}

	/**
	 * Reads, inflates and parses a body. Its bytes are counted as they arrive and as they inflate, and its values as they are
	 * made; only a few bodies are inflated at a time.
	 *
	 * @throws HttpError 413 for a body beyond its limit, before or after inflating, or with too many or too large events; 400 for
	 *   broken gzip or JSON; 415 for an encoding that is not read; 429 if too much is held
	 */
	async read(stream: AsyncIterable<Buffer>, options: ReadOptions): Promise<ReadBody> {
		const { share, limit = { bytes: MAX_BODY_BYTES }, encoding } = options;
		const raw = await readBytes(stream, share, limit.bytes, () => refuseLarger(limit));
		try {
			return await this.#turns.take(() => open(raw, share, limit));
		} catch (error) {
			if (encoding !== undefined && UNKNOWN_ENCODING.test(encoding.trim())) throw unknownEncoding();
			throw error;
		}
	}
}

async function open(raw: Buffer, share: BudgetShare, limit: BodyLimit): Promise<ReadBody> {
	const pauses = new Pauses();
	const outline = new JsonOutline();
	const pieces: Buffer[] = [];
	let length = 0;
	for await (const piece of inflate(raw)) {
		length += piece.length;
		if (length > limit.bytes) throw refuseLarger(limit);
		if (isGzip(raw)) share.take(piece.length);
		outline.push(piece);
		pieces.push(piece);
		await pauses.next();
	}
	const bytes = isGzip(raw) ? Buffer.concat(pieces, length) : raw;
	share.take(outline.values * BYTES_PER_VALUE);
	return { bytes, json: bytes.length <= SMALL_BYTES ? parseWhole(bytes) : await parseParts(bytes, outline) };
}

function unknownEncoding(): HttpError {
	return new HttpError(
		415,
		'unsupported_encoding',
		'content-encoding: expected gzip, or none. Send the body that way.',
	);
}
