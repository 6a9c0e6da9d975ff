/** Writes an answer to the socket: at once, late, only half of it, or not at all. */

import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './fault.js';
import type { SandboxAnswer } from './sandbox-answer.js';

/** Sends `answer` as the fault demands. A client that hangs up ends the delay. */
export async function sendAnswer(response: ServerResponse, answer: SandboxAnswer, fault: Fault = {}): Promise<void> {
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
	// The socket is destroyed only after the first half is written, or the client would not even see the status.
	else response.write(text.slice(0, text.length >> 1), () => socket?.destroy());
}

async function waitWhileOpen(response: ServerResponse, delayMs: number): Promise<void> {
	const hungUp = new AbortController();
	const abort = () => hungUp.abort();
	response.once('close', abort);
	await sleep(delayMs, undefined, { signal: hungUp.signal }).catch(() => {});
	response.off('close', abort);
}
