/** kill -9 under load: no acknowledged event is lost, and nothing personal is found on the disk. */

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createSandbox, type Sandbox } from 'openai-ads-destination/sandbox';
import { type GatewayProcess, startGatewayProcess, until } from './gateway-process.js';

const KILLS = 3;
const BATCH = 20;
/** Acknowledged batches before each kill. */
const BATCHES_BEFORE_KILL = 40;

function aBatch(first: number) {
	const timestamp = new Date().toISOString();
	const batch = Array.from({ length: BATCH }, (_, index) => {
		const n = first + index;
		const context = {
			traits: { email: `jane.${n}@personal.example`, phone: '+1 415 555 2671', firstName: 'Genevieve' },
		};
		const properties = { total: n, currency: 'USD', email: `jane.${n}@personal.example` };
		return {
			type: 'track',
			event: 'Order Completed',
			messageId: `order-${n}`,
			userId: `secret-user-${n}`,
			timestamp,
			properties,
			context,
		};
	});
	return { batch, sentAt: timestamp };
}

/** Everything below a folder, as one text. */
function readFolder(folder: string): string {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
		.join('\n');
}

/** The bytes in which each event was sent, by id: one text if all resends were the same. */
function textsById(sandbox: Sandbox): Map<string, Set<string>> {
	const texts = new Map<string, Set<string>>();
	for (const { body = '' } of sandbox.requests()) {
		for (const event of JSON.parse(body).events as { id: string }[]) {
			const text = JSON.stringify(event);
			// Writing it again gives the same text, so comparing texts compares bytes.
			if (!body.includes(text)) throw new Error(`The bytes of ${event.id} are not what JSON writes.`);
			texts.set(event.id, (texts.get(event.id) ?? new Set()).add(text));
		}
	}
	return texts;
}

describe('openai-ads start, killed under load', function () {
	this.timeout(120_000);
	let sandbox: Sandbox;
	let folder: string;
	let gateway: GatewayProcess;
	const acknowledged: string[] = [];
	let sent = 0;

	async function start(): Promise<void> {
		gateway = await startGatewayProcess(['--port', '0', '--data', folder], {
			OPENAI_CONVERSIONS_API_KEY: 'the-key',
			OPENAI_ADS_PIXEL_ID: 'the-pixel',
			OPENAI_ADS_ENDPOINT: sandbox.endpoint,
		});
	}

	/** Sends batches until the gateway is killed, and remembers those it acknowledged. */
	async function load(url: string): Promise<void> {
		for (;;) {
			const first = sent;
			sent += BATCH;
			try {
				const response = await fetch(`${url}/v1/batch`, { method: 'POST', body: JSON.stringify(aBatch(first)) });
				if (!response.ok) continue;
				for (let n = first; n < first + BATCH; n++) acknowledged.push(`order-${n}`);
			} catch {
				return;
			}
		}
	}

	it(`loses nothing it acknowledged over ${KILLS} kills, resends the same bytes, and keeps no e-mail on disk`, async () => {
		folder = mkdtempSync(join(tmpdir(), 'openai-ads-'));
		sandbox = await createSandbox();
		sandbox.fault({ status: 503, probability: 0.05 });
		sandbox.fault({ reset: true, probability: 0.05 });
		let disk = '';
		for (let kill = 0; kill < KILLS; kill++) {
			await start();
			const goal = acknowledged.length + BATCHES_BEFORE_KILL * BATCH;
			const clients = [load(gateway.url), load(gateway.url), load(gateway.url)];
			await until('enough is acknowledged', () => acknowledged.length >= goal);
			await gateway.end('SIGKILL');
			await Promise.all(clients);
			disk += readFolder(folder);
		}

		await start();
		const queued = async () => ((await (await fetch(`${gateway.url}/readyz`)).json()) as { queued: number }).queued;
		await until('the queue is empty', async () => (await queued()) === 0, 60_000);
		await gateway.end('SIGTERM');

		const arrived = new Set(sandbox.events().map(({ id }) => id));
		const changed = [...textsById(sandbox)].filter(([, texts]) => texts.size > 1);
		expect(acknowledged.length).to.be.at.least(KILLS * BATCHES_BEFORE_KILL * BATCH);
		expect(acknowledged.filter((id) => !arrived.has(id))).to.deep.equal([]);
		expect(sandbox.events()).to.have.length(arrived.size);
		expect(changed).to.deep.equal([]);
		expect(disk).to.include('order_created');
		for (const secret of ['@personal', 'secret-user', '4155552671', '555 2671', 'enevieve']) {
			expect(`${disk}${readFolder(folder)}`).not.to.include(secret);
		}
	});

	after(async () => {
		await gateway.end('SIGKILL');
		await sandbox.close();
		rmSync(folder, { recursive: true, force: true });
	});
});
