/** A gateway under steady load for ten minutes, with an OpenAI that sometimes fails. */

import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import { startGatewayProcess } from '../gateway/test/process/gateway-process.js';
import { drain } from './drain.js';
import { load } from './load.js';
import { median } from './median.js';
import { residentMb } from './memory.js';
import type { Proof } from './proof.js';

const MINUTES = 10;
const BATCH = 20;
/** Of load without a bound, to learn the full speed. */
const FULL_SECONDS = 15;
/** How much the memory may differ. */
const MAX_CHANGE = 1.1;
/** One request in so many is answered 503. */
const FAILS_ONE_IN = 50;

export const soak: Proof = {
	shows: `Over ${MINUTES} minutes at half of its full speed the gateway loses no event, falls behind with none, and its memory stays as it is, within a tenth.`,
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
			const full = await load({
				url: gateway.url,
				prefix: 'full',
				perCall: BATCH,
				inFlight: 16,
				seconds: FULL_SECONDS,
			});
			await drain(gateway.url);
			const perSecond = full.acknowledged / full.seconds / 2;
			const memory: number[] = [];
			const looking = setInterval(() => memory.push(residentMb(gateway.pid)), 1000);
			const options = { url: gateway.url, prefix: 'half', perCall: BATCH, inFlight: 16, perSecond };
			const half = await load({ ...options, seconds: MINUTES * 60 });
			clearInterval(looking);
			await drain(gateway.url);
			const sent = full.acknowledged + half.acknowledged;
			const fifth = Math.floor(memory.length / 5);
			const [before, after] = [median(memory.slice(fifth, 2 * fifth)), median(memory.slice(-fifth))];

			expect(half.refused).to.equal(0);
			expect(openAI.ids.size).to.equal(sent);
			expect(openAI.counted()).to.equal(sent);
			expect(after / before).to.be.below(MAX_CHANGE);
			return {
				'events acknowledged and delivered': sent,
				'events counted twice': openAI.counted() - sent,
				'requests to OpenAI': openAI.requests(),
				'of these refused with 503': openAI.refusals(),
				'events a second, half of full speed': perSecond,
				'answer to a call of 20, median': `${half.medianMs.toFixed(1)} ms`,
				'99th percentile': `${half.p99Ms.toFixed(1)} ms`,
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
