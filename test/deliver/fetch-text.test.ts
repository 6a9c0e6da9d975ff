import { expect } from 'chai';
import nodeFetch from 'node-fetch';
import { fetchText } from '../../src/destination/deliver/fetch-text.js';
import type { Fetch } from '../../src/destination/ports.js';
import { aServer } from './delivery-builders.js';

const REQUEST = { method: 'POST', headers: {}, body: '{}' };
const MEGABYTE = 1_000_000;
const NEVER = () => new Promise<never>(() => {});
const nativeFetch: Fetch = (url, init) => fetch(url, init);

/** Reads an answer that `fetch` gives without a network. */
function read(answer: unknown, signal?: AbortSignal) {
	const given: Fetch = async () => answer as Response; // What a caller's own `fetch` may return.
	return fetchText(given, 'https://openai.example', REQUEST, { timeoutMs: 50, signal });
}

describe('fetchText', () => {
	it('reads a text that arrives in pieces in the middle of a letter', async () => {
		const bytes = new TextEncoder().encode('é😀');
		const body = ReadableStream.from([...bytes].map((byte) => Uint8Array.of(byte)));

		expect((await read(new Response(body as never))).body).to.equal('é😀');
	});

	const fetches: readonly (readonly [name: string, fetch: Fetch])[] = [
		['fetch', nativeFetch],
		['node-fetch', nodeFetch as unknown as Fetch],
	];
	for (const [name, given] of fetches) {
		it(`reads a million characters of an endless answer and hangs up, with ${name}`, async () => {
			let hungUp = () => {};
			const isOver = new Promise<void>((resolve) => {
				hungUp = resolve;
			});
			const server = await aServer((response) => {
				const chunk = 'x'.repeat(64_000);
				const write = () => {
					while (!response.destroyed && response.write(chunk));
				};
				response.on('drain', write).on('close', hungUp);
				write();
			});

			const { body } = await fetchText(given, server.endpoint, REQUEST, { timeoutMs: 10_000 });
			await isOver;

			await server.close();
			expect(body).to.have.lengthOf(MEGABYTE);
		});
	}

	it('cuts the text of an answer that is no stream', async () => {
		const answer = { status: 200, headers: new Headers(), text: async () => 'x'.repeat(MEGABYTE + 1) };

		expect((await read(answer)).body).to.have.lengthOf(MEGABYTE);
	});

	const hanging: readonly (readonly [claim: string, given: Fetch])[] = [
		['fetch', NEVER],
		['the body', async () => new Response(new ReadableStream({}))],
		['the text', async () => ({ status: 200, headers: new Headers(), text: NEVER }) as never],
	];
	for (const [claim, given] of hanging) {
		it(`ends in time when ${claim} hangs and ignores the signal`, async () => {
			const error = await fetchText(given, '', REQUEST, { timeoutMs: 5 }).catch((reason: Error) => reason.name);

			expect(error).to.equal('TimeoutError');
		});

		it(`ends at once when it is told to while ${claim} hangs`, async () => {
			const stop = new AbortController();
			const end = fetchText(given, '', REQUEST, { timeoutMs: 60_000, signal: stop.signal }).catch(() => 'stopped');
			await new Promise(setImmediate);

			stop.abort();

			expect(await end).to.equal('stopped');
		});
	}

	it('makes nothing of a signal that has aborted before', async () => {
		expect(await read(new Response('x'), AbortSignal.abort()).catch(() => 'stopped')).to.equal('stopped');
	});
});
