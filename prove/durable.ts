/** Whether events are on the disk before they are acknowledged, by what the gateway asks of the system. Needs strace. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { startGatewayProcess, until } from '../gateway/test/process/gateway-process.js';
import { aCountingOpenAI } from './counting-openai.js';
import type { Proof } from './proof.js';

const REQUESTS = 50;
const LATE = new URL('late-commit.mjs', import.meta.url);
/** All of a page of the log, so that the event is seen in it. */
const PAGE = '4200';
const CALLS = 'trace=fsync,fdatasync,pwrite64,read,write,writev,sendto,sendmsg';

export const durable: Proof = {
	shows:
		'Each 200 is written after the write-ahead log that holds its events was synced, and this proof notices a gateway that commits 30 ms later. Needs strace.',
	limitMinutes: 3,
	async run() {
		const real = await trace({});
		const broken = await trace({ NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --import=${LATE.href}` });

		expect(real).to.deep.equal({ after: REQUESTS, before: 0 });
		expect(broken.before).to.be.above(REQUESTS / 2);
		return {
			'requests, one after the other': REQUESTS,
			'answered after the log was synced': real.after,
			'answered before': real.before,
			'answered before, by a gateway that commits 30 ms after its answer': broken.before,
		};
	},
};

interface Counts {
	readonly after: number;
	readonly before: number;
}

async function trace(env: Readonly<Record<string, string>>): Promise<Counts> {
	const folder = mkdtempSync(join(tmpdir(), 'openai-ads-'));
	const openAI = await aCountingOpenAI();
	openAI.answer = () => 503;
	const gateway = await startGatewayProcess(['--port', '0', '--data', join(folder, 'data')], {
		OPENAI_CONVERSIONS_API_KEY: 'the-key',
		OPENAI_ADS_PIXEL_ID: 'the-pixel',
		OPENAI_ADS_ENDPOINT: openAI.endpoint,
		...env,
	});
	const file = join(folder, 'trace');
	const strace = spawn('strace', ['-f', '-y', '-e', CALLS, '-s', PAGE, '-o', file, '-p', String(gateway.pid)]);
	let said = '';
	strace.stderr.on('data', (chunk) => {
		said += chunk;
	});
	try {
		await until('strace is attached', () => said.includes('attached'), 5000);
		for (let n = 0; n < REQUESTS; n++) {
			expect((await post(gateway.url, n)).status).to.equal(200);
			await sleep(50);
		}
		const ended = once(strace, 'exit');
		strace.kill('SIGINT');
		await ended;
		return count(readFileSync(file, 'utf8'));
	} finally {
		await gateway.end('SIGKILL');
		openAI.close();
		rmSync(folder, { recursive: true });
	}
}

function post(url: string, n: number): Promise<Response> {
	const event = { event: 'Order Completed', messageId: toId(n), userId: 'u1', properties: { total: 1 } };
	return fetch(`${url}/v1/track`, { method: 'POST', body: JSON.stringify(event) });
}

/** None is the beginning of another. */
function toId(n: number): string {
	return `marked-${n}.`;
}

/** Of the answers 200, those whose event was written to the log since their request came, and the log synced after it. Others write to it too. */
function count(lines: string): Counts {
	const counts = { after: 0, before: 0 };
	let [n, isWritten, isSynced] = [-1, false, false];
	const syncing = new Set<string>();
	for (const line of lines.split('\n')) {
		const [thread = ''] = line.split(' ');
		if (line.includes('"POST /v1/track')) [n, isWritten, isSynced] = [n + 1, false, false];
		if (/pwrite64\(.*queue\.db-wal/.test(line) && line.includes(toId(n))) isWritten = true;
		if (isWritten && /f(data)?sync\(.*queue\.db-wal.*unfinished/.test(line)) syncing.add(thread);
		else if (/f(data)?sync\(.*queue\.db-wal.* = 0/.test(line)) isSynced ||= isWritten;
		if (/f(data)?sync resumed.* = 0/.test(line) && syncing.delete(thread)) isSynced = true;
		if (line.includes('"HTTP/1.1 200')) counts[isSynced ? 'after' : 'before']++;
	}
	return counts;
}
