import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect } from 'chai';
import { pino } from 'pino';
import type { ServerPorts } from '../../../src/http/server-settings.js';
import type { Store } from '../../../src/queue/store.js';
import { loadConfiguration, loadGateway } from '../../../src/settings/load-configuration.js';
import { findTransformerListener } from '../../../src/settings/transformer-listener.js';
import { StartError } from '../../../src/start-error.js';
import { openTransformer } from '../../../src/transformer-service.js';
import { endCommands, type Running, runCommand, startCommand, untilReady } from '../../cli/run-command.js';
import { removeTemporaryFolders } from '../../temporary-folder.js';
import { aFakeUpstream, type FakeUpstream } from './a-fake-upstream.js';
import { call, mapProfiles } from './a-transformer.js';

describe('openai-ads start in front of a transformer', () => {
	let upstream: FakeUpstream;

	beforeEach(async () => {
		upstream = await aFakeUpstream();
	});
	afterEach(async () => {
		await endCommands();
		await upstream.close();
		removeTemporaryFolders();
	});

	/** Where a started gateway takes RudderStack's calls, by what it says. */
	const transformerOf = (command: Running) => / are taken on (http\S+);/.exec(command.stderr())?.[1];

	it('says where other calls go, forwards them, and ends with 0', async () => {
		const env = { OPENAI_ADS_TRANSFORMER_UPSTREAM: upstream.url };
		const command = startCommand(['start', '--port', '0', '--transformer-port', '0', '--sandbox'], env);
		await untilReady(command);
		const url = transformerOf(command);

		const answer = await call(`${url}/v0/destinations/webhook`, []);
		command.process.kill('SIGTERM');

		expect([answer.status, await command.ended]).to.deep.equal([200, 0]);
		expect(upstream.requests.map((request) => request.url)).to.deep.equal(['/v0/destinations/webhook']);
		expect(command.stderr()).to.include(`Calls for other destinations are forwarded to ${upstream.url}`);
		expect(answer.headers.get('x-openai-ads-mode')).to.equal(null);
	});

	it('mentions it in its help', async () => {
		const { stdout } = await runCommand(['start', '--help']);

		expect(stdout).to.include('_TRANSFORMER_UPSTREAM').and.to.include('DEST_TRANSFORM_URL');
	});

	it('takes transformer calls on loopback unless told otherwise, whatever the host of the SDKs is', async () => {
		const env = { OPENAI_ADS_WRITE_KEY: 'k', OPENAI_ADS_TRANSFORMER_PORT: '0' };
		const command = startCommand(['start', '--port', '0', '--sandbox', '--host', '0.0.0.0'], env);
		await untilReady(command);

		expect(transformerOf(command)).to.match(/^http:\/\/127\.0\.0\.1:\d+$/);
	});

	const listeners: [string, Record<string, string>, object | undefined][] = [
		['nothing', {}, undefined],
		['an upstream', { UPSTREAM: 'http://t:9090' }, { host: '127.0.0.1', port: 8790, isChosen: false }],
		['a port', { PORT: '9999' }, { host: '127.0.0.1', port: 9999, isChosen: true }],
		['a port and a host', { PORT: '9999', HOST: '0.0.0.0' }, { host: '0.0.0.0', port: 9999, isChosen: true }],
		["Kubernetes' own variable", { PORT: 'tcp://10.0.0.1:8790' }, undefined],
	];
	for (const [name, variables, expected] of listeners) {
		it(`listens for transformer calls at ${JSON.stringify(expected)} with ${name} in the environment`, () => {
			const environment = Object.fromEntries(
				Object.entries(variables).map(([key, value]) => [`OPENAI_ADS_TRANSFORMER_${key}`, value]),
			);

			expect(findTransformerListener(loadConfiguration({ environment }).gateway)).to.deep.equal(expected);
		});
	}

	it('goes on without transformer calls if the usual port is in use, and warns', async () => {
		const store = { commit: async () => {}, profiles: mapProfiles() } as unknown as Store;
		const taken = createServer().listen(8790, '127.0.0.1');
		await once(taken, 'listening').catch(() => {}); // Somebody else's will do.
		const lines: string[] = [];
		const log = pino({}, { write: (line) => lines.push(line) });
		const configuration = loadGateway({ environment: {}, flags: { transformer: true } });
		const options = { mode: 'live', read: () => configuration, fetch, log } as const;

		const service = await openTransformer(options, store, { log, isStopping: () => false } as unknown as ServerPorts);

		taken.close();
		expect(service).to.equal(undefined);
		expect(lines.join()).to.include('"level":40').and.include('8790 is in use on 127.0.0.1');
	});

	it('ends with 1 if the chosen port is in use', async () => {
		const { port } = new URL(upstream.url);

		const { code, stderr } = await runCommand(['start', '--port', '0', '--sandbox', '--transformer-port', port]);

		expect([code, stderr.includes(`--transformer-port: ${port} is in use on 127.0.0.1.`)]).to.deep.equal([1, true]);
	});

	it('ends with 2 if the upstream is the gateway itself', async () => {
		const env = { OPENAI_ADS_TRANSFORMER_UPSTREAM: 'http://localhost:18790', OPENAI_ADS_TRANSFORMER_PORT: '18790' };

		const { code, stderr } = await runCommand(['start', '--port', '0', '--sandbox'], { env });

		expect([code, stderr.includes('gateway.upstream: this is the gateway itself.')]).to.deep.equal([2, true]);
	});

	for (const url of [
		'transformer:9090',
		'ftp://t',
		'http://',
		'http://user:word@t',
		'http://t?a=b',
		'http://t#x',
		'http://[',
	]) {
		it(`refuses ${url} as an upstream, naming the setting`, () => {
			const load = () => loadConfiguration({ environment: { OPENAI_ADS_TRANSFORMER_UPSTREAM: url } });

			expect(load).to.throw(StartError, 'gateway.upstream: expected a URL such as http://transformer:9090.');
		});
	}

	for (const url of ['http://transformer:9090', 'https://t.example/base/', 'http://[::1]:9090']) {
		it(`accepts ${url} as an upstream`, () => {
			const { gateway } = loadConfiguration({ environment: { OPENAI_ADS_TRANSFORMER_UPSTREAM: url } });

			expect(gateway.upstream).to.equal(url);
		});
	}
});
