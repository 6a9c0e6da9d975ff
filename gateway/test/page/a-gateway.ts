/** A gateway for the page alone: the real routes of the page, and an API that answers what a test lays down. */

import type { ServerResponse } from 'node:http';
import { type FastifyInstance, fastify } from 'fastify';
import { readPageFiles } from '../../src/inspector/page-files.js';
import { addPageRoutes } from '../../src/inspector/page-routes.js';
import { EVENTS, LETTERS, OVERVIEW, PIXELS, STORY } from './fixtures.js';

export interface Answers {
	events: readonly unknown[];
	pixels: readonly unknown[];
	letters: readonly unknown[];
	alerts: unknown;
	faults: { faults: { name?: string }[] };
}

export interface PageGateway {
	readonly url: string;
	readonly answers: Answers;
	/** What the page posted: its path and body. */
	readonly posted: (readonly [path: string, body: unknown])[];
	/** Sends a frame to every open stream. */
	send(event: string, value: unknown): void;
	/** Breaks every open stream. */
	breakStreams(): void;
	close(): Promise<void>;
}

export async function aGateway({ sandbox = false, actions = true } = {}): Promise<PageGateway> {
	const app = fastify({ forceCloseConnections: true });
	const answers: Answers = {
		events: EVENTS,
		pixels: PIXELS,
		letters: LETTERS,
		alerts: { firing: [], over: [] },
		faults: { faults: [] },
	};
	const posted: [string, unknown][] = [];
	const streams = new Set<ServerResponse>();
	addPageRoutes(app, readPageFiles({ sandbox, actions, signsIn: false, url: 'http://127.0.0.1:8787' }));
	addReads(app, answers);
	addStream(app, streams);
	app.post('/api/*', async ({ url, body }) => {
		posted.push([url, body]);
		if (url.endsWith('/faults')) {
			const { name, fault } = body as { name: string; fault: unknown };
			answers.faults = { faults: fault === null ? [] : [{ name }] };
			return answers.faults;
		}
		return { replayed: 9, tooOld: 0, notKept: 1, hasMore: false };
	});
	const url = await app.listen({ port: 0, host: '127.0.0.1' });
	return {
		url,
		answers,
		posted,
		send: (event, value) => {
			for (const stream of streams) stream.write(`event: ${event}\ndata: ${JSON.stringify(value)}\n\n`);
		},
		breakStreams: () => {
			for (const stream of streams) stream.destroy();
		},
		close: () => app.close(),
	};
}

function addReads(app: FastifyInstance, answers: Answers): void {
	app.get<{ Querystring: Record<string, string> }>(
		'/api/events',
		async ({ query: { limit: _, before: __, ...filter } }) => ({
			events: answers.events.filter((each) =>
				Object.entries(filter).every(([name, value]) => (each as Record<string, unknown>)[name] === value),
			),
		}),
	);
	app.get<{ Params: { key: string } }>('/api/events/:key', async ({ params: { key } }, reply) => {
		if (key === STORY.key || key === STORY.id) return STORY;
		const summary = EVENTS.find((each) => each.key === key);
		if (summary !== undefined) return { ...summary, steps: [], detail: summary.note ?? '', notes: [] };
		return reply
			.code(404)
			.send({ message: 'It is not among the last 9 events. Search your router, or run openai-ads explain.' });
	});
	app.get('/api/overview', async () => OVERVIEW);
	app.get('/api/pixels', async () => answers.pixels);
	app.get('/api/queue', async () => ({ freeBytes: 61e9 }));
	app.get('/api/alerts', async () => answers.alerts);
	app.get('/api/dead-letters', async () => ({ letters: answers.letters }));
	app.get('/api/sandbox/faults', async () => answers.faults);
}

function addStream(app: FastifyInstance, streams: Set<ServerResponse>): void {
	app.get('/api/stream', (_request, reply) => {
		const { raw } = reply.hijack();
		raw.writeHead(200, { 'content-type': 'text/event-stream' });
		raw.write('retry: 100\n\nevent: counts\ndata: {"perSecond":{"received":52}}\n\n');
		streams.add(raw);
		raw.on('close', () => streams.delete(raw));
	});
}
