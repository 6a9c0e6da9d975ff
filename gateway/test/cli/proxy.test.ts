import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createSandbox } from 'openai-ads-destination/sandbox';
import { basic } from '../http/a-server.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';
import { aProxy, OPENAI, type TestProxy } from './a-proxy.js';
import { endCommands, runCommand, startCommand, until, untilReady } from './run-command.js';

describe('a proxy in the environment', () => {
	let proxy: TestProxy;

	afterEach(async () => {
		await endCommands();
		await proxy.close();
		removeTemporaryFolders();
	});

	const order = { type: 'track', event: 'Order Completed', messageId: 'order-1', userId: 'u1' };
	const credentials = `Basic ${Buffer.from('user:pass-word').toString('base64')}`;
	const withPassword = ({ url }: TestProxy) => url.replace('http://', 'http://user:pass-word@');

	/** Sends one order with settings that give up soon. */
	function send(env: Record<string, string>, destination: object = {}) {
		const config = join(temporaryFolder(), 'config.json');
		writeFileSync(config, JSON.stringify({ destination: { maxRetries: 0, flushInterval: 0, ...destination } }));
		return runCommand(['send', '-', '--json', '--config', config], { env, input: JSON.stringify(order) });
	}

	it('leads `send` to OpenAI, with its password, which is shown nowhere', async () => {
		proxy = await aProxy();

		const { code, stdout, stderr } = await send({ ...proxy.env, HTTPS_PROXY: withPassword(proxy) });

		expect([code, stderr.includes('pass-word')]).to.deep.equal([0, false]);
		expect(JSON.parse(stdout)).to.include({ outcome: 'accepted', attempts: 1 });
		expect(proxy.calls).to.deep.equal([{ target: `${OPENAI}:443`, credentials }]);
		expect(proxy.requests).to.deep.equal([`POST ${OPENAI}/v1/events?pid=px1`]);
	});

	it('leads the gateway to OpenAI, and the start names it without its password', async () => {
		proxy = await aProxy();
		const command = startCommand(['start', '--port', '0'], { ...proxy.env, https_proxy: withPassword(proxy) });
		const url = await untilReady(command);

		await fetch(`${url}/v1/track`, {
			method: 'POST',
			headers: { authorization: basic('any') },
			body: JSON.stringify(order),
		});
		await until(() => proxy.requests.length === 1);
		command.process.kill('SIGTERM');

		expect(await command.ended).to.equal(0);
		expect(command.stderr()).to.include(`Requests leave through the proxy ${proxy.url} (https_proxy).`);
		expect(command.stderr()).not.to.include('pass-word');
	});

	it('leads `segment deploy` to Segment', async () => {
		proxy = await aProxy();
		const env = { ...proxy.env, HTTPS_PROXY: proxy.url, SEGMENT_PUBLIC_API_TOKEN: 'secret' };

		const { code } = await runCommand(['segment', 'deploy'], { env });

		expect([code, proxy.calls[0]?.target]).to.deep.equal([0, 'api.segmentapis.com:443']);
	});

	it('is not used for hosts of NO_PROXY', async () => {
		proxy = await aProxy();

		const { code } = await send({ ...proxy.env, HTTPS_PROXY: proxy.url, NO_PROXY: 'elsewhere.example,.invalid' });

		expect([code, proxy.calls]).to.deep.equal([1, []]);
	});

	it('is never used for this machine', async () => {
		proxy = await aProxy();
		const sandbox = await createSandbox();

		const { code } = await send({
			...proxy.env,
			HTTPS_PROXY: proxy.url,
			HTTP_PROXY: proxy.url,
			OPENAI_ADS_ENDPOINT: sandbox.endpoint,
		});

		expect([code, proxy.calls, sandbox.events().length]).to.deep.equal([0, [], 1]);
		await sandbox.close();
	});

	it('that refuses is a connection that failed, and its status is named', async () => {
		proxy = await aProxy(407);

		const { code, stdout } = await send({ ...proxy.env, HTTPS_PROXY: proxy.url });

		const { outcome, reason, detail } = JSON.parse(stdout);
		expect([code, outcome, reason]).to.deep.equal([1, 'failed', 'retries_exhausted']);
		expect(detail).to.include('No answer from OpenAI (PROXY_ANSWERED_407).');
	});

	it('that says nothing costs no more than the time of a request', async () => {
		proxy = await aProxy('silence');

		const { stdout } = await send({ ...proxy.env, HTTPS_PROXY: proxy.url }, { requestTimeout: 200 });

		expect(JSON.parse(stdout).detail).to.include('No answer from OpenAI (TimeoutError).');
	});

	it('that is no URL ends the command with 2, by the name of its variable', async () => {
		proxy = await aProxy();

		const { code, stderr } = await runCommand(['start', '--port', '0'], {
			env: { ...proxy.env, HTTPS_PROXY: 'socks5://user:pass-word@p:1' },
		});

		expect([code, stderr.includes('pass-word')]).to.deep.equal([2, false]);
		expect(stderr).to.match(/^openai-ads: HTTPS_PROXY: expected the URL of a proxy/);
	});
});
