import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createSandbox } from 'openai-ads-destination/sandbox';
import { freePort } from '../free-port.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';
import { endCommands, type Running, runCommand, startCommand, until, untilReady } from './run-command.js';

describe('openai-ads tail, beside a real gateway', () => {
	afterEach(async () => {
		await endCommands();
		removeTemporaryFolders();
	});

	const anEnv = async (more: Record<string, string> = {}) => ({
		OPENAI_ADS_ADMIN_PORT: String(await freePort()),
		...more,
	});
	const startGateway = (env: Record<string, string>, ...args: string[]) =>
		startCommand(['start', '--sandbox', '--port', '0', ...args], env);
	const post = (url: string, batch: readonly object[], key = 'any') =>
		fetch(`${url}/v1/batch`, {
			method: 'POST',
			headers: { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` },
			body: JSON.stringify({ batch }),
		});
	const track = (event: string, messageId: string) => ({
		type: 'track',
		event,
		messageId,
		userId: 'u1',
		timestamp: new Date(),
	});
	const saw = (tail: Running, text: string) => until(() => tail.stdout().includes(text));
	const linesOf = (tail: Running, text: string) =>
		tail
			.stdout()
			.split('\n')
			.filter((line) => line.includes(text)).length;

	it('comes back to a gateway that was started again, misses nothing and repeats nothing', async () => {
		const env = await anEnv();
		const data = temporaryFolder();
		const first = startGateway(env, '--data', data);
		const firstUrl = await untilReady(first);
		const tail = startCommand(['tail'], env);
		await post(firstUrl, [track('Signed Up', 'before')]);
		await saw(tail, 'Signed Up > registration_completed');

		first.process.kill('SIGTERM');
		await first.ended;
		await until(() => tail.stderr().includes('does not answer'));
		const second = await untilReady(startGateway(env, '--data', data));
		await post(second, [track('Trial Started', 'at once')]);
		await until(() => tail.stderr().includes('The gateway is back.'));
		await saw(tail, 'Trial Started > trial_started');
		await post(second, [track('Lead Generated', 'later')]);
		await saw(tail, 'Lead Generated > lead_created');

		expect(['Signed Up', 'Trial Started', 'Lead Generated'].map((name) => linesOf(tail, name))).to.deep.equal([
			1, 1, 1,
		]);
	}).timeout(60_000);

	it('finds an order by its id, which is no id of the event, and says all that is noted of it', async () => {
		const env = await anEnv();
		const url = await untilReady(startGateway(env));
		const order = (messageId: string, order_id: string) => ({
			...track('Order Completed', messageId),
			properties: { order_id, total: 5, currency: 'EURO' },
		});
		await post(url, [order('m1', '1001'), order('m2', '1002')]);

		const found = startCommand(['tail', '--find', '1001'], env);
		await saw(found, 'Amounts are left out.');

		expect(linesOf(found, 'Order Completed > order_created')).to.equal(1);
		expect(found.stdout()).to.include('data.currency: expected');
		expect(found.stderr()).to.equal('');

		const missing = startCommand(['tail', '--find', '9999'], env);
		await until(() => missing.stderr().includes('It is not among the events that the gateway keeps.'));
	}).timeout(60_000);

	it('says what to do if there is no gateway, and nothing else', async () => {
		const env = await anEnv();

		const { code, stdout, stderr } = await runCommand(['tail'], { env });

		expect([code, stdout]).to.deep.equal([1, '']);
		expect(stderr).to.include(
			'no gateway answers (ECONNREFUSED). Start one with `npm start`, or name it with --admin.',
		);
	}).timeout(60_000);

	it('shows only what the filters name, as JSON with what the line has', async () => {
		const env = await anEnv();
		const url = await untilReady(startGateway(env));
		await post(url, [
			track('Signed Up', 'm1'),
			track('Order Placed', 'm2'),
			track('Lead Generated', 'm3'),
			{ type: 'identify', messageId: 'm4', userId: 'u1' },
		]);

		const skipped = startCommand(['tail', '--outcome', 'skipped', '--json'], env);
		const two = startCommand(['tail', '--name', 'Signed Up', '--name', 'Lead Generated'], env);
		await saw(skipped, 'm2');
		await saw(skipped, 'm4');
		await until(() => linesOf(two, 'Signed Up') === 1 && linesOf(two, 'Lead Generated') === 1);

		const objects = skipped
			.stdout()
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line));
		expect(objects.map(({ messageId }) => messageId)).to.deep.equal(['m2', 'm4']);
		expect(objects[0]).to.include({ reason: 'event_not_mapped', short: 'Order Completed?' });
		expect(linesOf(two, 'Order Placed')).to.equal(0);
	}).timeout(60_000);

	it('needs the token of the gateway, and shows it nowhere', async () => {
		const token = 'the-token-of-the-operator-0001';
		const env = await anEnv({ OPENAI_ADS_ADMIN_TOKEN: token });
		const url = await untilReady(startGateway(env));
		await post(url, [track('Signed Up', 'm1')]);

		const without = await runCommand(['tail'], { env: { ...env, OPENAI_ADS_ADMIN_TOKEN: '' } });
		const wrong = await runCommand(['tail'], {
			env: { ...env, OPENAI_ADS_ADMIN_TOKEN: 'another-token-of-the-operator' },
		});
		const tail = startCommand(['tail'], env);
		await saw(tail, 'Signed Up');

		expect([without.code, wrong.code]).to.deep.equal([1, 1]);
		expect(wrong.stderr).to.include('OPENAI_ADS_ADMIN_TOKEN').and.not.to.include('another-token');
		expect(tail.stdout() + tail.stderr()).not.to.include(token);
	}).timeout(60_000);

	it('leads notes with the pixel where there are several, and says which one is held and what to do', async () => {
		const sandbox = await createSandbox({ apiKey: 'right-key' });
		const config = join(temporaryFolder(), 'config.json');
		const pixel = (name: string, apiKey: string) => ({
			apiKey,
			pixelId: `px-${name}`,
			writeKeys: [`key-of-the-shop-${name}-1`],
		});
		writeFileSync(
			config,
			JSON.stringify({
				destination: { endpoint: sandbox.endpoint },
				pixels: { us: pixel('us', 'right-key'), eu: pixel('eu', 'wrong-key') },
			}),
		);
		const env = await anEnv({ OPENAI_ADS_QUEUE: `file:${temporaryFolder()}` });
		const url = await untilReady(startCommand(['start', '--port', '0', '--config', config], env));
		const tail = startCommand(['tail'], env);
		const onlyUs = startCommand(['tail', '--pixel', 'us'], env);
		await post(url, [track('Signed Up', 'm1')], 'key-of-the-shop-us-1');
		await post(url, [track('Lead Generated', 'm2')], 'key-of-the-shop-eu-1');
		await saw(tail, '> Create a Conversions API key');
		await saw(tail, 'Lead Generated');
		await saw(tail, 'Signed Up');
		await saw(onlyUs, 'Signed Up');
		await sandbox.close();

		expect(tail.stdout()).to.match(/ok Signed Up > registration_completed +matchable +us: /);
		expect(tail.stdout()).to.match(/\.\. Lead Generated > lead_created +waits +eu: 401/);
		expect(tail.stdout()).to.match(/> Create a Conversions API key under Tools, Conversions/);
		expect(linesOf(onlyUs, 'Lead Generated')).to.equal(0);
	}).timeout(60_000);
});
