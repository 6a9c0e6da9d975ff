/** A file of many people who are new. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { createSandbox } from '../dist/sandbox/index.js';
import { peakMb } from './memory.js';
import type { Proof } from './proof.js';

const ROWS = 1_000_000;
const LIMIT_MB = 200;
const COMMAND = fileURLToPath(new URL('../gateway/bin/openai-ads.js', import.meta.url));

export const backfill: Proof = {
	shows: `\`openai-ads send\` of ${ROWS} orders, each of another person with all match keys, plan included, needs less than ${LIMIT_MB} MB, and not more for the whole file than for a fifth of it.`,
	limitMinutes: 20,
	async run() {
		const folder = mkdtempSync(join(tmpdir(), 'openai-ads-'));
		const sandbox = await createSandbox({ keep: 1000 });
		try {
			const part = await send(await aFile(folder, ROWS / 5), sandbox.endpoint);
			const whole = await send(await aFile(folder, ROWS), sandbox.endpoint);

			expect(whole.mb).to.be.below(LIMIT_MB);
			expect(whole.mb / part.mb).to.be.below(1.3);
			return {
				'rows, each of a new person': ROWS,
				'peak memory': `${whole.mb} MB`,
				[`peak memory for ${ROWS / 5} rows`]: `${part.mb} MB`,
				'rows a second, plan included': Math.round(ROWS / whole.seconds),
			};
		} finally {
			await sandbox.close();
			rmSync(folder, { recursive: true });
		}
	},
};

async function aFile(folder: string, rows: number): Promise<string> {
	const file = join(folder, `${rows}.ndjson`);
	const stream = createWriteStream(file);
	const sinceMs = Date.now() - 24 * 3600_000;
	for (let row = 0; row < rows; row++)
		if (!stream.write(`${JSON.stringify(anOrder(row, sinceMs + row))}\n`)) await once(stream, 'drain');
	stream.end();
	await once(stream, 'close');
	return file;
}

function anOrder(row: number, timeMs: number): object {
	return {
		type: 'track',
		event: 'Order Completed',
		messageId: `message-${row}`,
		timestamp: new Date(timeMs).toISOString(),
		userId: `user-${row}`,
		anonymousId: `anonymous-${row}`,
		context: {
			ip: '81.2.69.160',
			userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36',
			page: { url: `https://shop.example/checkout/${row}` },
			traits: { email: `p${row}@shop.example`, phone: '+14155550100', firstName: `Ann${row}`, lastName: `Lee${row}` },
		},
		properties: {
			order_id: `o${row}`,
			total: 129.98,
			currency: 'USD',
			products: [{ product_id: 'p1', price: 64.99, quantity: 2 }],
		},
	};
}

async function send(file: string, endpoint: string): Promise<{ readonly mb: number; readonly seconds: number }> {
	const env = {
		PATH: process.env['PATH'] ?? '',
		OPENAI_CONVERSIONS_API_KEY: 'the-key',
		OPENAI_ADS_PIXEL_ID: 'the-pixel',
		OPENAI_ADS_ENDPOINT: endpoint,
	};
	const beganMs = performance.now();
	const child = spawn(process.execPath, [COMMAND, 'send', file], { env, stdio: 'ignore' });
	let mb = 0;
	const looking = setInterval(() => {
		if (child.pid !== undefined && child.exitCode === null) mb = Math.max(mb, readPeak(child.pid));
	}, 250);
	const [code] = await once(child, 'close');
	clearInterval(looking);
	expect(code).to.equal(0);
	return { mb, seconds: (performance.now() - beganMs) / 1000 };
}

/** A process that has just ended has no memory to read. */
function readPeak(pid: number): number {
	try {
		return peakMb(pid) || 0;
	} catch {
		return 0;
	}
}
