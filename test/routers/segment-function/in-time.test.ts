/** The built file against real servers that are slow, broken or refuse, within Segment's time. The clock is the test's own. */

import type { ServerResponse } from 'node:http';
import { expect } from 'chai';
import nodeFetch, { type RequestInit } from 'node-fetch';
import { aTrackEvent, NOW_MS } from '../../builders.js';
import { type Answerer, accept, aServer } from '../../deliver/delivery-builders.js';
import { aForm, countsOf, linesOf, loadFunction } from './segment-runner.js';

const orders = (count: number) => Array.from({ length: count }, (_, index) => aTrackEvent({ messageId: `m${index}` }));

function idsOf(body: string): string[] {
	return JSON.parse(body).events.map(({ id }: { id: string }) => id);
}

/** A slow server that refuses every batch with `bad` in it. */
function aSlowServer(clock: Clock, delayMs: number, bad: string | undefined, namesIt: boolean) {
	const server = aServer(async (response, count) => {
		clock.pass(delayMs);
		const ids = idsOf((await server).bodies[count - 1] ?? '');
		const index = bad === undefined ? -1 : ids.indexOf(bad);
		if (index === -1) return accept(response, ids.length);
		refuse(response, namesIt ? `events[${index}].data` : 'events');
	});
	return server;
}

function refuse(response: ServerResponse, param: string): void {
	response.writeHead(400, { 'content-type': 'application/json', 'x-request-id': 'req_bad' });
	response.end(JSON.stringify({ error: { message: 'Bad event.', param, code: 'invalid_event' } }));
}

/** A clock that moves when it is told to. */
function aClock() {
	let nowMs = NOW_MS;
	const pass = (ms: number) => {
		nowMs += ms;
	};
	return { nowMs: () => nowMs, pass };
}
type Clock = ReturnType<typeof aClock>;

describe('onBatch, in time', () => {
	let clock: Clock;

	beforeEach(() => {
		clock = aClock();
	});

	async function run(server: Awaited<ReturnType<typeof aServer>>, count = 400) {
		const answers = await loadFunction(clock).onBatch(orders(count), aForm(server.endpoint));
		await server.close();
		return { answers, tookMs: clock.nowMs() - NOW_MS };
	}

	it('delivers 400 events to a slow server', async () => {
		const { answers, tookMs } = await run(await aSlowServer(clock, 600, undefined, true));

		expect(countsOf(answers)).to.deep.equal({ 200: 400 });
		expect(tookMs).to.be.below(4000);
	});

	it('loses one event of 400 when a slow server names the bad one', async () => {
		const { answers, tookMs } = await run(await aSlowServer(clock, 300, 'm123', true));

		expect(countsOf(answers)).to.deep.equal({ 200: 399, 400: 1 });
		expect(linesOf(answers)[123]).to.match(
			/^400 rejected: invalid_event: events\[123\]\.data: .*x-request-id req_bad$/,
		);
		expect(tookMs).to.be.below(4000);
	});

	it('finds the bad event of 400 itself when a server does not name it', async () => {
		const { answers, tookMs } = await run(await aSlowServer(clock, 20, 'm123', false));

		expect(countsOf(answers)).to.deep.equal({ 200: 399, 400: 1 });
		expect(answers[123]?.status).to.equal(400);
		expect(tookMs).to.be.below(4000);
	});

	it('answers after 4 s, 500 for every event, when the server hangs in the middle of its answer', async () => {
		const patience: unknown[] = [];
		// node-fetch counts the time of the request, and then that of the body, by itself.
		const fetch = async (url: string, init: RequestInit) => {
			patience.push(init.timeout);
			const response = await nodeFetch(url, init);
			setImmediate(() => patience.push(response.timeout));
			return response;
		};
		const server = await aServer((response) => {
			clock.pass(3900);
			response.writeHead(200, { 'content-type': 'application/json' }).write('{"accepted');
		});

		const answers = await loadFunction({ ...clock, globals: { fetch } }).onBatch(orders(400), aForm(server.endpoint));

		await server.close();
		expect(countsOf(answers)).to.deep.equal({ 500: 400 });
		expect(answers[0]?.errormessage).to.equal('No answer from OpenAI (body-timeout).');
		expect(patience).to.deep.equal([4000, 100]);
	});

	const faults: readonly (readonly [claim: string, answer: Answerer, message: RegExp])[] = [
		['does not answer', () => {}, /^500 No answer from OpenAI \(request-timeout\)\.$/],
		['resets the connection', (response) => void response.destroy(), /^500 No answer from OpenAI \(ECONNRESET\)\.$/],
		[
			'breaks off',
			(response) => {
				response.writeHead(200, { 'content-length': '100' }).write('{"accepted');
				setImmediate(() => response.destroy());
			},
			/^500 No answer from OpenAI \([\w-]+\)\.$/,
		],
		[
			'answers 429',
			(response) => void response.writeHead(429, { 'retry-after': '9' }).end(),
			/^500 OpenAI answered 429\.$/,
		],
		['answers 503', (response) => void response.writeHead(503).end('<html>'), /^500 OpenAI answered 503\.$/],
		[
			'answers 401',
			(response) => void response.writeHead(401).end(),
			/^500 unauthorized: OpenAI answered 401\. Use a Conv/,
		],
		[
			'redirects',
			(response) => void response.writeHead(308, { location: 'https://elsewhere.example/' }).end(),
			/^500 unauthorized: OpenAI answered 308\. Redirects are not followed/,
		],
	];
	for (const [claim, answer, message] of faults) {
		it(`makes one request and leaves the events to Segment's retries when the server ${claim}`, async () => {
			const server = await aServer(answer);
			// These two cases wait in real time, so they give up early: node-fetch 2 also waits for the rest of a broken answer.
			const requestTimeout = ['does not answer', 'breaks off'].includes(claim) ? 100 : 4000;
			const moreSettings = JSON.stringify({ endpoint: server.endpoint, requestTimeout });

			const answers = await loadFunction(clock).onBatch(orders(3), aForm('', { moreSettings }));

			await server.close();
			for (const line of linesOf(answers)) expect(line).to.match(message);
			expect(answers).to.have.lengthOf(3);
			expect(server.bodies).to.have.lengthOf(1);
		});
	}

	it('keeps the results so far and leaves the rest to be sent again when the time is up', async () => {
		const server: ReturnType<typeof aServer> = aServer(async (response, count) => {
			clock.pass(900);
			const ids = idsOf((await server).bodies[count - 1] ?? '');
			if (ids.includes('m7')) refuse(response, 'events');
			else accept(response, ids.length);
		});
		const { endpoint, bodies, close } = await server;

		const answers = await loadFunction(clock).onBatch(orders(8), aForm(endpoint));

		await close();
		// 8 refused, 4 accepted, 4 refused, 2 accepted, and then 3600 ms have passed: 2 refused, and no time for more.
		expect(answers.map(({ status }) => status)).to.deep.equal([200, 200, 200, 200, 200, 200, 500, 500]);
		expect(answers[7]?.errormessage).to.match(/^The 4 s of one invocation ran out/);
		expect(bodies.map((body) => idsOf(body).length)).to.deep.equal([8, 4, 4, 2, 2]);
	});
});
