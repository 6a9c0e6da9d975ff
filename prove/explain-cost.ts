/** What it costs the way of an event that events can be explained: nothing, while none is, and nothing after some were. */

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect } from 'chai';
import { orderEventJson } from '../bench/order-event.js';
import { median } from './median.js';
import type { Proof } from './proof.js';

/** Of fresh threads: what the compiler makes of a function differs from one to the next by more than is looked for. */
const PAIRS = 8;
const ROUNDS = 50;
const WARM_UP = 25;
/** Orders in a round, each of another person. */
const EVENTS = 300;
/** Explained between two rounds by the thread that explains. */
const EXPLAINED = 5;
const LIMIT = 1.02;

export const explainCost: Proof = {
	shows: `Mapping, validating and encoding takes at most ${LIMIT} times as long where events are explained, over ${PAIRS * ROUNDS} interleaved rounds.`,
	limitMinutes: 5,
	async run() {
		const times: Round[] = [];
		for (let pair = 0; pair < PAIRS; pair++) times.push(...(await comparePair()));
		const ratio = median(times.map(({ plain, explaining }) => explaining / plain));

		expect(ratio).to.be.at.most(LIMIT);
		return {
			rounds: times.length,
			'events in a round': EVENTS,
			'median of the ratios, with and without': ratio.toFixed(3),
			'time per event without': `${((median(times.map(({ plain }) => plain)) / EVENTS) * 1000).toFixed(1)} µs`,
		};
	},
};

/** Milliseconds. */
interface Round {
	readonly plain: number;
	readonly explaining: number;
}

async function comparePair(): Promise<Round[]> {
	const plain = startWorker(false);
	const explaining = startWorker(true);
	try {
		const times: Round[] = [];
		for (let round = 0; round < WARM_UP + ROUNDS; round++) {
			const texts = freshOrders(round);
			// Whoever comes second finds the caches of the processor warm, so they take turns.
			const first = round % 2 === 0 ? await measure(plain, texts) : undefined;
			const second = await measure(explaining, texts);
			times.push({ plain: first ?? (await measure(plain, texts)), explaining: second });
		}
		return times.slice(WARM_UP);
	} finally {
		await Promise.all([plain.terminate(), explaining.terminate()]);
	}
}

function startWorker(explains: boolean): Worker {
	return new Worker(new URL('./hot-path-worker.mjs', import.meta.url), { workerData: { explains }, execArgv: [] });
}

function freshOrders(round: number): string[] {
	const timestamp = new Date(Date.now() - 60_000).toISOString();
	return Array.from({ length: EVENTS }, (_, index) => orderEventJson(round * EVENTS + index, timestamp));
}

/** @returns milliseconds of one round */
async function measure(worker: Worker, texts: readonly string[]): Promise<number> {
	worker.postMessage({ texts, explained: texts.slice(0, EXPLAINED), nowMs: Date.now() });
	const [ms] = await once(worker, 'message');
	return ms as number; // The worker sends nothing else.
}
