/** Reads a request's JSON, whatever its content type, plain or gzip. Bounded in every direction. */

import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { parseJson } from 'openai-ads-destination/internal';
import { ByteBudget, readBytes } from './byte-budget.js';
import { badRequest, HttpError, tooLarge } from './http-error.js';

/** Largest body, inflated. (product decision) */
export const MAX_BODY_BYTES = 20 * 1024 * 1024;
/** Bodies that are held at the same time; more are put off: docs/decisions/0013-memory-for-bodies-is-counted.md */
const MAX_HELD_BYTES = 256 * 1024 * 1024;
const BOM = '\ufeff';
const gunzipAsync = promisify(gunzip);

export class BodyReader {
	readonly #budget: ByteBudget;

	constructor(maxHeldBytes = MAX_HELD_BYTES) {
		this.#budget = new ByteBudget(maxHeldBytes);
	}

	/** Reads, inflates and parses a body. @throws HttpError as `readText` and `readJson` do */
	async read(stream: AsyncIterable<Buffer>): Promise<unknown> {
		return readJson(await this.readText(stream));
	}

	/**
	 * Reads and inflates a body.
	 *
	 * Gzip is recognised by its first two bytes, which no JSON begins with: headers can't be relied on. The RudderStack SDK
	 * sends a form's content type, and proxies inflate bodies without correcting the header.
	 *
	 * @throws HttpError 413 for more than 20 MB before or after inflating, 400 for broken gzip, 503 if too much is being
	 *   read at once
	 */
	async readText(stream: AsyncIterable<Buffer>): Promise<string> {
		const share = this.#budget.openShare();
		try {
			const bytes = await readBytes(stream, share, MAX_BODY_BYTES);
			return (await inflate(bytes)).toString('utf8');
		} finally {
			share.release();
		}
	}
}

/** Inflates bytes that begin like gzip; returns others as they are. @throws HttpError 400, 413 */
export async function inflate(bytes: Buffer, maxBytes = MAX_BODY_BYTES): Promise<Buffer> {
	const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
	if (!isGzip) return bytes;
	try {
		return await gunzipAsync(bytes, { maxOutputLength: maxBytes });
	} catch (error) {
		// zlib stops as soon as it passes the limit, so a gzip bomb costs no more than that.
		if ((error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(maxBytes);
		throw badRequest('body: begins like gzip but cannot be inflated.');
	}
}

/** @throws HttpError 400 if the text is not JSON */
export function readJson(text: string): unknown {
	const json = parseJson(text.startsWith(BOM) ? text.slice(1) : text);
	if (json !== undefined) return json;
	throw new HttpError(400, 'invalid_json', 'body: expected JSON, plain or gzip.');
}
