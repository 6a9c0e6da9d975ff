/** kill -9, ten times. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { startGatewayProcess } from '../gateway/test/process/gateway-process.js';
import { isPoison, killUnderLoad } from '../gateway/test/process/kill-under-load.js';
import { aCountingOpenAI } from './counting-openai.js';
import { load } from './load.js';
import type { Proof } from './proof.js';

const KILLS = 10;
const BATCHES_BEFORE_KILL = 100;
const LOAD_MS = 3500;
const MIN_RATE = 1000;
const BACKLOG = 100_000;
const MAX_READY_MS = 2000;
const PERSONAL = ['@personal', 'secret-user', '4155552671', '555 2671', 'enevieve'];

export const kills: Proof = {
	shows: `A gateway that is killed (kill -9) ${KILLS} times under load, while OpenAI fails in many ways, loses no event that it acknowledged, and is ready again within ${MAX_READY_MS / 1000} s with ${BACKLOG} events waiting.`,
	limitMinutes: 15,
	async run() {
		const options = {
			kills: KILLS,
			batchesBeforeKill: BATCHES_BEFORE_KILL,
			loadMs: LOAD_MS,
			searchFor: [...PERSONAL, 'order_created'],
		};
		const { acknowledged, arrived, dead, changed, resends, disk, loadSeconds } = await killUnderLoad(options);
		const readyMs = await measureReady();

		const ids = new Set([...arrived, ...dead]);
		const rate = acknowledged.length / loadSeconds;
		const mourned = dead.filter((id) => !isPoison(id));
		const lost = acknowledged.filter((id) => !ids.has(id));
		const personal = PERSONAL.filter((text) => disk.found.has(text));
		expect([lost, changed, personal, mourned]).to.deep.equal([[], [], [], []]);
		expect(arrived).to.have.length(new Set(arrived).size);
		expect(dead).not.to.be.empty;
		expect(rate).to.be.at.least(MIN_RATE);
		expect(readyMs).to.be.below(MAX_READY_MS);
		expect([...disk.found]).to.include('order_created');
		return {
			kills: KILLS,
			'seconds of load': loadSeconds,
			'events acknowledged': acknowledged.length,
			'of these in a second': rate,
			'of these lost': lost.length,
			'dead letters, all of them refused by OpenAI on purpose': dead.length,
			'events counted twice': arrived.length - new Set(arrived).size,
			'events sent again': resends,
			'of these in other bytes': changed.length,
			'bytes on disk searched for personal data': disk.bytes,
			'found there': personal.length,
			[`ready again with ${BACKLOG} events waiting, after`]: `${readyMs.toFixed(0)} ms`,
		};
	},
};

/** @returns milliseconds from the start of the command to its `ready`, after a kill -9 */
async function measureReady(): Promise<number> {
	const folder = mkdtempSync(join(tmpdir(), 'openai-ads-'));
	const openAI = await aCountingOpenAI();
	openAI.answer = () => 503;
	const start = () =>
		startGatewayProcess(['--port', '0', '--data', folder], {
			OPENAI_CONVERSIONS_API_KEY: 'the-key',
			OPENAI_ADS_PIXEL_ID: 'the-pixel',
			OPENAI_ADS_ENDPOINT: openAI.endpoint,
		});
	let gateway = await start();
	try {
		await load({ url: gateway.url, prefix: 'm', perCall: 500, inFlight: 4, events: BACKLOG });
		await gateway.end('SIGKILL');
		const beganMs = performance.now();
		gateway = await start();
		const readyMs = performance.now() - beganMs;
		const { queued } = (await (await fetch(`${gateway.url}/readyz`)).json()) as { queued: number };
		expect(queued).to.equal(BACKLOG);
		return readyMs;
	} finally {
		await gateway.end('SIGKILL');
		openAI.close();
		rmSync(folder, { recursive: true });
	}
}
