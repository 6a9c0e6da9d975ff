import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { createSandbox } from 'openai-ads-destination/sandbox';
import { freePort } from '../free-port.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';
import { endCommands, runCommand, startCommand, until, untilReady } from './run-command.js';

describe('openai-ads tail, trigger', () => {
	afterEach(async () => {
		await endCommands();
		removeTemporaryFolders();
	});

	async function aGateway(args: readonly string[] = ['--sandbox'], more: Record<string, string> = {}) {
		const env = { OPENAI_ADS_ADMIN_PORT: String(await freePort()), ...more };
		const command = startCommand(['start', '--port', '0', ...args], env);
		return { url: await untilReady(command), env, command };
	}

	it('sends an order into the sandbox and says what became of it', async () => {
		const { url, env } = await aGateway();
		const run = (...args: string[]) => runCommand(['trigger', ...args, '--to', url], { env });

		const order = await run('order');
		const poorer = await run('order', '--without', 'oppref', '--set', 'properties.total=5');
		const visit = await run('visit');

		expect([order.code, poorer.code, visit.code]).to.deep.equal([0, 0, 0]);
		const steady = order.stdout.replace(/after \d+\.\d s/, 'after 1.0 s').replaceAll(env.OPENAI_ADS_ADMIN_PORT, '8789');
		expect(steady.replaceAll(new URL(url).host, '127.0.0.1:8787')).to.equal(GOLDEN);
		expect(poorer.stdout).to.include('example-2, without').and.to.include('Matchable').and.to.include('5.00 USD');
		expect(visit.stdout).to.include('Attributable');
	}).timeout(60_000);

	it('prints what was kept and what happens, says when the gateway is gone, and ends with 130', async () => {
		const { url, env, command } = await aGateway();
		await runCommand(['trigger', 'signup', '--to', url], { env });

		const tail = startCommand(['tail'], env);
		await until(() => tail.stdout().includes('Signed Up'));
		await runCommand(['trigger', 'identify', '--to', url], { env });
		await until(() => tail.stdout().includes('remembered'));
		command.process.kill('SIGKILL');
		await until(() => tail.stderr().includes('does not answer'));
		tail.process.kill('SIGINT');

		expect(await tail.ended).to.equal(130);
		expect(tail.stdout()).to.match(/ok Signed Up > registration_completed +attributable\n/);
	}).timeout(60_000);

	it('has a live gateway only check examples, and learn nothing', async () => {
		const sandbox = await createSandbox();
		const { url, env } = await aGateway([], {
			OPENAI_CONVERSIONS_API_KEY: 'the-key',
			OPENAI_ADS_PIXEL_ID: 'the-pixel',
			OPENAI_ADS_ENDPOINT: sandbox.endpoint,
		});

		const example = await runCommand(['trigger', 'visit', '--to', url], { env });
		const real = await runCommand(['trigger', 'order', '--live', '--to', url], { env });
		const counted = sandbox.events();
		await sandbox.close();

		expect([example.code, real.code]).to.deep.equal([0, 0]);
		expect(example.stdout).to.include('not counted').and.not.to.include('Attributable');
		expect(counted.map(({ id }) => id)).to.deep.equal(['example-2']);
	}).timeout(60_000);

	it('answer 1 and 2 where no gateway is, and 2 on wrong usage', async () => {
		const env = { OPENAI_ADS_ADMIN_PORT: String(await freePort()) };
		const codes = [];
		for (const args of [
			['tail'],
			['tail', '--last', '101'],
			['trigger', 'order', '--to', 'http://127.0.0.1:9'],
			['trigger', 'ordr'],
			['trigger', 'order', '--set', 'x'],
		])
			codes.push((await runCommand(args, { env })).code);

		expect(codes).to.deep.equal([1, 2, 2, 2, 2]);
	}).timeout(60_000);

	it('sends a hundred and says how many had each fate', async () => {
		const { url, env } = await aGateway();

		const { code, stdout } = await runCommand(['trigger', 'order', '--count', '100', '--to', url], { env });

		expect([code, stdout.trim().split('\n').at(-1)]).to.deep.equal([0, 'ok  100 accepted: attributable']);
	}).timeout(60_000);

	it('asks on a terminal before a live gateway counts an example, and takes no for an answer', async function () {
		const isThere = spawnSync('script', ['--version']).status === 0;
		if (!isThere) this.skip();
		const sandbox = await createSandbox();
		const { url, env } = await aGateway([], {
			OPENAI_CONVERSIONS_API_KEY: 'the-key',
			OPENAI_ADS_PIXEL_ID: 'the-pixel',
			OPENAI_ADS_ENDPOINT: sandbox.endpoint,
		});

		const no = await onTerminal(['trigger', 'order', '--live', '--to', url], env, 'n');
		const before = sandbox.events().length;
		const yes = await onTerminal(['trigger', 'order', '--live', '--to', url], env, 'y');
		const after = sandbox.events().length;
		await sandbox.close();

		expect([no.code, yes.code, before, after]).to.deep.equal([1, 0, 0, 1]);
		expect(no.output).to.include('Send it? [y/N]').and.to.include('Nothing was sent.');
		expect(yes.output).to.include('Accepted after');
	}).timeout(60_000);

	it('print without sending', async () => {
		const { stdout, code } = await runCommand(['trigger', 'visit', '--print']);

		const events = stdout
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line));
		expect([code, events.map(({ type }) => type)]).to.deep.equal([0, ['page', 'identify', 'track']]);
		expect(events.every(({ context }) => context.openAIAds.example === true)).to.equal(true);
	});
});

/** On a pseudo-terminal, with an answer to the first question. */
async function onTerminal(args: readonly string[], env: Record<string, string>, answer: string) {
	const command = fileURLToPath(new URL('../../bin/openai-ads.js', import.meta.url));
	const line = [process.execPath, command, ...args].map((part) => `'${part}'`).join(' ');
	const child = spawn('script', ['-qec', line, '/dev/null'], {
		cwd: temporaryFolder(),
		env: { PATH: process.env['PATH'], TERM: 'xterm', ...env },
	});
	let output = '';
	let isAnswered = false;
	child.stdout.on('data', (chunk) => {
		output += chunk;
		if (isAnswered || !output.includes('[y/N]')) return;
		isAnswered = true;
		child.stdin.write(`${answer}\n`);
	});
	const [code] = await once(child, 'close');
	return { code: code as number, output };
}

const GOLDEN = `sandbox on 127.0.0.1:8787: Order Completed example-1, with an ad click

ok  Accepted after 1.0 s. Attributable: it carries the ad click.
    order_created, 129.99 USD, match keys click, e-mail, id

    Field by field:   http://127.0.0.1:8789/#/events/example-1
    Without a click:  npx --no openai-ads trigger order --without oppref --to http://127.0.0.1:8787
`;
