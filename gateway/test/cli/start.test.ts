import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createSandbox, type Sandbox } from 'openai-ads-destination/sandbox';
import { VARIABLE_NAMES } from '../../src/settings/environment.js';
import { basic } from '../http/a-server.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';
import { endCommands, runCommand, startCommand, until, untilReady } from './run-command.js';

describe('openai-ads start', () => {
	let sandbox: Sandbox | undefined;

	afterEach(async () => {
		await endCommands();
		await sandbox?.close();
		sandbox = undefined;
		removeTemporaryFolders();
	});

	const anOrder = (messageId = 'order-1') => ({
		type: 'track',
		event: 'Order Completed',
		messageId,
		userId: 'user-jane-7',
		traits: { email: 'jane@example.com', firstName: 'Janefirst', phone: '+1 555 123 4567' },
		context: { ip: '203.0.113.7', providers: { openAI: { oppref: 'oppref-secret-1' } } },
		properties: { total: 129.99, currency: 'USD' },
	});
	const post = (url: string, body: unknown, key = 'any') =>
		fetch(`${url}/v1/track`, { method: 'POST', headers: { authorization: basic(key) }, body: JSON.stringify(body) });
	const live = async (extra: Record<string, string> = {}) => {
		sandbox = await createSandbox();
		return {
			OPENAI_CONVERSIONS_API_KEY: 'secret-key',
			OPENAI_ADS_PIXEL_ID: 'px1',
			OPENAI_ADS_ENDPOINT: sandbox.endpoint,
			...extra,
		};
	};
	const stop = async (command: ReturnType<typeof startCommand>) => {
		command.process.kill('SIGTERM');
		return command.ended;
	};

	it('writes one line to stdout when it is ready, delivers, and ends with 0 on SIGTERM', async () => {
		const command = startCommand(['start', '--port', '0'], await live());
		const url = await untilReady(command);

		const answer = await post(url, anOrder());
		await until(() => sandbox?.events().length === 1);
		const code = await stop(command);

		expect(await answer.json()).to.deep.equal({ success: true, accepted: 1, refused: [], refusedCount: 0 });
		expect([code, command.stdout()]).to.deep.equal([0, `ready ${url}\n`]);
		expect(url).to.match(/^http:\/\/127\.0\.0\.1:\d+$/);
	});

	it('keeps what it has acknowledged through kill -9, and the lock does not outlive it', async () => {
		const env = await live();
		sandbox?.fault({ status: 503 });
		const cwd = temporaryFolder();
		const first = startCommand(['start', '--port', '0'], env, cwd);
		expect((await post(await untilReady(first), anOrder())).status).to.equal(200);
		first.process.kill('SIGKILL');
		await first.ended;
		sandbox?.clear();

		const second = startCommand(['start', '--port', '0'], env, cwd);
		await untilReady(second);

		await until(() => sandbox?.events().length === 1);
		expect(sandbox?.events()[0]?.id).to.equal('order-1');
	});

	it('leaves no raw identifier on the disk, no delivered event, and nothing of either in its output', async () => {
		const data = temporaryFolder();
		const env = await live();
		sandbox?.fault({ status: 503, times: 1 });
		const command = startCommand(['start', '--port', '0', '--data', data], env);
		const url = await untilReady(command);
		const disk = () =>
			readdirSync(data)
				.map((file) => readFileSync(join(data, file), 'latin1'))
				.join();
		const raw = ['jane', 'Janefirst', '5551234567', '123 4567', 'user-jane-7'];

		await post(url, anOrder());
		const queued = disk();
		await post(url, { ...anOrder('order-2'), timestamp: '2020-01-01' });
		await until(() => sandbox?.events().length === 1);
		await until(() => !disk().includes('203.0.113.7'));
		const delivered = disk();
		await stop(command);

		for (const text of raw) expect(queued).not.to.include(text);
		expect(queued).to.include('203.0.113.7');
		for (const text of [...raw, 'order-1']) expect(delivered).not.to.include(text);
		for (const text of [...raw, '203.0.113.7', 'oppref-secret-1', 'secret-key']) {
			expect(command.stderr() + command.stdout()).not.to.include(text);
		}
		expect(command.stderr()).to.include('"reason":"expired"');
	});

	it('runs as a sandbox with --sandbox, says so, and delivers from a queue of its own', async () => {
		const cwd = temporaryFolder();
		const command = startCommand(['start', '--port', '0', '--sandbox'], {}, cwd);
		const url = await untilReady(command);

		const ready = await fetch(`${url}/readyz`);

		const sending = { pixelId: 'sandbox', state: 'sending', queued: 0, oldestSeconds: 0 };
		expect([ready.headers.get('x-openai-ads-mode'), await ready.json()]).to.deep.equal([
			'sandbox',
			{ status: 'ready', mode: 'sandbox', queued: 0, pixels: [sending] },
		]);
		expect(command.stderr()).to.include('Nothing leaves this machine').and.include('accepted with any key');
		expect(existsSync(join(cwd, 'openai-ads-data/sandbox/queue.db'))).to.equal(true);
		expect(existsSync(join(cwd, 'openai-ads-data/queue.db'))).to.equal(false);
	});

	it('never uses the real key or endpoint with --sandbox', async () => {
		const command = startCommand(['start', '--port', '0', '--sandbox'], await live());
		const url = await untilReady(command);

		await post(url, anOrder());
		await until(async () => (await (await fetch(`${url}/readyz`)).text()).includes('"queued":0'));

		expect(sandbox?.requests()).to.deep.equal([]);
	});

	it('prints a curl line that works as it is', async () => {
		const command = startCommand(['start', '--port', '0', '--sandbox']);
		await untilReady(command);
		const { execFile } = await import('node:child_process');
		const { promisify } = await import('node:util');
		const line = /^ *(curl .*)$/m.exec(command.stderr())?.[1] ?? '';

		const { stdout } = await promisify(execFile)('sh', ['-c', line]);

		expect(stdout).to.include('"accepted":1').and.include('order_created').and.include('"oppref":"demo"');
	});

	it('takes the configured keys only', async () => {
		const command = startCommand(['start', '--port', '0', '--sandbox'], { OPENAI_ADS_WRITE_KEY: 'a,b' });
		const url = await untilReady(command);

		const statuses = [];
		for (const key of ['a', 'b', 'c']) statuses.push((await post(url, anOrder(), key)).status);

		expect(statuses).to.deep.equal([200, 200, 401]);
		expect(command.stderr()).not.to.include('accepted with any key');
	});

	for (const [keys, notice] of [
		[{ OPENAI_ADS_BROWSER_WRITE_KEY: 'b' }, 'Orders are taken with browser write keys'],
		[{ OPENAI_ADS_BROWSER_WRITE_KEY: 'b', OPENAI_ADS_WRITE_KEY: 'a' }, 'Orders with a browser write key are refused'],
	] as const) {
		it(`says at the start: ${notice}`, async () => {
			const command = startCommand(['start', '--port', '0', '--sandbox'], keys);

			await untilReady(command);

			expect(command.stderr()).to.include(notice);
		});
	}

	it('refuses a data folder that is in use, naming it', async () => {
		const cwd = temporaryFolder();
		await untilReady(startCommand(['start', '--port', '0', '--sandbox'], {}, cwd));

		const { code, stdout, stderr } = await runCommand(['start', '--port', '0', '--sandbox'], { cwd });

		expect([code, stdout]).to.deep.equal([2, '']);
		expect(stderr).to.include('openai-ads-data/sandbox: in use by another gateway');
	});

	it('refuses a port that is in use', async () => {
		const url = await untilReady(startCommand(['start', '--port', '0', '--sandbox']));

		const { code, stderr } = await runCommand(['start', '--sandbox', '--port', new URL(url).port]);

		expect(code).to.equal(2);
		expect(stderr).to.match(/--port: \d+ is in use on 127\.0\.0\.1/);
	});

	it('puts an IPv6 host in brackets', async () => {
		const command = startCommand(['start', '--port', '0', '--sandbox', '--host', '::1']);

		const url = await untilReady(command);

		expect(url).to.match(/^http:\/\/\[::1\]:\d+$/);
		expect((await fetch(`${url}/healthz`)).status).to.equal(200);
	});

	it('reads the configuration file, under the environment and the flags', async () => {
		const config = join(temporaryFolder(), 'config.json');
		writeFileSync(config, JSON.stringify({ gateway: { port: 1, host: '0.0.0.0', writeKeys: ['from-file'] } }));
		const keyFile = join(temporaryFolder(), 'key');
		writeFileSync(keyFile, 'from-variable\n');
		const flags = ['start', '--sandbox', '--config', config, '--port', '0', '--host', '127.0.0.1'];

		const url = await untilReady(startCommand(flags, { OPENAI_ADS_WRITE_KEY_FILE: keyFile }));

		expect((await post(url, anOrder(), 'from-variable')).status).to.equal(200);
		expect((await post(url, anOrder(), 'from-file')).status).to.equal(401);
	});

	const refusals: [name: string, args: string[], env: Record<string, string>, message: string][] = [
		['no key', ['start'], {}, 'OPENAI_CONVERSIONS_API_KEY: required'],
		['the Advertiser key alone', ['start'], { OPENAI_ADS_API_KEY: 'x' }, 'OPENAI_ADS_API_KEY is set, but'],
		['a mistyped variable', ['start'], { OPENAI_ADS_APIKEY: 'x' }, 'Did you mean OPENAI_CONVERSIONS_API_KEY?'],
		['an unknown variable in a sandbox', ['start', '--sandbox'], { OPENAI_ADS_PROT: '1' }, 'unknown variable'],
		['no write key on another host', ['start', '--sandbox', '--host', '0.0.0.0'], {}, 'OPENAI_ADS_WRITE_KEY: required'],
		['a port that is no number', ['start', '--port', 'x'], {}, 'Expected a number from 0 to 65535'],
		[
			'a proxy that is no address',
			['start', '--sandbox'],
			{ OPENAI_ADS_TRUST_PROXY: 'my-proxy' },
			'gateway.trustProxy: ',
		],
		['an unknown flag', ['start', '--prot', '1'], {}, "unknown option '--prot'"],
		['an unknown command', ['strat'], {}, "unknown command 'strat'"],
		[
			'a missing configuration file',
			['start', '--config', 'nowhere.json'],
			{},
			'got ENOENT for nowhere.json: there is nothing by that name.',
		],
		['a configuration that is a folder', ['start', '--config', '/'], {}, 'got EISDIR for /: it is a folder.'],
		[
			'a folder that is a file',
			['start', '--sandbox', '--data', '/dev/null'],
			{},
			'got ENOTDIR. A part of that path is a file, not a folder. Use another --data folder.',
		],
		[
			'a folder that can not be made',
			['start', '--sandbox', '--data', '/proc/foo'],
			{},
			'got ENOENT. No folder can be made there. Use another --data folder.',
		],
	];
	for (const [name, args, env, message] of refusals) {
		it(`ends with 2 for ${name}`, async () => {
			const { code, stdout, stderr } = await runCommand(args, { env });

			expect([code, stdout]).to.deep.equal([2, '']);
			expect(stderr).to.include(message);
		});
	}
});

