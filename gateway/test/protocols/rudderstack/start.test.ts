import { expect } from 'chai';
import { loadConfiguration } from '../../../src/settings/load-configuration.js';
import { StartError } from '../../../src/start-error.js';
import { endCommands, runCommand, startCommand, untilReady } from '../../cli/run-command.js';
import { removeTemporaryFolders } from '../../temporary-folder.js';
import { aFakeUpstream, type FakeUpstream } from './a-fake-upstream.js';
import { call } from './a-transformer.js';

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

	it('says where other calls go, forwards them, and ends with 0', async () => {
		const env = { OPENAI_ADS_TRANSFORMER_UPSTREAM: upstream.url };
		const command = startCommand(['start', '--port', '0', '--sandbox'], env);
		const url = await untilReady(command);

		const answer = await call(`${url}/v0/destinations/webhook`, []);
		command.process.kill('SIGTERM');

		expect([answer.status, await command.ended]).to.deep.equal([200, 0]);
		expect(upstream.requests.map((request) => request.url)).to.deep.equal(['/v0/destinations/webhook']);
		expect(command.stderr()).to.include(`calls for other destinations go on to ${upstream.url}`);
		expect(answer.headers.get('x-openai-ads-mode')).to.equal(null);
	});

	it('mentions it in its help', async () => {
		const { stdout } = await runCommand(['start', '--help']);

		expect(stdout).to.include('_TRANSFORMER_UPSTREAM').and.to.include('DEST_TRANSFORM_URL');
	});

	it('takes no transformer calls on other hosts unless told to', async () => {
		const start = async (env: Record<string, string>) => {
			const command = startCommand(['start', '--port', '0', '--sandbox', '--host', '0.0.0.0'], env);
			const { port } = new URL(await untilReady(command));
			return (await fetch(`http://127.0.0.1:${port}/features`)).status;
		};

		expect(await start({ OPENAI_ADS_WRITE_KEY: 'k' })).to.equal(404);
		upstream.answer = (_request, response) => response.end('{}');
		expect(await start({ OPENAI_ADS_TRANSFORMER_UPSTREAM: upstream.url })).to.equal(200);
	});

	it('ends with 2 if the upstream is the gateway itself', async () => {
		const env = { OPENAI_ADS_TRANSFORMER_UPSTREAM: 'http://localhost:18787' };

		const { code, stderr } = await runCommand(['start', '--port', '18787', '--sandbox'], { env });

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
