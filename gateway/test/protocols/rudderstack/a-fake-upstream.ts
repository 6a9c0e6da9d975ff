/** A fake of RudderStack's transformer: it records every byte of its requests and answers as it is told. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Recorded {
	readonly method: string;
	readonly url: string;
	readonly rawHeaders: string[];
	body: Buffer;
	/** Whether the connection ended before the answer did. */
	isCut: boolean;
}

export interface FakeUpstream {
	readonly url: string;
	readonly requests: Recorded[];
	/** How the next requests are answered. It gets the request after its body, unless `early`. */
	answer: (request: Recorded, response: ServerResponse) => void;
	/** How a request is answered before its body is read. */
	early: ((request: IncomingMessage, response: ServerResponse) => void) | undefined;
	close(): Promise<void>;
}

export async function aFakeUpstream(): Promise<FakeUpstream> {
	const requests: Recorded[] = [];
	const server: Server = createServer((request, response) => {
		const { method = '', url = '', rawHeaders } = request;
		const recorded: Recorded = { method, url, rawHeaders, body: Buffer.alloc(0), isCut: false };
		requests.push(recorded);
		response.on('close', () => {
			recorded.isCut = !response.writableFinished;
		});
		if (upstream.early !== undefined) return upstream.early(request, response);
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			recorded.body = Buffer.concat(chunks);
			upstream.answer(recorded, response);
		});
		return undefined;
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const upstream: FakeUpstream = {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		requests,
		answer: (_request, response) => response.end('{}'),
		early: undefined,
		close: () => {
			server.closeAllConnections();
			return new Promise((done) => server.close(() => done()));
		},
	};
	return upstream;
}
