/** End to end: rudder-server's side of the protocol, over HTTP to a gateway with its queue on disk, the sandbox as OpenAI. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createSandbox, type Sandbox } from 'openai-ads-destination/sandbox';
import { pino } from 'pino';
import { RudderServer, type TransformerCalls } from '../../../../test/routers/rudderstack/rudder-server.js';
import { type Gateway, startGateway } from '../../../src/gateway.js';
import { loadGateway } from '../../../src/settings/load-configuration.js';
import { removeTemporaryFolders, temporaryFolder } from '../../temporary-folder.js';
import { aFakeUpstream, type FakeUpstream } from './a-fake-upstream.js';
import { aDestination, anOrder, call } from './a-transformer.js';

const HOUR_MS = 3_600_000;

describe('rudder-server with a gateway as its transformer', () => {
	let sandbox: Sandbox;
	let upstream: FakeUpstream;
	let gateway: Gateway;
	let folder: string;

	beforeEach(async () => {
		sandbox = await createSandbox({ apiKey: 'key-1', pixelId: 'px1' });
		upstream = await aFakeUpstream();
		folder = temporaryFolder();
		gateway = await start();
	});
	afterEach(async () => {
		await gateway.close();
		await sandbox.close();
		await upstream.close();
		removeTemporaryFolders();
	});

	function start(): Promise<Gateway> {
		const environment = {
			OPENAI_CONVERSIONS_API_KEY: 'key-0',
			OPENAI_ADS_PIXEL_ID: 'px0',
			OPENAI_ADS_ENDPOINT: sandbox.endpoint,
			OPENAI_ADS_TRANSFORMER_UPSTREAM: upstream.url,
		};
		return startGateway({
			mode: 'live',
			folder,
			configuration: loadGateway({ environment, flags: { port: 0, transformerPort: 0 } }),
			fetch: (url, init) => fetch(url, init),
			log: pino({ level: 'silent' }),
		});
	}

	/** What rudder-server's router does with an answer: apiVersion first, then the body. */
	async function ask(path: string, body: unknown) {
		const { status, headers, json } = await call(gateway.transformerUrl + path, body);
		if (status !== 200 || headers.get('apiversion') !== '2') throw new Error(`${path}: ${status}`);
		return json.output;
	}
	const calls: TransformerCalls = {
		transform: (input) => ask('/routerTransform', { input, destType: 'openai_ads_capi' }),
		deliver: (request) => ask('/v1/destinations/openai_ads_capi/proxy', request),
	};
	const orders = (count: number) => Array.from({ length: count }, (_, n) => anOrder(`m${n + 1}`));
	const aServerWith = (messages: readonly unknown[], config: Record<string, unknown> = {}) =>
		new RudderServer(messages, { destination: aDestination(config), nowMs: Date.now(), jobsPerCall: 40, calls });

	it('delivers every job once when OpenAI fails in every way, and filters what is not mapped', async () => {
		const server = aServerWith([...orders(100), anOrder('m101', { event: 'Cart Viewed' })]);
		sandbox.fault({ status: 503, times: 2 });
		sandbox.fault({ status: 429, retryAfter: 60, times: 2 });
		sandbox.fault({ reset: true, times: 2 });
		sandbox.fault({ halfBody: true, times: 1 });

		await server.run(HOUR_MS);

		expect(server.tally()).to.deep.equal({ succeeded: 100, filtered: 1 });
		expect(new Set(sandbox.events().map(({ id }) => id)).size).to.equal(100);
		expect(upstream.requests).to.deep.equal([]);
	});

	it('sends undecided jobs alone, by dontBatch, if OpenAI names no bad event', async () => {
		const bad = ['m3', 'm9', 'm14', 'm15', 'm20', 'm33'];
		const destination = aDestination({ maxIsolationRequests: 6 });
		// Breaks them in transit, as if OpenAI had a rule that we don't know.
		const spoiling: TransformerCalls = {
			...calls,
			deliver: (request) => {
				const { body } = request as { body: { JSON: { events: { id: string; data: unknown }[] } } };
				for (const event of body.JSON.events) if (bad.includes(event.id)) event.data = { type: 'nonsense' };
				return calls.deliver(request);
			},
		};
		const server = new RudderServer(orders(40), { destination, nowMs: Date.now(), jobsPerCall: 40, calls: spoiling });
		sandbox.fault({ indexInError: false });

		await server.run(2 * HOUR_MS);

		expect(server.tally()).to.deep.equal({ succeeded: 34, aborted: 6 });
		expect(server.jobs.some(({ attempts }) => attempts > 1)).to.equal(true);
	});

	it('holds jobs while the key is refused, and delivers them once it is corrected', async () => {
		const server = aServerWith(orders(10));
		sandbox.fault({ status: 401, times: 60 });

		await server.run(4 * HOUR_MS);
		const meanwhile = server.tally();
		await server.run(24 * HOUR_MS);

		expect(meanwhile).to.deep.equal({ waiting: 10 });
		expect(server.tally()).to.deep.equal({ succeeded: 10 });
	});

	it('holds jobs whose destination names another endpoint, and delivers their neighbours', async () => {
		const away = aServerWith(orders(3), { endpoint: 'https://elsewhere.example/v1/events' });
		const home = aServerWith(orders(3));

		await Promise.all([away.run(HOUR_MS), home.run(HOUR_MS)]);

		expect(away.tally()).to.deep.equal({ waiting: 3 });
		expect(home.tally()).to.deep.equal({ succeeded: 3 });
	});

	it('remembers an identify across a restart, and writes none of it in plain text', async () => {
		const traits = { email: 'jane.doe@shop.example', firstName: 'Janefirst', phone: '+1 555 123 4567' };
		const said = {
			type: 'identify',
			userId: 'user-jane-7',
			messageId: 'i1',
			traits,
			timestamp: new Date().toISOString(),
		};
		const identify = aServerWith([said]);
		await identify.run(HOUR_MS);

		await gateway.close();
		const onDisk = readdirSync(folder, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
			.join('');
		gateway = await start();
		const server = aServerWith([anOrder('m1', { userId: 'user-jane-7' })]);
		await server.run(HOUR_MS);

		expect(server.tally()).to.deep.equal({ succeeded: 1 });
		expect(sandbox.events()[0]).to.have.nested.property('user.emails_sha256');
		expect(onDisk).to.include('px1:u:');
		expect(onDisk).not.to.match(/jane\.doe|Janefirst|user-jane-7|5551234567/i);
	});

	it('lets a forwarded call end before it stops', async () => {
		const { transformerUrl: url } = gateway;
		const held = new Promise<() => void>((resolve) => {
			upstream.answer = (_request, response) => resolve(() => response.end('[]'));
		});
		const running = call(`${url}/v0/destinations/webhook`, []);
		const finish = await held;

		const closing = gateway.close();
		finish();

		expect((await running).status).to.equal(200);
		await closing;
		gateway = await start();
	});
});
