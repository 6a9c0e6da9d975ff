/** Reads one HTTP request to its end. Holds no more of a body than the largest that is accepted. */

import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { parseJson } from '../destination/primitives/json.js';

/** OpenAI documents no limit; 16 MB is four times what RudderStack's destination sends. Our choice. */
const MAX_BODY_BYTES = 16_000_000;

/** A request that was read to its end. */
export interface ArrivedRequest {
	readonly method: string;
	/** Without the query. */
	readonly path: string;
	/** From the query; `undefined` when it is missing or empty. */
	readonly pid: string | undefined;
	/** The key of `Authorization: Bearer ...`. */
	readonly bearer: string | undefined;
	readonly contentEncoding: string;
	readonly headers: IncomingHttpHeaders;
	/** The text; empty when it is too large. */
	readonly body: string;
	readonly isTooLarge: boolean;
	/** The JSON of the body; `undefined` when the body is not JSON in UTF-8. */
	readonly json: unknown;
}

/** Reads a request; `undefined` when the client hung up before its end. Never throws. */
export async function readRequest(request: IncomingMessage): Promise<ArrivedRequest | undefined> {
	const bytes = await readBytes(request);
	if (bytes === undefined) return undefined;
	const isTooLarge = bytes === 'too_large';
	const body = isTooLarge ? '' : bytes.toString();
	const { url = '/', method = '', headers } = request;
	const [path = ''] = url.split('?', 1);
	return {
		method,
		path,
		pid: new URLSearchParams(url.slice(path.length)).get('pid') || undefined,
		bearer: /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1],
		contentEncoding: headers['content-encoding'] ?? 'identity',
		headers,
		body,
		isTooLarge,
		json: isTooLarge || !isUtf8(bytes) ? undefined : parseJson(body),
	};
}

// A body that is too large is read to its end too: a client that is still writing would not read the answer.
async function readBytes(request: IncomingMessage): Promise<Buffer | 'too_large' | undefined> {
	const chunks: Buffer[] = [];
	let sizeBytes = 0;
	try {
		for await (const chunk of request) {
			sizeBytes += chunk.length;
			if (sizeBytes <= MAX_BODY_BYTES) chunks.push(chunk);
			else chunks.length = 0;
		}
	} catch {
		return undefined;
	}
	return sizeBytes > MAX_BODY_BYTES ? 'too_large' : Buffer.concat(chunks);
}
