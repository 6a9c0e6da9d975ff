import { once } from 'node:events';
import { readFileSync, statSync, truncateSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import { openSqliteStore } from '../../src/queue/sqlite/store.js';
import { aBatchItem } from '../a-batch-item.js';
import { freePort } from '../free-port.js';
import { OWN } from '../queue/open-queue.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';
import { endCommands, runCommand, startCommand, until, untilReady } from './run-command.js';

const DAY_MS = 24 * 3600_000;
const KEYS = { OPENAI_CONVERSIONS_API_KEY: 'the-key', OPENAI_ADS_PIXEL_ID: 'the-pixel' };
/** Nothing listens there, so that what is sent waits. */
const NOWHERE = { ...KEYS, OPENAI_ADS_ENDPOINT: 'http://127.0.0.1:9/v1/events' };

describe('openai-ads dead-letters, replay, forget, pause, resume, pixels', () => {
	afterEach(async () => {
		await endCommands();
		removeTemporaryFolders();
	});

	/** A folder with two dead letters, one of them too old. */
	async function aFolder(): Promise<string> {
		const folder = temporaryFolder();
		const nowMs = Date.now() - 2 * DAY_MS;
		const store = openSqliteStore({ folder, mode: 'live', nowMs: () => nowMs });
		const queue = store.pixel('the-pixel');
		await queue.append([
			aBatchItem({ id: 'fresh', timestampMs: nowMs }),
			aBatchItem({ id: 'old', timestampMs: nowMs - 6 * DAY_MS }),
		]);
		const { events } = await queue.take(OWN, { nowMs, maxEvents: 9, maxBytes: 1e6, minEvents: 1, lingerMs: 0 });
		const deadLetters = events.map(({ key }) => ({ key, reason: 'rejected', detail: 'Refused.' }));
		await queue.settle(OWN, { delivered: [], retries: [], deadLetters });
		await store.close();
		return folder;
	}

	async function aGateway(extra: Record<string, string> = {}, data = temporaryFolder()) {
		const port = String(await freePort());
		const env = { ...NOWHERE, OPENAI_ADS_ADMIN_PORT: port, ...extra };
		const command = startCommand(['start', '--port', '0', '--data', data], env);
		return { url: await untilReady(command), port, env, data, command };
	}

	it('work on the store of a stopped gateway', async () => {
		const data = await aFolder();
		const env = { ...KEYS, OPENAI_ADS_ADMIN_PORT: '0' };
		const run = (...args: string[]) => runCommand([...args, '--data', data], { env });

		const list = await run('dead-letters', '--json');
		const dry = await run('replay', '--dry-run', '--since', '7d');
		const replay = await run('replay', '--json', '--reason', 'rejected');
		const pixels = await run('pixels');
		const paused = await run('pause', 'default');
		const again = await run('pixels', '--json');

		const letters = list.stdout
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line));
		expect(letters.map(({ id }) => id)).to.have.members(['fresh', 'old']);
		expect(letters[0]).to.have.all.keys(
			'key',
			'pixel',
			'id',
			'messageId',
			'type',
			'reason',
			'detail',
			'notes',
			'at',
			'from',
			'tries',
			'tooOld',
			'eventKept',
		);
		expect([list.code, dry.code, pixels.code, paused.code]).to.deep.equal([0, 1, 0, 0]);
		expect(dry.stdout).to.include('Would put back 1 event into the queue.\n1 event is too old');
		expect([replay.code, JSON.parse(replay.stdout)]).to.deep.equal([
			1,
			{ replayed: 1, tooOld: 1, notKept: 0, hasMore: false },
		]);
		expect(pixels.stdout).to.match(/default +sending +1 /);
		expect(JSON.parse(again.stdout)).to.include({ name: 'default', state: 'paused', waiting: 1, deadLetters: 1 });
	}).timeout(60_000);

	it('work on the sandbox of a stopped gateway: if there is nothing else, or if it is named', async () => {
		const data = temporaryFolder();
		const nowMs = Date.now();
		const fill = async (folder: string, mode: 'live' | 'sandbox', id: string) => {
			const store = openSqliteStore({ folder, mode, nowMs: () => nowMs });
			await store.pixel('the-pixel').append([aBatchItem({ id, timestampMs: nowMs })]);
			await store.pixel('the-pixel').keepRefused([aBatchItem({ id })], {}, { reason: 'invalid', detail: '' });
			await store.close();
		};
		const env = { ...KEYS, OPENAI_ADS_ADMIN_PORT: '0' };
		const idOf = async (...args: string[]) => {
			const { stdout } = await runCommand(['dead-letters', '--json', '--data', data, ...args], { env });
			return JSON.parse(stdout).id;
		};

		const none = await runCommand(['pixels', '--sandbox', '--data', data], { env });
		await fill(join(data, 'sandbox'), 'sandbox', 'tried');
		const alone = await idOf();
		await fill(data, 'live', 'real');

		expect([none.code, alone, await idOf(), await idOf('--sandbox')]).to.deep.equal([2, 'tried', 'real', 'tried']);
		expect(none.stderr).to.include(join(data, 'sandbox'));
	}).timeout(60_000);

	it('work on a running gateway, found by its port', async () => {
		const { url, env } = await aGateway();
		const event = {
			event: 'Order Completed',
			messageId: 'o1',
			userId: 'user-77',
			properties: { total: 5, currency: 'USD' },
		};
		await fetch(`${url}/v1/track`, { method: 'POST', body: JSON.stringify(event) });

		const paused = await runCommand(['pause', 'the-pixel'], { env });
		const pixels = await runCommand(['pixels', '--json'], { env });
		const forgotten = await runCommand(['forget', '-', '--json'], { env, input: 'user-77\n' });
		const after = await runCommand(['pixels', '--json'], { env });

		expect([paused.code, forgotten.code]).to.deep.equal([0, 0]);
		expect(JSON.parse(pixels.stdout)).to.include({ state: 'paused', waiting: 1 });
		expect(JSON.parse(forgotten.stdout)).to.include({ people: 1, queued: 1 });
		expect(JSON.parse(after.stdout)).to.include({ waiting: 0 });
	}).timeout(60_000);

	it("show what was refused at the door, say that it can't be replayed, and name nobody", async () => {
		const { url, env } = await aGateway({ OPENAI_ADS_WRITE_KEY: 'shop:the-write-key' });
		const broken = { event: 'Order Completed', messageId: 'jane@shop.example', timestamp: '2020-01-01T00:00:00Z' };
		const order = { ...broken, userId: 'user-77', properties: { total: 5, currency: 'USD' } };
		const headers = { authorization: `Basic ${btoa('the-write-key:')}` };
		const answer = await fetch(`${url}/v1/track`, { method: 'POST', headers, body: JSON.stringify(order) });

		const list = await runCommand(['dead-letters'], { env });
		const json = await runCommand(['dead-letters', '--json', '--reason', 'expired'], { env });
		const replay = await runCommand(['replay'], { env });

		expect(await answer.json()).to.include({ refusedCount: 1 });
		expect(list.stdout).to.include('Order Completed').and.to.include('from shop, refused at the door');
		expect(JSON.parse(json.stdout)).to.include({
			messageId: 'a text of 17 characters',
			name: 'Order Completed',
			from: 'shop',
			tooOld: false,
			eventKept: false,
		});
		expect([replay.code, replay.stdout]).to.deep.equal([
			1,
			'Put back 0 events into the queue.\n1 event was refused at the door: only the reason is kept.\n',
		]);
		expect(list.stdout + json.stdout).not.to.match(/jane|user-77/);
	}).timeout(60_000);

	it('need the token of a gateway that has one', async () => {
		const token = 'a-token-of-the-operator';
		const { port, env, command } = await aGateway({ OPENAI_ADS_ADMIN_TOKEN: token });
		const without = { ...env, OPENAI_ADS_ADMIN_TOKEN: '' };

		const refused = await runCommand(['pixels'], { env: without });
		const named = await runCommand(['pixels', '--admin', `http://localhost:${port}`], {
			env: { OPENAI_ADS_ADMIN_TOKEN: token },
		});

		expect([refused.code, named.code]).to.deep.equal([2, 0]);
		expect(refused.stderr).to.include('OPENAI_ADS_ADMIN_TOKEN');
		await until(() => command.stderr().includes('was refused'));
		expect(command.stderr() + refused.stderr + named.stdout).not.to.include(token);
	}).timeout(60_000);

	it('carry on from a damaged file: recovery says what is left, and makes the gateway ready', async () => {
		const data = await aFolder();
		const file = join(data, 'queue.db');
		truncateSync(file, Math.floor(statSync(file).size / 4096 / 2) * 4096);
		const looked = await runCommand(['pixels', '--data', data], { env: { ...KEYS, OPENAI_ADS_ADMIN_PORT: '0' } });

		const { url, env, command } = await aGateway({}, data);
		const before = await fetch(`${url}/readyz`);
		const shown = await runCommand(['recovery', '--json'], { env });
		const acknowledged = await runCommand(['recovery', '--acknowledge'], { env });
		const none = await runCommand(['recovery'], { env });
		await until(async () => (await fetch(`${url}/readyz`)).status === 200);

		expect([looked.code, before.status, shown.code, acknowledged.code]).to.deep.equal([2, 503, 0, 0]);
		expect(looked.stderr).to.include('`openai-ads start` sets it aside');
		expect(await before.json()).to.have.nested.property('error.code', 'storage_recovered');
		expect(JSON.parse(shown.stdout)).to.have.all.keys('at', 'file', 'tables');
		expect(acknowledged.stdout).to.include('set aside as queue.db.damaged-').and.to.include('Acknowledged');
		expect(none.stdout).to.include('No damaged file');
		expect(command.stderr()).to.include('was set aside');
	}).timeout(60_000);

	it('end with 2 where there is no gateway and no store, and make none', async () => {
		const cwd = temporaryFolder();
		const env = { OPENAI_ADS_ADMIN_PORT: String(await freePort()) };

		const { code, stderr, stdout } = await runCommand(['replay'], { env, cwd });

		expect([code, stdout]).to.deep.equal([2, '']);
		expect(stderr).to.include('No gateway answers').and.to.include('--data');
		expect((await runCommand(['dead-letters', '--admin', 'http://127.0.0.1:9'], { env, cwd })).code).to.equal(2);
	});

	for (const args of [
		['dead-letters', '--limit', '0'],
		['dead-letters', '--since', 'yesterday'],
		['replay', '--max', '10001'],
		['pause'],
		['forget'],
		['forget', 'list.txt'],
		['forget', '-', '--user-id', 'u1'],
		['pixels', '--admin', 'http://user:password@127.0.0.1:1'],
		['pixels', '--admin', 'nowhere'],
	]) {
		it(`end with 2 on wrong usage: ${args.join(' ')}`, async () => {
			const { code, stderr } = await runCommand(args, { env: { OPENAI_ADS_ADMIN_PORT: '0' } });

			expect(code).to.equal(2);
			expect(stderr).to.match(/\S/).and.not.to.include('password@');
		});
	}

	it('show nobody in the list of processes whom they forget', async () => {
		const silent = createServer().listen(0, '127.0.0.1');
		await once(silent, 'listening');
		const { port } = silent.address() as AddressInfo; // It listens on a port, so it has one.
		const admin = `http://127.0.0.1:${port}`;

		const command = startCommand(['forget', '--email', 'jane@shop.example', '--admin', admin]);
		const [socket] = (await once(silent, 'connection')) as [Socket];
		await once(socket, 'data');
		const shown = readFileSync(`/proc/${command.process.pid}/cmdline`, 'utf8');
		socket.destroy();
		silent.close();

		expect(shown).to.include('openai-ads forget').and.not.to.include('jane');
		expect(await command.ended).to.equal(2);
		expect(command.stderr()).not.to.include('jane');
	}).timeout(60_000);
});
