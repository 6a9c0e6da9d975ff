/** A backlog of half a million events, and the disk and the memory that it takes. */

import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { startGatewayProcess } from '../gateway/test/process/gateway-process.js';
import { aCountingOpenAI } from './counting-openai.js';
import { drain } from './drain.js';
import { load } from './load.js';
import { peakMb } from './memory.js';
import type { Proof } from './proof.js';

const EVENTS = 500_000;
const MAX_SHARE = 0.1;
const MAX_SECONDS = 300;
const MB = 1024 * 1024;

export const space: Proof = {
	shows: `After a backlog of ${EVENTS} events is sent, the file has less than ${MAX_SHARE} of its size within ${MAX_SECONDS / 60} minutes.`,
	limitMinutes: 20,
	async run() {
		const folder = mkdtempSync(join(tmpdir(), 'openai-ads-'));
		const openAI = await aCountingOpenAI();
		openAI.answer = () => 503;
		const gateway = await startGatewayProcess(['--port', '0', '--data', folder], {
			OPENAI_CONVERSIONS_API_KEY: 'the-key',
			OPENAI_ADS_PIXEL_ID: 'the-pixel',
			OPENAI_ADS_ENDPOINT: openAI.endpoint,
		});
		const size = () => statSync(join(folder, 'queue.db')).size;
		try {
			const { acknowledged } = await load({ url: gateway.url, prefix: 'm', events: EVENTS, inFlight: 8, perCall: 500 });
			await sleep(2000); // What is in the log only reaches the file.
			const peak = size();
			const backMs = performance.now();
			openAI.answer = () => 200;
			await drain(gateway.url, 300_000);
			const drainedMs = performance.now();
			while (size() > peak * MAX_SHARE && performance.now() - drainedMs < MAX_SECONDS * 1000) await sleep(250);
			const shrunkMs = performance.now();
			const mb = peakMb(gateway.pid);
			await gateway.end('SIGTERM');

			expect([acknowledged, openAI.count()]).to.deep.equal([EVENTS, EVENTS]);
			expect((shrunkMs - drainedMs) / 1000).to.be.below(MAX_SECONDS);
			return {
				'events that waited': EVENTS,
				'file, for each of them': `${Math.round(peak / EVENTS)} bytes`,
				'seconds to send them, the wait for the next attempt included': (drainedMs - backMs) / 1000,
				'seconds from there until the file has a tenth': (shrunkMs - drainedMs) / 1000,
				'most memory': `${mb} MB`,
				'file after the stop': `${(size() / MB).toFixed(1)} MB`,
				'the same, for each event that is known': `${Math.round(size() / EVENTS)} bytes`,
			};
		} finally {
			await gateway.end('SIGKILL');
			openAI.close();
			rmSync(folder, { recursive: true });
		}
	},
};
