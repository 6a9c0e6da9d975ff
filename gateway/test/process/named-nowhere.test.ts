/** A live gateway that has something to say of 200 events that name people: to whom it posts alerts, whoever reads its routes or exports from it. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { createSandbox, type Sandbox } from 'openai-ads-destination/sandbox';
import { startCommand } from '../cli/run-command.js';
import { freePort } from '../free-port.js';
import { removeTemporaryFolders, temporaryFolder } from '../temporary-folder.js';
import { AT_ONCE, type GatewayProcess, startGatewayProcess, until } from './gateway-process.js';
import { aMarkedEvent, findMarks } from './marked-events.js';

const EVENTS = 200;
const ROUTES = [
	'/',
	'/metrics',
	'/api/overview?period=1h',
	'/api/overview?period=7d',
	'/api/queue',
	'/api/pixels',
	'/api/dead-letters',
	'/api/alerts',
	'/api/checks',
];

describe('a live gateway with events that name people', function () {
	this.timeout(120_000);
	let openAI: Sandbox;
	let gateway: GatewayProcess;
	let admin: string;
	let folder: string;
	const alerts: string[] = [];
	const receiver = createServer((request, response) => {
		request.on('data', (chunk) => alerts.push(String(chunk)));
		request.on('end', () => response.end());
	});

	before(async () => {
		openAI = await createSandbox();
		receiver.listen(0, '127.0.0.1');
		await until('the receiver listens', () => receiver.listening);
		const { port } = receiver.address() as AddressInfo;
		const adminPort = await freePort();
		admin = `http://127.0.0.1:${adminPort}`;
		folder = temporaryFolder();
		gateway = await startGatewayProcess(['--port', '0', '--admin-port', String(adminPort), '--data', folder], {
			...AT_ONCE,
			OPENAI_CONVERSIONS_API_KEY: 'a-key',
			OPENAI_ADS_PIXEL_ID: 'a-pixel',
			OPENAI_ADS_ENDPOINT: openAI.endpoint,
			OPENAI_ADS_ALERTS_WEBHOOK: `http://127.0.0.1:${port}/hook`,
		});
	});
	after(async () => {
		await gateway?.end('SIGTERM');
		receiver.close();
		await openAI?.close();
		removeTemporaryFolders();
	});

	const readText = async (path: string) => (await fetch(`${admin}${path}`)).text();

	it('names nobody in an alert, on any route, or in what is exported', async () => {
		openAI.fault({ refusedEvent: 0, times: 5 });
		const batch = Array.from({ length: EVENTS }, (_, n) => aMarkedEvent(n));
		await fetch(`${gateway.url}/v1/batch`, { method: 'POST', body: JSON.stringify({ batch }) });
		await until('an alert is posted', () => alerts.join('').includes('"dead_letters"'), 60_000);
		await until('nothing waits', async () => JSON.parse(await readText('/api/queue')).waiting === 0);

		const keys = await readKeys();
		const told: string[] = [];
		for (const path of [...ROUTES, ...keys.map((key) => `/api/events/${key}`)]) told.push(await readText(path));
		for (const args of [['dead-letters'], ['dead-letters', '--json'], ['pixels', '--json']]) {
			const command = startCommand([...args, '--admin', admin, '--data', folder]);
			expect(await command.ended, command.stderr()).to.equal(0);
			told.push(command.stdout());
		}

		expect(keys).to.have.lengthOf(EVENTS);
		expect(told.join('\n')).to.include('message-7').and.include('"fields":[{');
		expect(openAI.events().length).to.be.greaterThan(50);
		expect(findMarks([...alerts, ...told, gateway.stderr()].join('\n'))).to.deep.equal([]);
	});

	it('explains a pasted event without saying whose it is', async () => {
		const answer = await fetch(`${admin}/api/explain`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', 'x-openai-ads-admin': '1' },
			body: JSON.stringify(aMarkedEvent(3)),
		});
		const text = await answer.text();

		expect(text).to.include('"fields":[{');
		expect(findMarks(text)).to.deep.equal([]);
	});

	/** Of all pages of the list. */
	async function readKeys(): Promise<readonly string[]> {
		const keys: string[] = [];
		for (let before: string | undefined, isFirst = true; isFirst || before !== undefined; isFirst = false) {
			const text = await readText(`/api/events?limit=100${before === undefined ? '' : `&before=${before}`}`);
			expect(findMarks(text)).to.deep.equal([]);
			const { events, older } = JSON.parse(text) as { events: { key: string }[]; older?: string };
			keys.push(...events.map(({ key }) => key));
			before = older;
		}
		return keys;
	}
});
