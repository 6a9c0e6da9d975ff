/** The limits of the stream over real sockets. */

import { connect, type Socket } from 'node:net';
import { expect } from 'chai';
import { type FastifyInstance, fastify } from 'fastify';
import { addErrorAnswers } from '../../src/http/error-answers.js';
import { MAX_FRAME } from '../../src/inspector/event-stream.js';
import { MAX_CLIENTS } from '../../src/inspector/stream-hub.js';
import { addStreamRoute } from '../../src/inspector/stream-route.js';
import { StoryBook } from '../../src/stories/story-book.js';
import { Totals } from '../../src/stories/totals.js';
import { NOW } from '../a-batch-item.js';
import { until } from '../cli/run-command.js';
import { aStart, WAITING } from '../stories/a-story.js';

describe('GET /api/stream', () => {
	let app: FastifyInstance;
	let book: StoryBook;
	let tick: () => void;
	let port: number;
	const sockets: Socket[] = [];

	beforeEach(async () => {
		book = new StoryBook({ startMs: NOW });
		app = fastify({ forceCloseConnections: true });
		addErrorAnswers(app, 'No such route.');
		const ports = {
			book,
			totals: new Totals(book),
			readPixels: async () => [],
			refresh: async () => {},
			nowMs: () => NOW,
		};
		addStreamRoute(app, ports, (work) => {
			tick = work;
			return () => {};
		});
		port = Number(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port);
	});
	afterEach(async () => {
		for (const socket of sockets.splice(0)) socket.destroy();
		await app.close();
	});

	/** A client that reads only when it is told to. */
	async function aClient({ reads = true } = {}) {
		const socket = connect({ port, host: '127.0.0.1' });
		sockets.push(socket);
		let text = '';
		const read = () => socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
		socket.write('GET /api/stream HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n');
		if (reads) {
			read();
			await until(() => text.includes('\r\n\r\n'));
		}
		const frames = () =>
			[...text.matchAll(/event: events\nid: \d+\ndata: (.*)\n\n/g)].map(([, data]) => JSON.parse(data ?? ''));
		return { socket, read, frames, status: () => /^HTTP\/1\.1 (\d+)/.exec(text)?.[1], text: () => text };
	}
	const turn = () => new Promise((resolve) => setImmediate(resolve));
	const frame = (n: number) => {
		for (let one = 0; one < MAX_FRAME; one++)
			book.begin(aStart({ id: `${n}-${one}`, name: 'x'.repeat(80), messageId: 'y'.repeat(80) }), WAITING);
		tick();
	};

	it('answers a ninth client 503, and has a place again when one leaves', async () => {
		const clients = [];
		for (let n = 0; n < MAX_CLIENTS; n++) clients.push(await aClient());

		const ninth = await aClient();
		clients[0]?.socket.destroy();
		await until(async () => (await aClient()).status() === '200');

		expect(clients.map(({ status }) => status())).to.deep.equal(Array(MAX_CLIENTS).fill('200'));
		expect(ninth.status()).to.equal('503');
		expect(ninth.text()).to.match(/retry-after: 10/i);
	});

	it('drops frames of a client that does not read, counts them, and lets nobody wait for it', async function () {
		this.timeout(20_000);
		const reader = await aClient();
		const slow = await aClient({ reads: false });
		await until(() => new Promise<boolean>((resolve) => app.server.getConnections((_error, n) => resolve(n === 2))));
		await turn();
		const FRAMES = 800;
		let slowestMs = 0;
		for (let n = 0; n < FRAMES; n++) {
			const startMs = performance.now();
			frame(n);
			slowestMs = Math.max(slowestMs, performance.now() - startMs);
			await turn();
		}
		await until(() => reader.frames().length === FRAMES);

		slow.read();
		await turn();
		await until(() => slow.frames().length > 0);
		await until(() => {
			frame(FRAMES);
			return slow.frames().some(({ dropped }) => dropped > 0);
		});

		expect(reader.frames().every(({ dropped }) => dropped === 0)).to.equal(true);
		expect(slow.frames().length).to.be.below(FRAMES);
		expect(slowestMs).to.be.below(250);
	});
});
