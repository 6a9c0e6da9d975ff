/** The same events come again, and once more after a restart. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { type GatewayProcess, startGatewayProcess } from '../gateway/test/process/gateway-process.js';
import { aCountingOpenAI } from './counting-openai.js';
import { drain } from './drain.js';
import { type Engine, folderEngine, postgresEngine } from './engines.js';
import { load } from './load.js';
import type { Figures, Proof } from './proof.js';

const EVENTS = 10_000;
const MAX_TRIES = 20;

export const duplicates = prove(1, '', folderEngine);
export const duplicatesPostgres = prove(
	3,
	' By three gateways at once on one PostgreSQL, which is restarted too.',
	postgresEngine,
);

function prove(gateways: number, where: string, startEngine: () => Promise<Engine>): Proof {
	return {
		shows: `The same ${EVENTS} events, sent twice, and again after a restart and after a kill -9, are delivered once.${where}`,
		limitMinutes: 5,
		run: () => run(gateways, startEngine),
	};
}

async function run(count: number, startEngine: () => Promise<Engine>): Promise<Figures> {
	const folder = mkdtempSync(join(tmpdir(), 'openai-ads-'));
	const [engine, openAI] = [await startEngine(), await aCountingOpenAI()];
	const environment = {
		...(await engine.environment('queue')),
		OPENAI_CONVERSIONS_API_KEY: 'the-key',
		OPENAI_ADS_PIXEL_ID: 'the-pixel',
		OPENAI_ADS_ENDPOINT: openAI.endpoint,
	};
	const start = () =>
		Promise.all(
			Array.from({ length: count }, (_, n) =>
				startGatewayProcess(['--port', '0', ...engine.flags(join(folder, String(n)))], environment),
			),
		);
	let gateways = await start();
	let [acknowledged, refused] = [0, 0];
	/** All of them again while some are refused, as a sender does. */
	const send = async ({ url }: GatewayProcess) => {
		for (let tries = 0; tries < MAX_TRIES; tries++) {
			const outcome = await load({ url, prefix: 'same', events: EVENTS, inFlight: 8 });
			acknowledged += outcome.acknowledged;
			refused += outcome.refused;
			if (outcome.acknowledged === EVENTS) return;
		}
		throw new Error(`Some events were refused ${MAX_TRIES} times.`);
	};
	const drainAll = () => Promise.all(gateways.map(({ url }) => drain(url)));
	try {
		await Promise.all([...gateways, ...gateways].map(send));
		await drainAll();
		for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
			await Promise.all(gateways.map((gateway) => gateway.end(signal)));
			await engine.restart();
			gateways = await start();
			await Promise.all(gateways.map(send));
			await drainAll();
		}

		expect(openAI.count()).to.equal(EVENTS);
		return {
			gateways: count,
			'events acknowledged': acknowledged,
			'calls refused, and sent again': refused,
			'events delivered': openAI.count(),
		};
	} finally {
		await Promise.all(gateways.map((gateway) => gateway.end('SIGKILL')));
		await engine.stop();
		openAI.close();
		rmSync(folder, { recursive: true });
	}
}
