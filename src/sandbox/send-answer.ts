/** Writes an answer to the socket: whole, late, in half, or not at all. */

import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from './answer.js';
import type { Fault } from './fault.js';

/** Sends `answer` the way the fault wants it. A client that hangs up meanwhile ends the wait. */
export async function sendAnswer(response: ServerResponse, answer: Answer, fault: Fault = {}): Promise<void> {
	if (fault.delayMs !== undefined) await waitWhileOpen(response, fault.delayMs);
	const { socket } = response;
	if (fault.reset) {
		socket?.resetAndDestroy();
		return;
	}
	const text = JSON.stringify(answer.body);
	response.writeHead(answer.status, {
		'content-type': 'application/json',
		'content-length': Buffer.byteLength(text),
		'openai-version': '2020-10-01',
		'x-request-id': `req_${randomUUID()}`,
		...answer.headers,
	});
	if (!fault.halfBody) response.end(text);
	// The socket goes only once the first half is out, or the client would not even see the status.
	else response.write(text.slice(0, text.length >> 1), () => socket?.destroy());
}

async function waitWhileOpen(response: ServerResponse, delayMs: number): Promise<void> {
	const hungUp = new AbortController();
	const abort = () => hungUp.abort();
	response.once('close', abort);
	await sleep(delayMs, undefined, { signal: hungUp.signal }).catch(() => {});
	response.off('close', abort);
}
