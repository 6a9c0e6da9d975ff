/** Bodies that are large, deflated or deep, against a gateway in front of RudderStack's transformer. */

import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { startGatewayProcess } from '../gateway/test/process/gateway-process.js';
import { aFakeUpstream } from '../gateway/test/protocols/rudderstack/a-fake-upstream.js';
import { peakMb, residentMb } from './memory.js';
import type { Figures, Proof } from './proof.js';

const MB = 1024 * 1024;
/** What may be held at the same time: 512 MB of RudderStack's calls, each once more while it is copied. */
const MOST_MB = 1500;

export const bodies: Proof = {
	shows: `A gateway takes, hands on or refuses any body, and never needs more than ${MOST_MB} MB of memory for it.`,
	limitMinutes: 5,
	async run() {
		const folder = mkdtempSync(join(tmpdir(), 'openai-ads-'));
		const upstream = await aFakeUpstream();
		const gateway = await startGatewayProcess(
			['--port', '0', '--transformer-port', '0', '--sandbox', '--data', folder],
			{
				OPENAI_ADS_TRANSFORMER_UPSTREAM: upstream.url,
			},
		);
		try {
			const figures: Record<string, string | number> = { 'memory at the start': `${residentMb(gateway.pid)} MB` };
			upstream.early = (incoming, response) => {
				let bytes = 0;
				incoming.on('data', (chunk: Buffer) => {
					bytes += chunk.length;
				});
				incoming.on('end', () => response.end(String(bytes)));
			};
			const transformer = / are taken on (http\S+);/.exec(gateway.stderr())?.[1] ?? '';
			for (const [name, body, path, times, allowed] of attacks()) {
				const url = (path.startsWith('/v1/') ? gateway.url : transformer) + path;
				const statuses = await Promise.all(Array.from({ length: times }, () => post(url, body)));
				for (const status of statuses) expect(status, name).to.be.oneOf([...allowed]);
				figures[name] = `${[...new Set(statuses)].sort().join(', ')}; peak ${peakMb(gateway.pid)} MB`;
			}
			expect((await fetch(`${gateway.url}/healthz`)).status).to.equal(200);
			expect(peakMb(gateway.pid)).to.be.below(MOST_MB);
			return figures satisfies Figures;
		} finally {
			await gateway.end('SIGKILL');
			await upstream.close();
			rmSync(folder, { recursive: true });
		}
	},
};

type Attack = readonly [name: string, body: Buffer, path: string, times: number, statuses: readonly number[]];

/** In order of the memory they need, as far as one can tell: the peak only grows. A machine that is too slow to send in time is answered 408. */
function* attacks(): Generator<Attack> {
	const block = Buffer.alloc(16 * MB, ' ');
	const bomb = Buffer.concat(Array<Buffer>(64).fill(gzipSync(block)));
	yield ['an array in an array, 10 million deep, to an SDK route', Buffer.alloc(10e6, '['), '/v1/batch', 1, [400, 413]];
	yield ['20 gzip bombs of 1 GB at once, to an SDK route', bomb, '/v1/batch', 20, [413, 429]];
	yield ['100 MB to the upstream', Buffer.alloc(100 * MB, 'a'), '/v0/destinations/webhook', 1, [200]];
	yield ['20 times 20 MB at once, to an SDK route', Buffer.alloc(20 * MB, '['), '/v1/batch', 20, [400, 408, 413, 429]];
	yield ['a gzip bomb of 1 GB, to the router', bomb, '/routerTransform', 1, [413]];
	yield ['20 gzip bombs of 1 GB at once, to the router', bomb, '/routerTransform', 20, [413, 503]];
	yield [
		'10 times 150 MB at once, to the router',
		Buffer.alloc(150 * MB, '['),
		'/routerTransform',
		10,
		[200, 408, 503],
	];
}

/** The status of the answer. The gateway may answer before it has read all, and close. */
async function post(url: string, body: Buffer): Promise<number> {
	const sent = request(url, {
		method: 'POST',
		headers: { 'content-length': body.length, authorization: 'Basic YTo=' },
	});
	let status: number | undefined;
	const ended = new Promise<void>((resolve) => {
		sent.on('response', (response) => {
			status = response.statusCode;
			response.resume();
			response.on('close', resolve);
		});
		sent.on('error', () => resolve());
		// A gateway that has answered closes the connection, whatever is still on its way.
		sent.on('socket', (socket) => socket.on('error', () => {}));
	});
	for (let at = 0; at < body.length && status === undefined && !sent.destroyed; at += MB) {
		if (!sent.write(body.subarray(at, at + MB))) await Promise.race([once(sent, 'drain').catch(() => {}), ended]);
	}
	sent.end();
	await ended;
	return status ?? 0;
}