describe('openai-ads', () => {
	afterEach(removeTemporaryFolders);

	it('prints its version and its help', async () => {
		const version = await runCommand(['--version']);
		const help = await runCommand(['start', '--help']);

		const { version: released } = JSON.parse(readFileSync('gateway/package.json', 'utf8'));
		expect([version.code, version.stdout]).to.deep.equal([0, `${released}\n`]);
		expect(help.code).to.equal(0);
		expect(help.stdout).to.include('--sandbox').and.include('OPENAI_CONVERSIONS_API_KEY');
		for (const name of VARIABLE_NAMES) expect(help.stdout).to.include(name);
	});

	it('prints the schema of the configuration file', async () => {
		const { code, stdout } = await runCommand(['settings']);

		const schema = JSON.parse(stdout);
		expect(code).to.equal(0);
		expect(schema.properties.gateway.properties.port).to.deep.include({ default: 8787, type: 'integer' });
		expect(schema.properties.destination.properties.flushAt.description).to.be.a('string');
		expect(schema.additionalProperties).to.equal(false);
	});

	it('runs the sandbox alone until it is stopped', async () => {
		const command = startCommand(['sandbox', '--port', '0']);
		const url = await untilReady(command);

		const events = await (await fetch(`${url}/_sandbox/events`)).json();
		command.process.kill('SIGINT');

		expect(events).to.deep.equal([]);
		expect(await command.ended).to.equal(0);
	});
});
