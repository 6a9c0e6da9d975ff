/** The same events come again, and once more after a restart. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { startGatewayProcess } from '../gateway/test/process/gateway-process.js';
import { aCountingOpenAI } from './counting-openai.js';
import { drain } from './drain.js';
import { load } from './load.js';
import type { Proof } from './proof.js';

const EVENTS = 10_000;

export const duplicates: Proof = {
	shows: `The same ${EVENTS} events, sent twice, and again after a restart and after a kill -9, are delivered once.`,
	limitMinutes: 3,
	async run() {
		const folder = mkdtempSync(join(tmpdir(), 'openai-ads-'));
		const openAI = await aCountingOpenAI();
		const start = () =>
			startGatewayProcess(['--port', '0', '--data', folder], {
				OPENAI_CONVERSIONS_API_KEY: 'the-key',
				OPENAI_ADS_PIXEL_ID: 'the-pixel',
				OPENAI_ADS_ENDPOINT: openAI.endpoint,
			});
		let gateway = await start();
		let acknowledged = 0;
		const send = async () => {
			const outcome = await load({ url: gateway.url, prefix: 'same', events: EVENTS, inFlight: 8 });
			acknowledged += outcome.acknowledged;
		};
		try {
			await Promise.all([send(), send()]);
			await drain(gateway.url);
			for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
				await gateway.end(signal);
				gateway = await start();
				await send();
				await drain(gateway.url);
			}

			expect([acknowledged, openAI.count()]).to.deep.equal([4 * EVENTS, EVENTS]);
			return { 'events acknowledged': acknowledged, 'events delivered': openAI.count() };
		} finally {
			await gateway.end('SIGKILL');
			openAI.close();
			rmSync(folder, { recursive: true });
		}
	},
};
