/** Writes an answer to the socket: at once, late, only half of it, or not at all. */

import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './fault.js';
import { NO_CONTENT } from './fault-problem.js';
import type { SandboxAnswer } from './sandbox-answer.js';

/** Sends `answer` as the fault demands. A client that hangs up ends the delay. @param requestId for `x-request-id` */
export async function sendAnswer(
	response: ServerResponse,
	answer: SandboxAnswer,
	requestId: string,
	fault: Fault = {},
): Promise<void> {
	if (fault.delayMs !== undefined) await waitWhileOpen(response, fault.delayMs);
	const { socket } = response;
	if (fault.reset) {
		socket?.resetAndDestroy();
		return;
	}
	const text = toText(answer);
	response.writeHead(answer.status, { ...toHeaders(answer, text, requestId), ...answer.headers });
	if (!fault.halfBody) response.end(text);
	// The socket is destroyed only after the first half is written, or the client would not even see the status.
	else response.write(text.slice(0, text.length >> 1), () => socket?.destroy());
}

/** The body of an answer; empty if it has none. */
export function toText({ firewallText, body }: SandboxAnswer): string {
	return firewallText ?? JSON.stringify(body) ?? '';
}

function toHeaders({ status, firewallText }: SandboxAnswer, text: string, requestId: string): OutgoingHttpHeaders {
	const length = { 'content-length': Buffer.byteLength(text) };
	if (firewallText !== undefined)
		return { ...length, 'content-type': 'text/plain; charset=UTF-8', server: 'cloudflare' };
	const own = { 'openai-version': '2020-10-01', 'x-request-id': requestId };
	return status === NO_CONTENT ? own : { ...own, ...length, 'content-type': 'application/json' };
}

async function waitWhileOpen(response: ServerResponse, delayMs: number): Promise<void> {
	const hungUp = new AbortController();
	const abort = () => hungUp.abort();
	response.once('close', abort);
	await sleep(delayMs, undefined, { signal: hungUp.signal }).catch(() => {});
	response.off('close', abort);
}
