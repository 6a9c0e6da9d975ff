/** One pixel's key is refused and much of it waits; another's events go on. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { type GatewayProcess, startGatewayProcess } from '../gateway/test/process/gateway-process.js';
import { aCountingOpenAI, type CountingOpenAI } from './counting-openai.js';
import { type Engine, folderEngine, postgresEngine } from './engines.js';
import { load, readCpuMs } from './load.js';
import { median } from './median.js';
import type { Figures, Proof } from './proof.js';

const HELD = 200_000;
const EVENTS = 20_000;
const ROUNDS = 7;
const MIN_SHARE = 0.9;

export const heldNeighbour = prove('', folderEngine);
export const heldNeighbourPostgres = prove(' On PostgreSQL.', postgresEngine);

function prove(where: string, startEngine: () => Promise<Engine>): Proof {
	return {
		shows: `A pixel that is held with ${HELD} events leaves another at least ${MIN_SHARE} of the speed that it has alone.${where}`,
		limitMinutes: 10,
		run: () => run(startEngine),
	};
}

async function run(startEngine: () => Promise<Engine>): Promise<Figures> {
	const engine = await startEngine();
	const folder = mkdtempSync(join(tmpdir(), 'openai-ads-'));
	const openAI = await aCountingOpenAI();
	openAI.answer = (key) => (key === 'refused' ? 401 : 200);
	const [alone, beside] = [
		await start(engine, folder, 'alone', openAI.endpoint),
		await start(engine, folder, 'beside', openAI.endpoint),
	];
	try {
		await load({ url: beside.url, key: 'held', prefix: 'held', perCall: 500, inFlight: 4, events: HELD });
		const rounds: { alone: Cost; beside: Cost }[] = [];
		for (let round = 0; round <= ROUNDS; round++) {
			const one = { alone: await measure(alone, openAI, round), beside: await measure(beside, openAI, round) };
			if (round > 0) rounds.push(one); // The first one warms up.
		}
		const share = (what: keyof Cost) => median(rounds.map((one) => one.alone[what] / one.beside[what]));

		expect((await readStates(beside)).held).to.deep.equal(['holding', HELD]);
		expect(share('cpuMs')).to.be.at.least(MIN_SHARE);
		return {
			'events of the held pixel': HELD,
			'speed of the other, of that alone, by processor time': share('cpuMs'),
			'the same by the clock': share('ms'),
			'events a second, in and out, by the clock': Math.round(
				(EVENTS / median(rounds.map((one) => one.beside.ms))) * 1000,
			),
		};
	} finally {
		await Promise.all([alone.end('SIGKILL'), beside.end('SIGKILL')]);
		await engine.stop();
		openAI.close();
		rmSync(folder, { recursive: true });
	}
}

async function start(engine: Engine, folder: string, name: string, endpoint: string): Promise<GatewayProcess> {
	const config = join(folder, `${name}.json`);
	const pixel = (pixelId: string, apiKey: string) => ({ [pixelId]: { pixelId, apiKey, writeKeys: [pixelId] } });
	const pixels = { ...pixel('held', 'refused'), ...pixel('shop', 'taken') };
	writeFileSync(config, JSON.stringify({ destination: { endpoint }, pixels }));
	const flags = ['--port', '0', '--config', config, ...engine.flags(join(folder, name))];
	return startGatewayProcess(flags, await engine.environment(name));
}

interface Cost {
	readonly cpuMs: number;
	readonly ms: number;
}

/** Until the events are in and out. */
async function measure(gateway: GatewayProcess, openAI: CountingOpenAI, round: number): Promise<Cost> {
	const [beganMs, cpuMs, goal] = [performance.now(), readCpuMs(gateway.pid), openAI.count() + EVENTS];
	await load({ url: gateway.url, key: 'shop', prefix: `shop-${round}`, inFlight: 8, events: EVENTS });
	while (openAI.count() < goal) await new Promise((wake) => setTimeout(wake, 5));
	return { cpuMs: readCpuMs(gateway.pid) - cpuMs, ms: performance.now() - beganMs };
}

async function readStates({ url }: GatewayProcess): Promise<Record<string, [state: string, queued: number]>> {
	const { pixels } = (await (await fetch(`${url}/readyz`)).json()) as {
		pixels: { name?: string; pixelId: string; state: string; queued: number }[];
	};
	return Object.fromEntries(pixels.map(({ pixelId, state, queued }) => [pixelId, [state, queued]]));
}
