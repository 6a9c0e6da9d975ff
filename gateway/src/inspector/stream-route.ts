/** `GET /api/stream`: server-sent events of what becomes of events, as it happens. */

import type { FastifyInstance, FastifyReply } from 'fastify';
import { HttpError } from '../http/http-error.js';
import { createStoryTest } from '../stories/story-filter.js';
import { readKey, readStoryFilter } from './read-story-query.js';
import { FRAME_MS, type HubPorts, MAX_CLIENTS, StreamHub } from './stream-hub.js';

/** When a client should come again that finds no place, in seconds. Our choice. */
const RETRY_SECONDS = 10;
/** When a browser comes again after a connection is lost. Our choice. */
const RECONNECT_MS = 1000;

/** Calls back again and again. @returns how to stop it */
type Repeat = (work: () => void, everyMs: number) => () => void;

export function addStreamRoute(app: FastifyInstance, ports: HubPorts, repeat: Repeat = byTimer): void {
	const hub = new StreamHub(ports);
	const open = new Set<FastifyReply>();
	const stop = repeat(() => hub.tick(), FRAME_MS);
	app.addHook('preClose', async () => {
		stop();
		for (const reply of open) reply.raw.end();
	});
	app.get('/api/stream', async (request, reply) => {
		const isMeant = createStoryTest(readStoryFilter(request.query, ['since']));
		const since = readSince(request.headers['last-event-id'], request.query);
		if (hub.isFull) throw full();
		const { raw } = reply.hijack();
		raw.writeHead(200, { ...toHeaders(reply), 'content-type': 'text/event-stream; charset=utf-8' });
		raw.write(`retry: ${RECONNECT_MS}\n\n`);
		const sink = { write: (text: string) => void raw.write(text), bufferedBytes: () => raw.writableLength };
		const leave = hub.add({ sink, isMeant, since });
		open.add(reply);
		raw.on('error', () => raw.destroy());
		raw.on('close', () => {
			leave();
			open.delete(reply);
		});
	});
}

function byTimer(work: () => void, everyMs: number): () => void {
	const ticking = setInterval(work, everyMs).unref();
	return () => clearInterval(ticking);
}

/** What the hooks have set. */
function toHeaders(reply: FastifyReply): Record<string, string> {
	return Object.fromEntries(Object.entries(reply.getHeaders()).map(([name, value]) => [name, String(value)]));
}

/** A browser that comes back sends the header; `since` is for clients that can't. */
function readSince(header: unknown, query: unknown): number | undefined {
	const { since } = query as { readonly since?: unknown }; // Fastify's query is an object.
	return readKey('last-event-id', header) ?? readKey('since', since);
}

function full(): HttpError {
	const message = `${MAX_CLIENTS} clients read the stream already. Close one of them.`;
	return new HttpError(503, 'overloaded', message, RETRY_SECONDS);
}
