import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createSandbox } from 'openai-ads-destination/sandbox';
import { freePort } from '../free-port.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';
import { endCommands, runCommand, startCommand, untilReady } from './run-command.js';

describe('openai-ads doctor', () => {
	afterEach(async () => {
		await endCommands();
		removeTemporaryFolders();
	});

	it('finds a running gateway, and shows neither keys nor people', async () => {
		const sandbox = await createSandbox({ apiKey: 'sk-secret-key', pixelId: 'px1' });
		const env = {
			OPENAI_CONVERSIONS_API_KEY: 'sk-secret-key',
			OPENAI_ADS_PIXEL_ID: 'px1',
			OPENAI_ADS_ENDPOINT: sandbox.endpoint,
			OPENAI_ADS_ADMIN_PORT: String(await freePort()),
			OPENAI_ADS_QUEUE: `file:${temporaryFolder()}`,
		};
		const url = await untilReady(startCommand(['start', '--port', '0'], env));
		const people = Array.from({ length: 200 }, (_, n) => `marked-${n}@shop.example`);
		const batch = people.map((email, n) => ({
			...{ type: 'track', event: 'Order Completed', messageId: `m${n}`, userId: email },
			...{ properties: { order_id: email, total: 5, currency: 'USD' }, context: { traits: { email } } },
		}));
		await fetch(`${url}/v1/batch`, { method: 'POST', body: JSON.stringify({ batch }) });
		const stored = sandbox.events().length;

		const { code, stdout, stderr } = await runCommand(['doctor'], { env });
		const json = await runCommand(['doctor', '--json'], { env });
		const kept = sandbox.events().filter(({ id }) => id.startsWith('doctor'));
		await sandbox.close();

		expect([code, stderr]).to.deep.equal([0, '']);
		expect(stdout)
			.to.match(/^ok {2}key/m)
			.and.match(/^ok {2}canary {7}12 of 12/m)
			.and.match(/^ok {2}queue/m);
		expect(JSON.parse(json.stdout)).to.include({ version: 1, ok: true, mode: 'sandbox' });
		expect(kept).to.deep.equal([]);
		expect(stored).to.be.at.most(200);
		const said = (stdout + json.stdout).toLowerCase();
		for (const email of people) {
			for (const form of [email, encodeURIComponent(email), Buffer.from(email).toString('base64')]) {
				expect(said).not.to.include(form.toLowerCase());
			}
		}
		expect(said).not.to.include('sk-secret-key');
	}).timeout(60_000);

	it('needs no key offline, and ends with 1 for what is broken', async () => {
		const config = join(temporaryFolder(), 'config.json');
		writeFileSync(config, JSON.stringify({ destination: { idFrm: ['messageId'] } }));

		const fine = await runCommand(['doctor', '--offline', '--strict']);
		const broken = await runCommand(['doctor', '--offline', '--config', config]);

		expect([fine.code, broken.code]).to.deep.equal([0, 1]);
		expect(broken.stdout).to.include('destination.idFrm: unknown setting. Did you mean');
	}).timeout(60_000);

	it('refuses wrong usage with 2', async () => {
		const unknown = await runCommand(['doctor', '--only', 'everything']);
		const elsewhere = await runCommand(['doctor'], {
			env: { OPENAI_ADS_ADVERTISER_ENDPOINT: 'https://elsewhere.example/v1' },
		});

		expect([unknown.code, elsewhere.code]).to.deep.equal([2, 2]);
		expect(unknown.stderr).to.include('expected one of variables, settings');
		expect(elsewhere.stderr).to.include('OPENAI_ADS_ADVERTISER_ENDPOINT: expected a URL of this machine');
	}).timeout(60_000);

	it('says that no gateway answers', async () => {
		const port = String(await freePort());

		const { stdout } = await runCommand(['doctor', '--only', 'queue'], { env: { OPENAI_ADS_ADMIN_PORT: port } });

		expect(stdout).to.include(`--  queue        no gateway answers on 127.0.0.1:${port}`);
	}).timeout(60_000);
});
