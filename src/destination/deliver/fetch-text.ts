/**
 * One HTTP exchange, read to its end within limits of time and size. A file of its own, since the build for Segment
 * replaces it.
 */

import type { Fetch } from '../ports.js';

/** A request for `fetchText`, which follows no redirect. */
export interface Request {
	readonly method: string;
	readonly headers: Readonly<Record<string, string>>;
	/** Absent for a GET. */
	readonly body?: string | Uint8Array<ArrayBuffer>;
}

/** The answer. Of its body, at most the first million characters. */
export interface TextAnswer {
	readonly status: number;
	readonly headers: { get(name: string): string | null };
	readonly body: string;
}

/** When to stop waiting for an answer. */
export interface Patience {
	/** Milliseconds for the whole exchange. */
	readonly timeoutMs: number;
	/** Ends the exchange at once. */
	readonly signal?: AbortSignal | undefined;
}

/** OpenAI's answers have a few hundred characters; a thousand errors have less than a million. Our choice. */
const MAX_BODY_LENGTH = 1_000_000;

/**
 * Ends within its time also if `fetch` or the body ignores the signal.
 *
 * @throws whatever `fetch` throws, a TimeoutError after `timeoutMs`, and the signal's reason
 */
export async function fetchText(
	fetch: Fetch,
	url: string,
	request: Request,
	{ timeoutMs, signal }: Patience,
): Promise<TextAnswer> {
	const end = new AbortController();
	const stop = () => end.abort(signal?.reason);
	const timer = setTimeout(() => end.abort(new DOMException('No whole answer in time.', 'TimeoutError')), timeoutMs);
	signal?.addEventListener('abort', stop);
	const isOver = new Promise<never>((_resolve, reject) => {
		end.signal.addEventListener('abort', () => reject(end.signal.reason));
	});
	try {
		if (signal?.aborted) stop();
		return await Promise.race([exchange(fetch, url, { ...request, redirect: 'manual', signal: end.signal }), isOver]);
	} finally {
		clearTimeout(timer);
		signal?.removeEventListener('abort', stop);
		end.abort(); // Hangs up if more of a body that is too long is on its way.
	}
}

async function exchange(fetch: Fetch, url: string, init: RequestInit): Promise<TextAnswer> {
	const response = await fetch(url, init);
	return { status: response.status, headers: response.headers, body: await readBody(response) };
}

/** Stops the body once it is too long: what follows is never received. */
async function readBody(response: Response): Promise<string> {
	const { body } = response;
	// A `fetch` of the caller's own may return something simpler than a stream.
	if (!isStream(body)) return (await response.text()).slice(0, MAX_BODY_LENGTH);
	const decoder = new TextDecoder();
	let text = '';
	for await (const chunk of body) {
		text += decoder.decode(chunk, { stream: true });
		if (text.length > MAX_BODY_LENGTH) return text.slice(0, MAX_BODY_LENGTH);
	}
	return text + decoder.decode();
}

/** True for web streams and for Node's, which node-fetch returns. */
function isStream(body: unknown): body is AsyncIterable<Uint8Array> {
	return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}
