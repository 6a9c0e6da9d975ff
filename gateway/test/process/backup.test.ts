import { copyFileSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
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
};

describe('openai-ads backup', () => {
	afterEach(async () => {
		await endCommands();
		removeTemporaryFolders();
	});

	async function aGateway(data: string) {
		const env = { ...ENV, OPENAI_ADS_ADMIN_PORT: String(await freePort()) };
		const command = startCommand(['start', '--port', '0', '--data', data], env);
		return { url: await untilReady(command), env, command };
	}

	/** Sends orders until it is stopped, and counts those that were acknowledged. */
	function load(url: string) {
		const sent = { acknowledged: 0, isStopped: false };
		const timestamp = new Date().toISOString();
		const order = (messageId: string) => ({
			...{ type: 'track', event: 'Order Completed', messageId, timestamp },
			properties: { total: 5, currency: 'USD' },
		});
		const run = async (lane: number): Promise<void> => {
			for (let n = 0; !sent.isStopped; n++) {
				const batch = Array.from({ length: 20 }, (_, i) => order(`${lane}-${n}-${i}`));
				const { status } = await fetch(`${url}/v1/batch`, { method: 'POST', body: JSON.stringify({ batch }) });
				if (status === 200) sent.acknowledged += batch.length;
			}
		};
		const runs = [1, 2, 3, 4].map(run);
		const stop = async () => {
			sent.isStopped = true;
			await Promise.all(runs);
		};
		return { sent, stop };
	}
	const waitingIn = async (env: Record<string, string>, ...args: string[]) => {
		const { stdout } = await runCommand(['pixels', '--json', ...args], { env });
		return JSON.parse(stdout).waiting as number;
	};

	it('under load copies everything that was acknowledged before, and a gateway starts with the copy', async () => {
		const data = temporaryFolder();
		const file = join(temporaryFolder(), 'copy.db');
		const { url, env } = await aGateway(data);
		const { sent, stop } = load(url);
		while (sent.acknowledged < 500) await new Promise(setImmediate);

		const before = sent.acknowledged;
		const backup = await runCommand(['backup', file, '--json'], { env });
		const after = sent.acknowledged;
		await stop();
		const restored = join(temporaryFolder(), 'restored');
		mkdirSync(restored, { mode: 0o700 });
		copyFileSync(file, join(restored, 'queue.db'));
		const again = await aGateway(restored);

		expect(backup.code, backup.stderr).to.equal(0);
		expect(JSON.parse(backup.stdout)).to.deep.equal({ file, bytes: statSync(file).size });
		expect((statSync(file).mode & 0o777).toString(8)).to.equal('600');
		// What is under way when the command returns may be in the copy or not.
		expect(await waitingIn(again.env))
			.to.be.at.least(before)
			.and.at.most(after + 80);
		expect(after).to.be.above(before); // Events were taken meanwhile.
		expect((await fetch(`${again.url}/readyz`)).status).to.equal(200);
		expect(readdirSync(data).filter((name) => name.startsWith('backup'))).to.deep.equal([]);
	}).timeout(60_000);

	it('copies the store of a stopped gateway, and overwrites nothing', async () => {
		const data = temporaryFolder();
		const { url, command } = await aGateway(data);
		const { sent, stop } = load(url);
		while (sent.acknowledged < 20) await new Promise(setImmediate);
		await stop();
		command.process.kill('SIGTERM');
		await command.ended;
		const env = { ...ENV, OPENAI_ADS_ADMIN_PORT: '0' };
		const folder = temporaryFolder();
		const [file, taken] = [join(folder, 'copy.db'), join(folder, 'taken')];
		writeFileSync(taken, 'something else');

		const backup = await runCommand(['backup', file, '--data', data], { env });
		const onto = await runCommand(['backup', taken, '--data', data], { env });
		const nowhere = await runCommand(['backup', join(folder, 'none', 'copy.db'), '--data', data], { env });

		expect([backup.code, onto.code, nowhere.code]).to.deep.equal([0, 2, 2]);
		expect(backup.stdout).to.match(/^Copied the store to .*copy\.db, \d+\.\d MB\. Treat it like the data\.\n$/);
		expect(onto.stderr).to.include('there is such a file already');
		expect(nowhere.stderr).to.include("it can't be written (ENOENT)");
		const restored = temporaryFolder();
		copyFileSync(file, join(restored, 'queue.db'));
		expect(await waitingIn(env, '--data', restored)).to.equal(sent.acknowledged);
	}).timeout(60_000);

	it('makes no second copy while one that nobody moved is there', async () => {
		const { env } = await aGateway(temporaryFolder());
		const file = join(temporaryFolder(), 'copy.db');
		const first = await runCommand(['backup', file], { env });
		const made = await fetch(`http://127.0.0.1:${env.OPENAI_ADS_ADMIN_PORT}/api/backup`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', 'x-openai-ads-admin': '1' },
			body: '{}',
		});
		const { file: left } = (await made.json()) as { file: string };

		const second = await runCommand(['backup', `${file}2`], { env });

		expect([first.code, second.code, existsSync(left), existsSync(`${file}2`)]).to.deep.equal([0, 1, true, false]);
		expect(second.stderr).to.include(`${left}: this copy is still there.`);
	}).timeout(60_000);
});
