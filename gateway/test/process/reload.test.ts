/** The configuration changes under a running gateway, as an operator's rotation of keys does. */

import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createSandbox, type Sandbox } from 'openai-ads-destination/sandbox';
import { basic } from '../http/a-server.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';
import { type GatewayProcess, startGatewayProcess, until } from './gateway-process.js';

describe('openai-ads start, when its files change', function () {
	this.timeout(60_000);
	let folder: string;
	let sandbox: Sandbox;
	let gateway: GatewayProcess | undefined;

	beforeEach(async () => {
		folder = temporaryFolder();
		sandbox = await createSandbox({ apiKey: 'good-secret' });
	});
	afterEach(async () => {
		await gateway?.end('SIGKILL');
		gateway = undefined;
		await sandbox.close();
		removeTemporaryFolders();
	});

	const file = (name: string) => join(folder, name);
	/** As secret stores write: beside it, then renamed over it. */
	function replace(name: string, content: string | object): void {
		writeFileSync(file('new'), typeof content === 'string' ? content : JSON.stringify(content));
		renameSync(file('new'), file(name));
	}
	const configuration = (keys: readonly string[], gatewaySettings: object = {}) => ({
		destination: { endpoint: sandbox.endpoint, flushInterval: 20 },
		gateway: gatewaySettings,
		pixels: { shop: { pixelId: 'px1', apiKeyFile: file('key'), writeKeys: keys } },
	});
	async function start(): Promise<GatewayProcess> {
		gateway = await startGatewayProcess(['--port', '0', '--data', file('data'), '--config', file('config')], {});
		return gateway;
	}
	const post = async (key: string, messageId: string) => {
		const body = JSON.stringify({ event: 'Order Completed', messageId, userId: 'u1', properties: { total: 1 } });
		const headers = { authorization: basic(key) };
		return (await fetch(`${gateway?.url}/v1/track`, { method: 'POST', headers, body })).status;
	};
	const isHolding = async () => (await (await fetch(`${gateway?.url}/readyz`)).text()).includes('"holding"');
	const delivered = () => sandbox.events().map(({ id }) => id);

	it('delivers as soon as a wrong key is corrected in its file, without a restart', async () => {
		replace('key', 'wrong-secret');
		replace('config', configuration(['w']));
		await start();
		await post('w', 'm1');
		await until('the pixel is held', isHolding);
		const requests = sandbox.requests().length;

		replace('key', 'good-secret\n');
		// The next probe would go out half a minute later.
		await until('the event arrives', () => delivered().length === 1, 10_000);

		expect([delivered(), sandbox.requests().length - requests]).to.deep.equal([['m1'], 1]);
		expect(gateway?.stderr()).to.include('The configuration was read again.').and.not.include('secret');
	});

	it('takes the old write key and the new one while both are listed, and only the new one afterwards', async () => {
		replace('key', 'good-secret');
		replace('config', configuration(['old']));
		await start();
		const before = [await post('old', 'm1'), await post('new', 'm2')];

		replace('config', configuration(['old', 'new']));
		await until('the new key is good', async () => (await post('new', 'm3')) === 200);
		const both = await post('old', 'm4');
		replace('config', configuration(['new']));
		await until('the old key is gone', async () => (await post('old', 'm5')) === 401);

		expect([before, both, await post('new', 'm6')]).to.deep.equal([[200, 401], 200, 200]);
	});

	it('keeps to the configuration before if there is a mistake in the new one, and says where, once', async () => {
		replace('key', 'good-secret');
		replace('config', configuration(['w']));
		await start();

		replace('config', { ...configuration(['new-secret']), gateway: { prot: 1 } });
		await until('the mistake is logged', () => gateway?.stderr().includes('has mistakes') === true);
		const answers = [await post('w', 'm1'), await post('new-secret', 'm2')];
		replace('config', configuration(['w', 'x']));
		await until('the corrected one is read', async () => (await post('x', 'm3')) === 200);

		const lines =
			gateway
				?.stderr()
				.split('\n')
				.filter((line) => line.includes('has mistakes')) ?? [];
		expect(answers).to.deep.equal([200, 401]);
		expect(lines).to.have.length(1);
		expect(lines[0])
			.to.include('"level":"error"')
			.and.include('gateway.prot: unknown setting')
			.and.not.include('secret');
	});

	it('reads its files again on SIGHUP, goes on with open connections, and says what only a restart changes', async () => {
		replace('key', 'good-secret');
		replace('config', configuration(['w']));
		const { pid } = await start();
		await post('w', 'm1');

		replace('config', configuration(['w'], { corsOrigins: ['https://shop.example'], maxQueued: 5 }));
		process.kill(pid, 'SIGHUP');
		await until('it says so', () => gateway?.stderr().includes('only a restart') === true);
		const status = await post('w', 'm2');

		expect(status).to.equal(200);
		expect(gateway?.stderr()).to.include('"settings":["gateway.maxQueued"]');
		expect(await gateway?.end('SIGTERM')).to.equal(0);
	});

	it('lets a pixel come and go', async () => {
		replace('key', 'good-secret');
		replace('config', configuration(['w']));
		await start();
		const { pixels, ...others } = configuration(['w']);

		replace('config', { ...others, pixels: { ...pixels, blog: { ...pixels.shop, pixelId: 'px2' } } });
		const ids = async () => (await (await fetch(`${gateway?.url}/readyz`)).text()).match(/px\d/g) ?? [];
		await until('it is there', async () => (await ids()).length === 2);
		await post('w', 'm1');
		await until('both have the event', () => delivered().length === 2);

		const pids = sandbox.requests().map(({ pid }) => pid);
		expect(pids.sort()).to.deep.equal(['px1', 'px2']);
	});
});
