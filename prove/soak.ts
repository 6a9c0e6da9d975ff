/** A gateway under steady load for ten minutes, with an OpenAI that sometimes fails. */

import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { startGatewayProcess, until } from '../gateway/test/process/gateway-process.js';
import { median } from './median.js';
import { residentMb } from './memory.js';
import type { Proof } from './proof.js';

const MINUTES = 10;
const BATCH = 20;
const BATCHES_PER_SECOND = 20;
/** One request in so many is answered 503. */
const FAILS_ONE_IN = 50;

export const soak: Proof = {
	shows: `Over ${MINUTES} minutes of ${BATCH * BATCHES_PER_SECOND} events a second the gateway loses none, falls behind with none, and needs no more memory.`,
	limitMinutes: MINUTES + 5,
	async run() {
		const folder = mkdtempSync(join(tmpdir(), 'openai-ads-'));
		const openAI = await anOpenAI();
		const gateway = await startGatewayProcess(['--port', '0', '--data', folder], {
			OPENAI_CONVERSIONS_API_KEY: 'the-key',
			OPENAI_ADS_PIXEL_ID: 'the-pixel',
			OPENAI_ADS_ENDPOINT: openAI.endpoint,
		});
		try {
			const memory: number[] = [];
			const answerMs: number[] = [];
			let sent = 0;
			for (let second = 0; second < MINUTES * 60; second++) {
				const next = sleep(1000);
				for (let batch = 0; batch < BATCHES_PER_SECOND; batch++) {
					answerMs.push(await postBatch(gateway.url, sent));
					sent += BATCH;
				}
				memory.push(residentMb(gateway.pid));
				await next;
			}
			await until('the queue is empty', async () => (await queued(gateway.url)) === 0, 60_000);
			const fifth = Math.floor(memory.length / 5);
			const [before, after] = [median(memory.slice(fifth, 2 * fifth)), median(memory.slice(-fifth))];
			answerMs.sort((one, other) => one - other);

			expect(openAI.ids.size).to.equal(sent);
			expect(openAI.counted()).to.equal(sent);
			expect(after / before).to.be.below(1.5);
			return {
				'events acknowledged and delivered': sent,
				'events counted twice': openAI.counted() - sent,
				'requests to OpenAI': openAI.requests(),
				'of these refused with 503': openAI.refusals(),
				'answer to a batch of 20, median': `${median(answerMs).toFixed(1)} ms`,
				'99th percentile': `${answerMs[Math.floor(answerMs.length * 0.99)]?.toFixed(1)} ms`,
				'memory in the second fifth': `${before} MB`,
				'memory in the last fifth': `${after} MB`,
			};
		} finally {
			await gateway.end('SIGKILL');
			openAI.close();
			rmSync(folder, { recursive: true });
		}
	},
};

/** Counts what it accepts. */
async function anOpenAI() {
	const ids = new Set<string>();
	let [requests, refusals, counted] = [0, 0, 0];
	const server = createServer(async (request, response) => {
		const { events } = JSON.parse(await text(request)) as { events: { id: string }[] };
		response.setHeader('content-type', 'application/json');
		if (++requests % FAILS_ONE_IN === 0) {
			refusals++;
			return response.writeHead(503).end('{}');
		}
		for (const { id } of events) ids.add(id);
		counted += events.length;
		return response.end(JSON.stringify({ accepted_events: events.length }));
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/events`;
	return {
		endpoint,
		ids,
		requests: () => requests,
		refusals: () => refusals,
		counted: () => counted,
		close: () => server.closeAllConnections(),
	};
}

/** Milliseconds until it was acknowledged. */
async function postBatch(url: string, first: number): Promise<number> {
	const timestamp = new Date().toISOString();
	const batch = Array.from({ length: BATCH }, (_, index) => ({
		type: 'track',
		event: 'Order Completed',
		messageId: `order-${first + index}`,
		userId: `user-${(first + index) % 10_000}`,
		timestamp,
		properties: { total: 129.99, currency: 'USD', products: [{ product_id: 'sku-1', price: 129.99, quantity: 1 }] },
		context: { traits: { email: `jane.${first + index}@shop.example` }, page: { url: 'https://shop.example/thanks' } },
	}));
	const startMs = performance.now();
	const answer = await fetch(`${url}/v1/batch`, { method: 'POST', body: JSON.stringify({ batch, sentAt: timestamp }) });
	await answer.arrayBuffer();
	if (!answer.ok) throw new Error(`The gateway answered ${answer.status}.`);
	return performance.now() - startMs;
}

async function queued(url: string): Promise<number> {
	return ((await (await fetch(`${url}/readyz`)).json()) as { queued: number }).queued;
}
