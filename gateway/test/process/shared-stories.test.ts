/** Two gateways on one PostgreSQL: one takes an event in, the other may send it, and either tells what became of it. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createSandbox, type Sandbox } from 'openai-ads-destination/sandbox';
import { freePort } from '../free-port.js';
import { startPostgres, type TestPostgres } from '../queue/postgres/a-postgres.js';
import { AT_ONCE, type GatewayProcess, startGatewayProcess, until } from './gateway-process.js';

interface Told {
	readonly outcome: string;
	readonly source: string;
	readonly instance?: string;
	readonly steps: readonly { readonly what: string }[];
}

describe('the stories of two gateways on one PostgreSQL', function () {
	this.timeout(60_000);
	const folder = mkdtempSync(join(tmpdir(), 'openai-ads-'));
	let postgres: TestPostgres;
	let sandbox: Sandbox;
	const gateways: { readonly process: GatewayProcess; readonly admin: string }[] = [];

	before(async () => {
		[postgres, sandbox] = [await startPostgres(), await createSandbox()];
		const pixels = {
			one: { pixelId: 'px-1', apiKey: 'k', writeKeys: ['both'] },
			two: { pixelId: 'px-2', apiKey: 'k', writeKeys: ['both'] },
		};
		const config = join(folder, 'config.json');
		writeFileSync(config, JSON.stringify({ destination: { endpoint: sandbox.endpoint }, pixels }));
		for (let n = 0; n < 2; n++) {
			const port = await freePort();
			const flags = ['--port', '0', '--admin-port', String(port), '--config', config];
			const started = await startGatewayProcess(flags, { ...AT_ONCE, OPENAI_ADS_QUEUE: postgres.url });
			gateways.push({ process: started, admin: `http://127.0.0.1:${port}` });
		}
		const owners =
			'SELECT count(DISTINCT owner)::int AS count FROM openai_ads.pixels WHERE expires_at > clock_timestamp()';
		const areShared = async () => (await postgres.query<{ count: number }>(owners))[0]?.count === 2;
		await until('each gateway owns a pixel', areShared, 30_000);
	});
	after(async () => {
		await Promise.all(gateways.map(({ process }) => process.end('SIGKILL')));
		await sandbox?.close();
		await postgres?.stop();
		rmSync(folder, { recursive: true });
	});

	const find = async (admin: string, key: string, pixel: string): Promise<Told | undefined> => {
		const list = (await (await fetch(`${admin}/api/events?q=${key}&pixel=${pixel}`)).json()) as {
			events: { key: string }[];
		};
		const [first] = list.events;
		return first && ((await (await fetch(`${admin}/api/events/${first.key}`)).json()) as Told);
	};

	it('are one, whichever of them is asked what became of an order', async () => {
		const [taker] = gateways;
		const properties = { order_id: '1001', total: 5, currency: 'USD', email: 'jane@personal.example' };
		const context = { library: { name: 'analytics-node' } };
		const event = { event: 'Order Completed', messageId: 'm-1001', userId: 'secret-user', properties, context };
		// Each pixel is sent by another gateway, so one of the two is sent by the one that did not take the event in.
		const sent = await fetch(`${taker?.process.url}/v1/track`, {
			method: 'POST',
			headers: { authorization: `Basic ${Buffer.from('both:').toString('base64')}` },
			body: JSON.stringify(event),
		});
		expect(sent.status).to.equal(200);

		for (const pixel of ['one', 'two']) {
			for (const { admin } of gateways) {
				let told: Told | undefined;
				await until(`${pixel} is told as accepted`, async () => {
					told = await find(admin, '1001', pixel);
					return told?.outcome === 'accepted' && told.source === 'analytics-node';
				});
				const steps = told?.steps.map(({ what }) => what);
				expect(steps?.filter((what) => what !== 'retrying')).to.deep.equal(['received', 'queued', 'accepted']);
			}
		}
	});

	it('are masked in the database too', async () => {
		const rows = await postgres.query<{ body: string }>('SELECT body FROM openai_ads.stories');

		expect(rows).to.not.deep.equal([]);
		expect(JSON.stringify(rows)).to.not.match(/jane|secret-user/);
	});

	it('are gone everywhere once their person is forgotten by one of them', async () => {
		const [, other] = gateways;
		const headers = { 'content-type': 'application/json', 'x-openai-ads-admin': '1' };
		const body = JSON.stringify({ userId: 'secret-user' });
		expect((await fetch(`${other?.admin}/api/forget`, { method: 'POST', headers, body })).status).to.equal(200);

		await until('no gateway has it any more', async () => {
			const left = await Promise.all(gateways.map(({ admin }) => find(admin, '1001', 'one')));
			return left.every((told) => told === undefined);
		});
		expect(await postgres.query(`SELECT 1 FROM openai_ads.stories WHERE body <> ''`)).to.deep.equal([]);
	});
});
