/** Inflates gzip piece by piece, so that a small body with a large content costs no more than was looked at. */

import { createGunzip } from 'node:zlib';
import { badRequest, HttpError } from './http-error.js';

/** Large pieces spare turns of the loop; each takes about a tenth of a millisecond to look through. */
const PIECE_BYTES = 64 * 1024;

/**
 * Gzip is recognised by its first two bytes, which no JSON begins with: headers can't be relied on. The RudderStack SDK
 * sends a form's content type, and proxies inflate bodies without correcting the header.
 */
export function isGzip(bytes: Uint8Array): boolean {
	return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** Gives the content; of other bytes, the bytes. @throws HttpError 400 for gzip that is broken or ends early */
export async function* inflate(bytes: Buffer): AsyncGenerator<Buffer> {
	if (!isGzip(bytes)) {
		for (let at = 0; at < bytes.length; at += PIECE_BYTES) yield bytes.subarray(at, at + PIECE_BYTES);
		return;
	}
	const gunzip = createGunzip({ chunkSize: PIECE_BYTES });
	gunzip.end(bytes);
	try {
		for await (const piece of gunzip) yield piece as Buffer; // Without an encoding a stream gives bytes.
	} catch (error) {
		if (error instanceof HttpError) throw error;
		throw badRequest('body: begins like gzip but cannot be inflated.');
	} finally {
		gunzip.destroy();
	}
}
