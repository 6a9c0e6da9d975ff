/** Reads one HTTP request to its end. Holds no more of a body than a request may have. */

import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';

/** OpenAI documents no limit; 16 MB is four times what RudderStack's destination sends. Our choice. */
const MAX_BODY_BYTES = 16_000_000;

/** What the rooms behind the door need to know of a request. */
export interface ArrivedRequest {
	readonly method: string;
	/** Without the query. */
	readonly path: string;
	/** Of the query; `undefined` when it is missing or empty. */
	readonly pid: string | undefined;
	/** The key of `Authorization: Bearer ...`. */
	readonly bearer: string | undefined;
	readonly contentEncoding: string;
	/** The text; empty when it is too large. */
	readonly body: string;
	readonly isTooLarge: boolean;
	/** The JSON of the body; `undefined`, which no JSON is, when it isn't JSON or isn't UTF-8. */
	readonly json: unknown;
}

/** Reads a request; `undefined` when the client hung up first. Never throws. */
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
		body,
		isTooLarge,
		json: isTooLarge || !isUtf8(bytes) ? undefined : parseJson(body),
	};
}

// A body that is too large is read to its end all the same: a client that is still writing reads no answer.
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

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
