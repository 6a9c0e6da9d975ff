import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import type { AlertBody } from '../../src/alerts/alert.js';
import type { AlertsView } from '../../src/alerts/alerts-view.js';
import { aProxy, OPENAI } from '../cli/a-proxy.js';
import { freePort } from '../free-port.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';
import { AT_ONCE, startGatewayProcess, until } from './gateway-process.js';

const KEYS = { OPENAI_CONVERSIONS_API_KEY: 'k', OPENAI_ADS_PIXEL_ID: 'p1' };
const POST = { method: 'POST', headers: { 'content-type': 'application/json', 'x-openai-ads-admin': '1' }, body: '{}' };

describe('alerts of a gateway', () => {
	const servers: Server[] = [];
	afterEach(() => {
		for (const server of servers.splice(0)) server.close().closeAllConnections();
		removeTemporaryFolders();
	});

	async function aServer(answer: (body: string) => number): Promise<string> {
		const server = createServer(async (request, response) => {
			let body = '';
			for await (const chunk of request) body += chunk;
			response.writeHead(answer(body)).end();
		}).listen(0, '127.0.0.1');
		servers.push(server);
		await once(server, 'listening');
		return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	}

	async function read(adminPort: number): Promise<AlertsView> {
		return (await (await fetch(`http://127.0.0.1:${adminPort}/api/alerts`)).json()) as AlertsView; // As its route has it.
	}

	it('are posted once, however often it is restarted, and show where the operator looks', async () => {
		const bodies: AlertBody[] = [];
		const receiver = await aServer((body) => {
			bodies.push(JSON.parse(body) as AlertBody);
			return 200;
		});
		const port = await freePort();
		const args = ['--port', '0', '--admin-port', String(port), '--data', temporaryFolder()];
		const env = {
			...AT_ONCE,
			...KEYS,
			OPENAI_ADS_ENDPOINT: await aServer(() => 503),
			OPENAI_ADS_ALERTS_WEBHOOK: `${receiver}/T0K3N`,
		};
		const start = () => startGatewayProcess(args, env);
		const readAlerts = () => read(port);
		const first = await start();
		const old = new Date(Date.now() - 6.5 * 24 * 3600_000).toISOString();
		const event = { type: 'track', event: 'Order Completed', messageId: 'm1', userId: 'Mark3d', timestamp: old };
		await fetch(`${first.url}/v1/batch`, { method: 'POST', body: JSON.stringify({ batch: [event] }) });
		await first.end('SIGTERM');

		const second = await start();
		await until('the alert is written down', async () => (await readAlerts()).firing[0]?.posted.length === 1);
		await second.end('SIGKILL');
		const third = await start();
		const { firing, receiver: shown } = await readAlerts();
		await third.end('SIGTERM');

		expect(bodies.map(({ alert, state }) => [alert, state])).to.deep.equal([['near_expiry', 'firing']]);
		expect(bodies[0]).to.deep.include({ pixel: { name: 'default', pixelId: 'p1' }, value: 1 });
		expect(bodies[0]?.url).to.equal(`http://127.0.0.1:${port}/#/queue?pixel=default`);
		expect(firing.map(({ id }) => id)).to.deep.equal([bodies[0]?.id]);
		expect(shown).to.deep.equal({ host: new URL(receiver).host, format: 'full' });
		const told = [JSON.stringify([firing, bodies]), first.stderr(), second.stderr(), third.stderr()].join('\n');
		expect(told).not.to.match(/T0K3N|Mark3d/);
	});

	it('go through the proxy of the environment', async () => {
		const proxy = await aProxy();
		const port = await freePort();
		const { OPENAI_ADS_ENDPOINT: _, ...trusted } = proxy.env;
		const gateway = await startGatewayProcess(
			['--port', '0', '--admin-port', String(port), '--data', temporaryFolder()],
			{ ...trusted, ...KEYS, HTTPS_PROXY: proxy.url, OPENAI_ADS_ALERTS_WEBHOOK: `https://${OPENAI}/hook` },
		);

		const answer = await fetch(`http://127.0.0.1:${port}/api/alerts/test`, POST);
		const posted = await answer.json();
		await gateway.end('SIGTERM');
		await proxy.close();

		expect(proxy.calls.map(({ target }) => target)).to.deep.equal([`${OPENAI}:443`]);
		expect(proxy.requests).to.deep.equal([`POST ${OPENAI}/hook`]);
		expect(posted).to.deep.equal({ posted: true, host: OPENAI });
	});

	it('are posted by no sandbox, not even as a test', async () => {
		const bodies: string[] = [];
		const receiver = await aServer((body) => {
			bodies.push(body);
			return 200;
		});
		const port = await freePort();
		const gateway = await startGatewayProcess(
			['--sandbox', '--port', '0', '--admin-port', String(port), '--data', temporaryFolder()],
			{ OPENAI_ADS_ALERTS_WEBHOOK: receiver },
		);

		const { status } = await fetch(`http://127.0.0.1:${port}/api/alerts/test`, POST);
		const alerts = await read(port);
		await gateway.end('SIGTERM');

		expect([status, bodies, alerts.firing, alerts.receiver]).to.deep.equal([400, [], [], undefined]);
	});
});
