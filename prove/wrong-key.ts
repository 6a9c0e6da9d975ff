/** The key is wrong for an hour, and is corrected in its file. */

import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createSandbox } from '../dist/sandbox/index.js';
import { batchItems, NOW } from '../gateway/test/a-batch-item.js';
import { startGatewayProcess, until } from '../gateway/test/process/gateway-process.js';
import type { Proof } from './proof.js';
import { VirtualPixel } from './virtual-pixel.js';

const EVENTS = 20_000;
const MAX_REQUESTS = 20;
const MAX_MS = 1000;
const HALF_AN_HOUR_MS = 30 * 60_000;

export const wrongKey: Proof = {
	shows: `A key that is wrong for an hour costs at most ${MAX_REQUESTS} requests, also with a restart in it, and no event. Corrected in its file it delivers within ${MAX_MS / 1000} s.`,
	limitMinutes: 3,
	async run() {
		const [straight, restarted, correctionMs] = [
			await countInAnHour(false),
			await countInAnHour(true),
			await correct(),
		];

		expect(Math.max(straight, restarted)).to.be.at.most(MAX_REQUESTS);
		expect(correctionMs).to.be.below(MAX_MS);
		return {
			'events that wait': EVENTS,
			'requests in an hour (virtual clock)': straight,
			'the same with a restart after half of it': restarted,
			'from the new key in its file to the first delivery (a real gateway)': `${correctionMs.toFixed(0)} ms`,
		};
	},
};

/** @returns requests of the hour. All events are there afterwards, and go out. */
async function countInAnHour(hasRestart: boolean): Promise<number> {
	let [requests, isOver] = [0, false];
	const arrived: string[] = [];
	const pixel = await VirtualPixel.open(NOW, 50, ({ ids }) => {
		requests++;
		if (isOver) arrived.push(...ids);
		return isOver ? 200 : 401;
	});
	try {
		await pixel.add(batchItems(EVENTS));
		await pixel.advance(HALF_AN_HOUR_MS);
		if (hasRestart) await pixel.restart();
		await pixel.advance(HALF_AN_HOUR_MS);
		const inAnHour = requests;
		isOver = true;
		await pixel.advance(HALF_AN_HOUR_MS);

		expect([arrived.length, new Set(arrived).size]).to.deep.equal([EVENTS, EVENTS]);
		return inAnHour;
	} finally {
		await pixel.close();
	}
}

/** @returns milliseconds from the corrected file to the first event that arrives */
async function correct(): Promise<number> {
	const folder = mkdtempSync(join(tmpdir(), 'openai-ads-'));
	const file = (name: string) => join(folder, name);
	const sandbox = await createSandbox({ apiKey: 'right' });
	writeFileSync(file('key'), 'wrong');
	const gateway = await startGatewayProcess(['--port', '0', '--data', file('data')], {
		OPENAI_CONVERSIONS_API_KEY_FILE: file('key'),
		OPENAI_ADS_PIXEL_ID: 'the-pixel',
		OPENAI_ADS_ENDPOINT: sandbox.endpoint,
	});
	try {
		const event = { event: 'Order Completed', messageId: 'm1', userId: 'u1', properties: { total: 1 } };
		await fetch(`${gateway.url}/v1/track`, { method: 'POST', body: JSON.stringify(event) });
		const isHolding = async () => (await (await fetch(`${gateway.url}/readyz`)).text()).includes('"holding"');
		await until('the pixel is held', isHolding);
		writeFileSync(file('new'), 'right');
		const startMs = performance.now();
		renameSync(file('new'), file('key'));
		await until('the event arrives', () => sandbox.events().length === 1);
		return performance.now() - startMs;
	} finally {
		await gateway.end('SIGKILL');
		await sandbox.close();
		rmSync(folder, { recursive: true });
	}
}
