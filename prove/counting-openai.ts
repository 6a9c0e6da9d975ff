/** An OpenAI that counts what it accepts, and refuses as a proof says. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface CountingOpenAI {
	readonly endpoint: string;
	/** Is told each request's key; returns the status of the answer. At first 200. */
	answer: (key: string) => number;
	/** Accepted events, each as often as it came. */
	count(): number;
	requests(): number;
	close(): void;
}

export async function aCountingOpenAI(): Promise<CountingOpenAI> {
	let [count, requests] = [0, 0];
	const server = createServer(async (request, response) => {
		const body = await text(request);
		requests++;
		const status = openAI.answer(request.headers.authorization?.replace('Bearer ', '') ?? '');
		response.writeHead(status, { 'content-type': 'application/json' });
		if (status !== 200) return response.end('{"error":{"code":null,"param":null,"message":"no"}}');
		const { length } = (JSON.parse(body) as { events: unknown[] }).events;
		count += length;
		return response.end(JSON.stringify({ accepted_events: length }));
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	const openAI: CountingOpenAI = {
		endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/events`,
		answer: () => 200,
		count: () => count,
		requests: () => requests,
		close: () => {
			server.close();
			server.closeAllConnections();
		},
	};
	return openAI;
}
