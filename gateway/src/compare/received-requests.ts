/** What another sender posted to a sandbox, which took it in: each conversion event once, however often it was tried. */

import { isRecord, parseJson, type UnknownRecord } from 'openai-ads-destination/internal';
import { readEvents } from '../send/read-events.js';
import type { Line } from '../send/read-lines.js';
import { StartError } from '../start-error.js';
import { findSent } from './read-record.js';

/** From the call to the last byte: a full sandbox tells 64 million characters. Our choice. */
const TIMEOUT_MS = 60_000;
/** One request as the sandbox tells it: a body of 4 MB, its quotes written as `\"`, and its answer. Our choice. */
const MAX_REQUEST_BYTES = 16 * 1024 * 1024;
/** Ids that are remembered, so that a request that was sent again is not a second event. Our choice. */
const MAX_KNOWN = 200_000;
/** What `openai-ads sandbox` holds: the newest. */
export const KEPT_REQUESTS = 10_000;
const PATH = '/_sandbox/requests';

export type ReceivedRequest =
	| { readonly kind: 'sent'; readonly sent: readonly UnknownRecord[] }
	| { readonly kind: 'unreadable'; readonly detail: string };

/**
 * Yields the requests of a sandbox in order of arrival, with the events that none before them carried.
 *
 * - `sent`        events of one request; none if it only said again what an earlier one said.
 * - `unreadable`  a request whose body the sandbox no longer holds, or is too long, or holds no events.
 *
 * @param url where the sandbox listens: `http://127.0.0.1:8788`
 * @throws StartError if no sandbox answers there
 */
export async function* readReceived(url: string, fetchText: typeof fetch = fetch): AsyncGenerator<ReceivedRequest> {
	const origin = new URL(url).origin;
	const known = new Set<string>();
	try {
		const response = await fetchText(origin + PATH, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
		if (!response.ok || response.body === null)
			throw new StartError(explain(origin, `an answer of ${response.status}`));
		const chunks = response.body as unknown as AsyncIterable<Buffer>; // Its chunks are Uint8Arrays, which is all that is read of them.
		for await (const lines of readEvents(toBuffers(chunks), { maxLineBytes: MAX_REQUEST_BYTES })) {
			for (const line of lines) yield readRequest(line, known);
		}
	} catch (error) {
		throw error instanceof StartError ? error : new StartError(explain(origin, toCode(error)));
	}
}

async function* toBuffers(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
	for await (const chunk of chunks) yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}

function readRequest({ text }: Line, known: Set<string>): ReceivedRequest {
	if (text === undefined) return { kind: 'unreadable', detail: `a request longer than ${MAX_REQUEST_BYTES} bytes` };
	const request = parseJson(text);
	if (!isRecord(request)) return { kind: 'unreadable', detail: 'no request of a sandbox' };
	if (typeof request['body'] !== 'string')
		return { kind: 'unreadable', detail: 'a request that the sandbox no longer holds' };
	const all = findSent(request['body']);
	if (all.length === 0) return { kind: 'unreadable', detail: 'a request without events' };
	return { kind: 'sent', sent: all.filter((event) => isNew(event, known)) };
}

function isNew({ type, id, custom_event_name: name }: UnknownRecord, known: Set<string>): boolean {
	const key = JSON.stringify([type, name, id]);
	if (known.has(key)) return false;
	if (known.size < MAX_KNOWN) known.add(key);
	return true;
}

function explain(origin: string, got: string): string {
	return `--received: expected a sandbox on ${origin}, got ${got}. Start one: openai-ads sandbox.`;
}

function toCode(error: unknown): string {
	const { code, cause, name } = error as { code?: unknown; cause?: { code?: unknown }; name?: unknown };
	return String(code ?? cause?.code ?? name ?? 'no answer');
}
