/** How fast a gateway takes events in, and at once sends them on, and whether its event loop is ever blocked. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { type GatewayProcess, startGatewayProcess } from '../gateway/test/process/gateway-process.js';
import { aCountingOpenAI } from './counting-openai.js';
import { drain } from './drain.js';
import { load, readCpuMs } from './load.js';
import type { Proof } from './proof.js';

const SECONDS = 20;
const WARM_UP_SECONDS = 5;
const MAX_BLOCKED_MS = 50;
const PROBE = new URL('loop-probe.mjs', import.meta.url);

export const speed: Proof = {
	shows: `With 32 calls of 100 events in flight the event loop is never busy for more than ${MAX_BLOCKED_MS} ms without a break.`,
	limitMinutes: 5,
	async run() {
		const folder = mkdtempSync(join(tmpdir(), 'openai-ads-'));
		const openAI = await aCountingOpenAI();
		const probe = join(folder, 'probe');
		const gateway = await startGatewayProcess(['--port', '0', '--data', join(folder, 'data')], {
			OPENAI_CONVERSIONS_API_KEY: 'the-key',
			OPENAI_ADS_PIXEL_ID: 'the-pixel',
			OPENAI_ADS_ENDPOINT: openAI.endpoint,
			PROBE_FILE: probe,
			NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --import=${PROBE.href}`,
		});
		const measure = (prefix: string, seconds: number) => run({ gateway, probe, prefix, seconds, count: openAI.count });
		try {
			openAI.answer = () => 503;
			await measure('warm', WARM_UP_SECONDS);
			const taking = await measure('in', SECONDS);
			openAI.answer = () => 200;
			await drain(gateway.url);
			const both = await measure('both', SECONDS);
			await drain(gateway.url);

			expect([taking.refused, both.refused]).to.deep.equal([0, 0]);
			expect(Math.max(taking.blockedMs, both.blockedMs)).to.be.below(MAX_BLOCKED_MS);
			return {
				'acknowledged a second while OpenAI takes none': taking.inRate,
				'processor time of the gateway for one of them': `${taking.cpuUs.toFixed(0)} µs`,
				'event loop busy without a break, at most': `${taking.blockedMs.toFixed(1)} ms`,
				'acknowledged a second while as many are sent': both.inRate,
				'sent a second meanwhile': both.outRate,
				'processor time for one, in and out': `${both.cpuUs.toFixed(0)} µs`,
				'event loop busy without a break, at most, then': `${both.blockedMs.toFixed(1)} ms`,
				'slowest answer': `${Math.max(taking.worstMs, both.worstMs).toFixed(0)} ms`,
			};
		} finally {
			await gateway.end('SIGKILL');
			openAI.close();
			rmSync(folder, { recursive: true });
		}
	},
};

interface Measuring {
	readonly gateway: GatewayProcess;
	readonly probe: string;
	readonly prefix: string;
	readonly seconds: number;
	count(): number;
}

async function run({ gateway, probe, prefix, seconds, count }: Measuring) {
	rmSync(probe, { force: true });
	await sleep(1100); // It is made anew within half a second.
	const [cpuMs, sent] = [readCpuMs(gateway.pid), count()];
	const outcome = await load({ url: gateway.url, prefix, seconds });
	const cpuUs = ((readCpuMs(gateway.pid) - cpuMs) * 1000) / outcome.acknowledged;
	const outRate = Math.round((count() - sent) / outcome.seconds);
	await sleep(1100);
	const worst = JSON.parse(readFileSync(probe, 'utf8')) as { cpuMs: number; wallMs: number };
	const inRate = Math.round(outcome.acknowledged / outcome.seconds);
	return { ...outcome, cpuUs, inRate, outRate, blockedMs: worst.cpuMs, wallMs: worst.wallMs };
}
