import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { endCommands, runCommand, startCommand, untilReady } from '../cli/run-command.js';
import { freePort } from '../free-port.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';

/** Nothing listens at the endpoint, so that all events wait. */
const ENV = {
	OPENAI_CONVERSIONS_API_KEY: 'the-key',
	OPENAI_ADS_PIXEL_ID: 'the-pixel',
	OPENAI_ADS_ENDPOINT: 'http://127.0.0.1:9/v1/events',
	OPENAI_ADS_WRITE_KEY: 'importer:key-one,shop:key-two,key-three',
};

describe('senders with a write key each', () => {
	afterEach(async () => {
		await endCommands();
		removeTemporaryFolders();
	});

	it('can not fill the queue for each other, and dead letters say by their labels who sent them', async () => {
		const config = join(temporaryFolder(), 'config.json');
		writeFileSync(config, JSON.stringify({ gateway: { maxQueued: 100 } }));
		const env = { ...ENV, OPENAI_ADS_ADMIN_PORT: String(await freePort()) };
		const url = await untilReady(
			startCommand(['start', '--port', '0', '--data', temporaryFolder(), '--config', config], env),
		);
		let sent = 0;
		const send = async (key: string, count: number, timestamp = new Date().toISOString()) => {
			const batch = Array.from({ length: count }, () => ({
				...{ type: 'track', event: 'Order Completed', messageId: `m${sent++}`, timestamp },
				properties: { total: 5, currency: 'USD' },
			}));
			const headers = { authorization: `Basic ${btoa(`${key}:`)}` };
			const body = JSON.stringify({ batch });
			return (await fetch(`${url}/v1/batch`, { method: 'POST', headers, body })).status;
		};

		const flood = [await send('key-one', 100), await send('key-one', 1)];
		const others = [await send('key-two', 10), await send('key-three', 1)];
		for (const key of ['key-one', 'key-two', 'key-three']) await send(key, 1, '2020-01-01T00:00:00Z');
		const letters = await runCommand(['dead-letters', '--json'], { env });

		expect([flood, others]).to.deep.equal([
			[200, 429],
			[200, 429],
		]);
		const from = letters.stdout
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line).from);
		expect(from).to.deep.equal(['server', 'shop', 'importer']);
		expect(letters.stdout).not.to.include('key-');
	}).timeout(60_000);
});
