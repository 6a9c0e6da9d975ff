/** What can be found of people, keys and clicks outside the queue, and of a person in it who was forgotten. */

import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { freePort } from '../gateway/test/free-port.js';
import { type GatewayProcess, startGatewayProcess, until } from '../gateway/test/process/gateway-process.js';
import { aCountingOpenAI } from './counting-openai.js';
import type { Proof } from './proof.js';

const TRACEPARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const KEY = 'the-key-4711';
const OTHERS = 500;
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

export const privacy: Proof = {
	shows:
		'No raw identifier, key or oppref is in metrics, log, trace or process list, and after `forget` no byte of the data folder holds a digest of the person.',
	limitMinutes: 3,
	async run() {
		const folder = mkdtempSync(join(tmpdir(), 'openai-ads-'));
		const openAI = await aCountingOpenAI();
		openAI.answer = () => 401; // Everything waits, and the log has something to say.
		const adminPort = await freePort();
		const gateway = await startGatewayProcess(['--port', '0', '--data', folder], {
			OPENAI_CONVERSIONS_API_KEY: KEY,
			OPENAI_ADS_PIXEL_ID: 'the-pixel',
			OPENAI_ADS_ENDPOINT: openAI.endpoint,
			OPENAI_ADS_ADMIN_PORT: String(adminPort),
		});
		const admin = `http://127.0.0.1:${adminPort}`;
		try {
			for (let n = 0; n <= OTHERS; n++) await post(gateway, n);
			await until('the pixel is held', async () => (await readText(`${gateway.url}/readyz`)).includes('"holding"'));
			const before = search(readFolder(folder), toDigests(0));
			const forgotten = await forget(admin, 'jane0@personal.example');
			const after = search(readFolder(folder), toDigests(0));
			const kept = search(readFolder(folder), toDigests(1));
			const told = await readOutside(gateway, admin);

			const texts = [KEY, 'click-4711', ...Array.from({ length: OTHERS + 1 }, (_, n) => toRaw(n)).flat()];
			expect(before).to.have.length(toDigests(0).length);
			expect(kept).to.have.length(toDigests(1).length);
			expect(forgotten.queued).to.equal(1);
			expect(after).to.deep.equal([]);
			expect(search(told, texts)).to.deep.equal([]);
			return {
				'digests of the person on the disk before': before.length,
				'in file and log after `forget`': after.length,
				'digests of another person there, still': kept.length,
				'raw identifiers, keys and clicks that were looked for outside the queue': texts.length,
				'bytes of metrics, readiness, pixels, log and process list searched': told.length,
				'found there': 0,
			};
		} finally {
			await gateway.end('SIGKILL');
			openAI.close();
			rmSync(folder, { recursive: true });
		}
	},
};

const toRaw = (n: number) => [
	`jane${n}@personal.example`,
	`secret-user-${n}.`,
	`secret-device-${n}.`,
	`Xanthippe${n}.`,
];
const toDigests = (n: number) => [sha256(`jane${n}@personal.example`), sha256(`secret-user-${n}.`)];

async function post({ url }: GatewayProcess, n: number): Promise<void> {
	const [email, userId, anonymousId, firstName] = toRaw(n);
	const event = {
		event: 'Order Completed',
		messageId: `m${n}`,
		userId,
		anonymousId,
		context: { traits: { email, firstName }, page: { url: `https://shop.example/?oppref=click-4711-${n}` } },
		properties: { total: 1, currency: 'USD' },
	};
	const headers = { traceparent: TRACEPARENT };
	const answer = await fetch(`${url}/v1/track`, { method: 'POST', headers, body: JSON.stringify(event) });
	expect(answer.status).to.equal(200);
}

async function forget(admin: string, email: string): Promise<{ queued: number }> {
	const headers = { 'content-type': 'application/json', 'x-openai-ads-admin': '1' };
	const answer = await fetch(`${admin}/api/forget`, { method: 'POST', headers, body: JSON.stringify({ email }) });
	return (await answer.json()) as { queued: number };
}

/** All that people other than the owner of the queue may see. */
async function readOutside({ pid, url, stderr }: GatewayProcess, admin: string): Promise<string> {
	const pages = [`${admin}/metrics`, `${admin}/api/pixels`, `${url}/readyz`, `${url}/healthz`];
	const texts = await Promise.all(pages.map(readText));
	return [...texts, stderr(), readFileSync(`/proc/${pid}/cmdline`, 'latin1')].join('\n');
}

async function readText(url: string): Promise<string> {
	return (await fetch(url)).text();
}

function search(text: string, sought: readonly string[]): string[] {
	return sought.filter((each) => text.includes(each));
}

function readFolder(folder: string): string {
	return readdirSync(folder)
		.map((name) => readFileSync(join(folder, name), 'latin1'))
		.join('\n');
}
