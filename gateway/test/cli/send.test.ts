import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createSandbox, type Sandbox } from 'openai-ads-destination/sandbox';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';
import { endCommands, runCommand, startCommand, until, untilReady } from './run-command.js';

describe('openai-ads send', () => {
	let sandbox: Sandbox;
	let env: Record<string, string>;

	beforeEach(async () => {
		sandbox = await createSandbox();
		env = { OPENAI_CONVERSIONS_API_KEY: 'k', OPENAI_ADS_PIXEL_ID: 'p', OPENAI_ADS_ENDPOINT: sandbox.endpoint };
	});
	afterEach(async () => {
		await endCommands();
		await sandbox.close();
		removeTemporaryFolders();
	});

	const anEvent = (messageId: string, event = 'Order Completed') =>
		JSON.stringify({
			type: 'track',
			event,
			messageId,
			timestamp: new Date(),
			properties: { total: 5, currency: 'USD' },
		});
	const events = (count: number) => Array.from({ length: count }, (_, index) => `${anEvent(`m${index}`)}\n`).join('');
	const outcomes = (stdout: string) =>
		stdout
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line))
			.map(({ outcome, reason, messageId }) => [messageId, outcome, reason]);

	/** The line of the plan that depends on the time. */
	const timeLeft = (stderr: string) => /^ {2}until .* UTC$/m.exec(stderr)?.[0] ?? 'no line about the time that is left';

	it('sends a file in full requests, says what became of it on stderr, and ends with 0', async () => {
		const file = join(temporaryFolder(), 'events.ndjson');
		writeFileSync(file, events(2500));

		const { code, stdout, stderr } = await runCommand(['send', file], { env });

		expect([code, stdout, stderr]).to.deep.equal([
			0,
			'',
			[
				'plan: 2500 of 2500 rows would be sent',
				timeLeft(stderr),
				'  with a click: 0; with a match key: 0; with neither: 2500',
				'  by type: order_created 2500',
				'2500 events: 2500 accepted, 0 skipped, 0 discarded, 0 failed',
				'  attribution: 0 attributable, 0 matchable, 0 weak, 2500 none',
				'  No accepted event carries the ad click (oppref), so OpenAI can credit none of them for certain. See docs/errors.md.',
				'  everyday notes: 2500, first in line 1: action_source: no usable URL for a `web` event, sent as `other`. Send context.page.url or set sourceUrl.fallback.\n',
			].join('\n'),
		]);
		expect(sandbox.requests()).to.have.length(3);
	});

	it('sends no event with what the plan alone had read of its person, thousands of rows later', async () => {
		const file = join(temporaryFolder(), 'events.ndjson');
		const userId = 'someone';
		const order = JSON.stringify({ ...JSON.parse(anEvent('first')), userId });
		const identify = JSON.stringify({ type: 'identify', userId, traits: { email: 'someone@shop.example' } });
		writeFileSync(file, `${order}\n${events(2500)}${identify}\n`);

		await runCommand(['send', file], { env });

		const sent = sandbox.events().find(({ id }) => id === 'first');
		expect(Object.keys(sent?.user ?? {})).to.deep.equal(['external_ids_sha256']);
	});

	it('prints one result per line in input order with --json, and ends with 1 if some were discarded', async () => {
		const input = `\ufeff${anEvent('a')}\r\n\n{bad\n${anEvent('b', 'Cart Viewed')}\n42\n${anEvent('c')}`;

		const { code, stdout } = await runCommand(['send', '-', '--json'], { env, input });

		expect(code).to.equal(1);
		expect(outcomes(stdout)).to.deep.equal([
			['a', 'accepted', undefined],
			['', 'discarded', 'malformed'],
			['b', 'skipped', 'event_not_mapped'],
			['', 'discarded', 'malformed'],
			['c', 'accepted', undefined],
		]);
		const lines = stdout
			.trim()
			.split('\n')
			.map((text) => JSON.parse(text).line);
		expect(lines).to.deep.equal([1, 3, 4, 5, 6]);
	});

	it('maps and validates only with --dry-run, without key or connection', async () => {
		const input = `${anEvent('a')}\n${anEvent('b', 'Cart Viewed')}\n`;

		const { code, stdout } = await runCommand(['send', '-', '--json', '--dry-run'], { input });

		expect(code).to.equal(0);
		expect(outcomes(stdout)).to.deep.equal([
			['a', 'accepted', 'validated'],
			['b', 'skipped', 'event_not_mapped'],
		]);
	});

	it('says of each event what was left out, and shows it masked in a dry run', async () => {
		const order = { ...JSON.parse(anEvent('a')), messageId: 77, userId: 'user-42', properties: { total: '$49.99' } };
		const input = `${anEvent('Order Placed', 'Order Placed')}\n${JSON.stringify(order)}\n`;

		const { stdout, stderr } = await runCommand(['send', '-', '--json', '--dry-run'], { input });

		const [skipped, accepted] = stdout
			.trim()
			.split('\n')
			.map((text) => JSON.parse(text));
		expect(skipped.detail).to.include('Did you mean Order Completed?');
		expect(skipped).not.to.have.property('event');
		expect([accepted.line, accepted.messageId]).to.deep.equal([2, '77']);
		expect(accepted.notes).to.deep.include({
			path: 'data.amount',
			message: 'left out because its currency is unknown. Send properties.currency or set defaultCurrency.',
		});
		expect(accepted.event.user.external_ids_sha256[0]).to.match(/^[0-9a-f]{4}\.\.\. digest$/);
		expect(stdout).not.to.include('user-42');
		expect(stderr).to.include('left out or assumed: 1, first in line 2: data.amount: ');
	});

	it('sends no masked event to standard output without a dry run', async () => {
		const { stdout } = await runCommand(['send', '-', '--json'], { env, input: anEvent('a') });

		expect(JSON.parse(stdout)).to.include({ line: 1, outcome: 'accepted' }).and.not.to.have.property('event');
	});

	it('ends with 1 when OpenAI refuses the key, after one request for everything', async () => {
		const config = join(temporaryFolder(), 'config.json');
		writeFileSync(config, JSON.stringify({ destination: { flushAt: 10, maxInFlight: 1 } }));
		sandbox.fault({ status: 401 });

		const { code, stderr } = await runCommand(['send', '-', '--config', config], { env, input: events(100) });

		expect(code).to.equal(1);
		expect(stderr).to.include('100 failed').and.include('failed: unauthorized 100');
		expect(sandbox.requests()).to.have.length(1);
	});

	it('sends what it has read when it is interrupted, and ends with 130', async () => {
		const command = startCommand(['send', '-', '--json'], env);
		command.process.stdin?.write(events(2000) + events(1));
		await until(() => command.stdout() !== '');

		command.process.stdin?.write(`${anEvent('late')}\n`);
		await new Promise((resolve) => setImmediate(resolve));
		command.process.kill('SIGINT');

		expect(await command.ended).to.equal(130);
		expect(command.stderr())
			.to.match(/^200[12] events: /m)
			.and.include('Interrupted: ')
			.and.match(/^Ended after line 200[12]\. /m);
	});

	it('does not wait for OpenAI when it is interrupted, and says how to go on', async () => {
		const file = join(temporaryFolder(), 'events.ndjson');
		writeFileSync(file, events(20));
		sandbox.fault({ delayMs: 60_000 });
		const command = startCommand(['send', file, '--checkpoint', `${file}.at`], env);
		await until(() => command.stderr().includes('waiting for the answer of OpenAI'));

		command.process.kill('SIGINT');

		expect(await command.ended).to.equal(130);
		expect(command.stderr()).to.include('failed: closed 20').and.include('run the same command again');
	});

	it('goes on after an interruption, sends again what was on its way, and remembers whom it has read of', async () => {
		const file = join(temporaryFolder(), 'events.ndjson');
		const visit = {
			type: 'page',
			messageId: 'v',
			anonymousId: 'ann',
			timestamp: new Date(),
			context: { page: { url: 'https://shop.example/?oppref=click-7' } },
		};
		const order = { ...JSON.parse(anEvent('o')), anonymousId: 'ann' };
		writeFileSync(file, `${JSON.stringify(visit)}\n${events(3)}${JSON.stringify(order)}\n`);
		const config = join(temporaryFolder(), 'config.json');
		writeFileSync(config, JSON.stringify({ destination: { flushAt: 2, maxInFlight: 1, maxRetries: 0 } }));
		const args = ['send', file, '--config', config, '--checkpoint', `${file}.at`];
		sandbox.fault({ status: 500, times: 1 });
		const first = await runCommand(args, { env });

		const second = await runCommand(args, { env });
		const third = await runCommand(args, { env });

		expect([first.code, second.code, third.code]).to.deep.equal([1, 0, 0]);
		expect(first.stderr).to.include('To go on, run the same command again');
		expect(second.stderr).to.include('Lines 1 to 2 were on their way').and.include('5 events: 5 accepted');
		expect(third.stderr).to.include('sent to its end');
		const ids = sandbox.events().map(({ id }) => id);
		expect(sandbox.events().find(({ id }) => id === 'o')?.oppref).to.equal('click-7');
		expect([...ids].sort()).to.deep.equal(['m0', 'm1', 'm2', 'o', 'v']);
	});

	it('refuses a checkpoint for standard input and for a dry run', async () => {
		const piped = await runCommand(['send', '-', '--checkpoint', 'at'], { env });
		const dry = await runCommand(['send', 'file', '--checkpoint', 'at', '--dry-run'], { env });

		expect([piped.code, dry.code]).to.deep.equal([2, 2]);
		expect(piped.stderr).to.include('standard input');
	});

	for (const [flag, value] of [
		['--rate', '0'],
		['--rate', 'fast'],
		['--gateway', 'localhost'],
		['--gateway', 'http://key@localhost:8787'],
	] as const) {
		it(`ends with 2 for ${flag} ${value}`, async () => {
			expect((await runCommand(['send', '-', flag, value], { env })).code).to.equal(2);
		});
	}

	it('posts to a running gateway, without a key for OpenAI', async () => {
		const gateway = startCommand(['start', '--sandbox', '--port', '0'], { OPENAI_ADS_WRITE_KEY: 'write' });
		const url = await untilReady(gateway);
		const input = `${events(150)}${anEvent('x', 'Cart Viewed')}\n{bad\n42\n`;

		const { code, stderr } = await runCommand(['send', '-', '--gateway', url], {
			env: { OPENAI_ADS_WRITE_KEY: 'write' },
			input,
		});

		expect(code).to.equal(1);
		expect(stderr).to.include('153 events: 151 accepted, 0 skipped, 2 discarded, 0 failed');
		expect(stderr).to.include('accepted, but skipped by the gateway: event_not_mapped 1');
		expect(stderr).to.include('first in line 152: expected one JSON object.').and.include('first in line 153: ');
	});

	it('ends with 1 when the gateway does not know the write key, and does not show it', async () => {
		const gateway = startCommand(['start', '--sandbox', '--port', '0'], { OPENAI_ADS_WRITE_KEY: 'write' });
		const url = await untilReady(gateway);

		const { code, stderr } = await runCommand(['send', '-', '--gateway', url], {
			env: { OPENAI_ADS_WRITE_KEY: 'wrong-one' },
			input: events(3),
		});

		expect(code).to.equal(1);
		expect(stderr)
			.to.include('failed: unauthorized 3')
			.and.include('OPENAI_ADS_WRITE_KEY')
			.and.not.include('wrong-one');
	});

	it('ends quietly when nobody reads its results any more', async () => {
		const command = startCommand(['send', '-', '--json', '--dry-run'], env);
		command.process.stdout?.destroy();
		command.process.stdin?.on('error', () => {});

		command.process.stdin?.end(events(5000));

		await command.ended;
		expect(command.stderr()).not.to.include('EPIPE');
	});

	for (const [name, args] of [
		['a missing file', ['send', 'nowhere.ndjson']],
		['a folder', ['send', '.']],
		['no file', ['send']],
	] as const) {
		it(`ends with 2 for ${name}`, async () => {
			const { code, stdout, stderr } = await runCommand(args, { env });

			expect([code, stdout]).to.deep.equal([2, '']);
			expect(stderr).not.to.equal('');
		});
	}

	it('ends with 2 without a key, naming the variable', async () => {
		const { code, stderr } = await runCommand(['send', '-'], { input: anEvent('a') });

		expect(code).to.equal(2);
		expect(stderr).to.include('OPENAI_CONVERSIONS_API_KEY: required');
	});

	it('ends with 2 for a mistyped variable, also in a dry run', async () => {
		const env = { OPENAI_ADS_PIXELID: 'p' };

		const { code, stdout, stderr } = await runCommand(['send', '--dry-run', '-'], { input: anEvent('a'), env });

		expect([code, stdout]).to.deep.equal([2, '']);
		expect(stderr).to.include('Did you mean OPENAI_ADS_PIXEL_ID?');
	});
});
