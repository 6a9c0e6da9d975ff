/** An event from the call to OpenAI's answer, against a local sandbox. */

import { Worker } from 'node:worker_threads';
import { createDestination, type Destination } from 'openai-ads-destination';
import { median } from './measure.js';
import { orderEventJson } from './order-event.js';

const EVENTS = 8000;
const ROUNDS = 7;

let people = 1_000_000;

/** Prints wall time per event at 10 and 1000 events a batch, in interleaved rounds, and their ratio. */
export async function runWholePipeline(): Promise<boolean> {
	const worker = new Worker(new URL('./sandbox-worker.js', import.meta.url));
	const endpoint = await new Promise<string>((resolve, reject) =>
		worker.once('message', resolve).once('error', reject),
	);
	const times = new Map<number, number[]>([
		[10, []],
		[1000, []],
	]);
	const destinations = new Map([...times.keys()].map((flushAt) => [flushAt, create(endpoint, flushAt)]));
	for (let round = 0; round <= ROUNDS; round++) {
		for (const [flushAt, list] of times) {
			const us = await deliver(destinations.get(flushAt) as Destination);
			if (round > 0) list.push(us);
		}
	}
	await worker.terminate();
	const [ten = Number.NaN, thousand = Number.NaN] = [...times.values()].map(median);
	console.log(`${ten.toFixed(2).padStart(8)} us/event  whole pipeline, 10 a batch`);
	console.log(`${thousand.toFixed(2).padStart(8)} us/event  whole pipeline, 1000 a batch`);
	console.log(`${(thousand / ten).toFixed(2).padStart(8)} x         1000 a batch to 10 a batch (limit 1)`);
	return thousand <= ten;
}

function create(endpoint: string, flushAt: number): Destination {
	return createDestination({ apiKey: 'bench', pixelId: 'bench', endpoint, flushAt, maxQueued: EVENTS });
}

async function deliver(destination: Destination): Promise<number> {
	const timestamp = new Date(Date.now() - 60_000).toISOString();
	const texts = Array.from({ length: EVENTS }, () => orderEventJson(people++, timestamp));
	const startNs = process.hrtime.bigint();
	const results = await destination.sendBatch(texts.map((text) => JSON.parse(text)));
	const us = Number(process.hrtime.bigint() - startNs) / 1000 / EVENTS;
	const lost = results.find(({ outcome }) => outcome !== 'accepted');
	if (lost !== undefined) throw new Error(`An event was not accepted: ${JSON.stringify(lost)}`);
	return us;
}
