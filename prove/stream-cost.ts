/** What it costs those who send events that somebody watches: the stream that `openai-ads tail` reads, open and not, by turns. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { freePort } from '../gateway/test/free-port.js';
import { startGatewayProcess } from '../gateway/test/process/gateway-process.js';
import { aCountingOpenAI } from './counting-openai.js';
import { type LoadOutcome, load } from './load.js';
import { median } from './median.js';
import type { Proof } from './proof.js';

const [PAIRS, SECONDS, WARM_UP_SECONDS] = [8, 6, 5];
const [PER_SECOND, PER_CALL, IN_FLIGHT] = [500, 5, 32];
/** Of the answer times' 99th percentiles, with and without. */
const LIMIT = 1.1;
/** Less is another load than the one that is meant. */
const MIN_KEPT = 0.97;
/** It brings at most four frames a second, and fewer on a busy machine. */
const MIN_FRAMES_A_SECOND = 1;

export const streamCost: Proof = {
	shows: `With ${PER_SECOND} events a second, the 99th percentile of the answer times is at most ${LIMIT} times as long while the stream is read, in the median of ${PAIRS} pairs of rounds.`,
	limitMinutes: 10,
	async run() {
		const folder = mkdtempSync(join(tmpdir(), 'openai-ads-'));
		const openAI = await aCountingOpenAI();
		const port = await freePort();
		const gateway = await startGatewayProcess(
			['--port', '0', '--admin-port', String(port), '--data', join(folder, 'data')],
			{
				OPENAI_CONVERSIONS_API_KEY: 'the-key',
				OPENAI_ADS_PIXEL_ID: 'the-pixel',
				OPENAI_ADS_ENDPOINT: openAI.endpoint,
			},
		);
		const send = (prefix: string, seconds = SECONDS) => sendSteadily(gateway.url, prefix, seconds);
		const watch = (prefix: string) => whileWatched(`http://127.0.0.1:${port}/api/stream`, () => send(prefix));
		try {
			await send('warm', WARM_UP_SECONDS);
			const pairs: Pair[] = [];
			for (let pair = 0; pair < PAIRS; pair++) {
				// What grows with time, such as the queue's file, must not fall to the same one always.
				const first = pair % 2 === 0 ? await send(`plain-${pair}`) : undefined;
				const watched = await watch(`watched-${pair}`);
				pairs.push({ plain: first ?? (await send(`plain-${pair}`)), watched });
			}
			return judge(pairs, openAI.count());
		} finally {
			await gateway.end('SIGKILL');
			openAI.close();
			rmSync(folder, { recursive: true });
		}
	},
};

interface Watched extends LoadOutcome {
	/** Frames with events in them that the stream brought. */
	readonly frames: number;
}

interface Pair {
	readonly plain: LoadOutcome;
	readonly watched: Watched;
}

function judge(pairs: readonly Pair[], sent: number) {
	const rounds = pairs.flatMap(({ plain, watched }) => [plain, watched]);
	const rates = rounds.map(({ acknowledged, seconds }) => acknowledged / seconds);
	const ratio = median(pairs.map(({ plain, watched }) => watched.p99Ms / plain.p99Ms));
	const middles = median(pairs.map(({ plain, watched }) => watched.medianMs / plain.medianMs));
	const frames = pairs.map(({ watched }) => watched.frames);

	expect(rounds.map(({ refused }) => refused)).to.deep.equal(rounds.map(() => 0));
	expect(Math.min(...rates)).to.be.at.least(MIN_KEPT * PER_SECOND);
	expect(Math.min(...frames)).to.be.at.least(MIN_FRAMES_A_SECOND * SECONDS);
	expect(sent).to.be.above(0);
	expect(ratio).to.be.at.most(LIMIT);
	return {
		'pairs of rounds': `${pairs.length}, of ${SECONDS} s each`,
		'events a second, the fewest of a round': Math.min(...rates).toFixed(0),
		'median of the ratios of the 99th percentiles, read and not': ratio.toFixed(3),
		'median of the ratios of the medians': middles.toFixed(3),
		'answer, 99th percentile, not read': `${median(pairs.map(({ plain }) => plain.p99Ms)).toFixed(1)} ms`,
		'answer, 99th percentile, read': `${median(pairs.map(({ watched }) => watched.p99Ms)).toFixed(1)} ms`,
		'frames of events a round, the fewest': Math.min(...frames),
	};
}

function sendSteadily(url: string, prefix: string, seconds: number): Promise<LoadOutcome> {
	return load({ url, prefix, seconds, perSecond: PER_SECOND, perCall: PER_CALL, inFlight: IN_FLIGHT });
}

/** Reads the stream from before the first event until after the last answer. */
async function whileWatched(stream: string, send: () => Promise<LoadOutcome>): Promise<Watched> {
	const stopping = new AbortController();
	const { status, body } = await fetch(stream, { signal: stopping.signal });
	if (status !== 200 || body === null) throw new Error(`The stream answered ${status}.`);
	let frames = 0;
	const reading = (async () => {
		for await (const chunk of body) frames += Buffer.from(chunk).toString().split('event: events').length - 1;
	})().catch(() => {}); // It is broken off.
	const outcome = await send();
	stopping.abort();
	await reading;
	return { ...outcome, frames };
}
