/** What may fail in the chain from rudder-server to OpenAI, and that no conversion is lost by it. The sandbox is OpenAI. */

import { expect } from 'chai';
import { createSandbox, type Sandbox } from 'openai-ads-destination/sandbox';
import { pino } from 'pino';
import { RudderServer, type TransformerCalls } from '../../../../test/routers/rudderstack/rudder-server.js';
import { type Gateway, startGateway } from '../../../src/gateway.js';
import { loadGateway } from '../../../src/settings/load-configuration.js';
import { removeTemporaryFolders, temporaryFolder } from '../../temporary-folder.js';
import { aDestination, anOrder, call } from './a-transformer.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

describe('faults between rudder-server and OpenAI', () => {
	let sandbox: Sandbox;
	let gateway: Gateway;
	let folder: string;

	beforeEach(async () => {
		sandbox = await createSandbox({ apiKey: 'key-1', pixelId: 'px1' });
		folder = temporaryFolder();
		gateway = await start();
	});
	afterEach(async () => {
		await gateway.close();
		await sandbox.close();
		removeTemporaryFolders();
	});

	function start(): Promise<Gateway> {
		const environment = {
			OPENAI_CONVERSIONS_API_KEY: 'key-1',
			OPENAI_ADS_PIXEL_ID: 'px1',
			OPENAI_ADS_ENDPOINT: sandbox.endpoint,
		};
		return startGateway({
			mode: 'live',
			folder,
			configuration: loadGateway({ environment, flags: { port: 0, transformerPort: 0 } }),
			fetch: (url, init) => fetch(url, init),
			log: pino({ level: 'silent' }),
		});
	}

	async function ask(path: string, body: unknown) {
		return (await call(gateway.transformerUrl + path, body)).json.output;
	}
	const calls: TransformerCalls = {
		transform: (input) => ask('/routerTransform', { input, destType: 'openai_ads_capi' }),
		deliver: (request) => ask('/v1/destinations/openai_ads_capi/proxy', request),
	};
	const orders = (count: number) => Array.from({ length: count }, (_, n) => anOrder(`m${n + 1}`));
	const aServer = (messages: readonly unknown[], own: Partial<TransformerCalls> = {}, retryWindowMs?: number) =>
		new RudderServer(messages, {
			destination: aDestination(),
			nowMs: Date.now(),
			jobsPerCall: 1000,
			calls: { ...calls, ...own },
			...(retryWindowMs === undefined ? {} : { retryWindowMs }),
		});
	const sentIds = () => sandbox.events().map(({ id }) => id);

	for (const { what, awayMs, windowMs } of [
		{ what: 'ten minutes', awayMs: 10 * MINUTE_MS, windowMs: undefined },
		{ what: 'four hours, longer than the router tries a 5xx', awayMs: 4 * HOUR_MS, windowMs: undefined },
		{ what: 'four hours, with the minute of reverse ETL', awayMs: 4 * HOUR_MS, windowMs: MINUTE_MS },
	]) {
		it(`loses nothing when OpenAI is away for ${what}`, async () => {
			let backAtMs = 0;
			const deliver: TransformerCalls['deliver'] = (request) => {
				if (server.nowMs() < backAtMs) sandbox.fault({ status: 503, times: 1 });
				return calls.deliver(request);
			};
			const server: RudderServer = aServer(orders(5), { deliver }, windowMs);
			backAtMs = server.nowMs() + awayMs;

			await server.run(DAY_MS);

			expect(server.tally()).to.deep.equal({ succeeded: 5 });
			expect(sentIds()).to.have.lengthOf(5);
		});
	}

	it('costs one bad event of a thousand that event alone, in two requests', async () => {
		const spoil: TransformerCalls['deliver'] = (request) => {
			const { body } = request as { body: { JSON: { events: { id: string; data: unknown }[] } } };
			for (const event of body.JSON.events) if (event.id === 'm422') event.data = { type: 'nonsense' };
			return calls.deliver(request);
		};
		const server = aServer(orders(1000), { deliver: spoil });

		await server.run(HOUR_MS);

		expect(server.tally()).to.deep.equal({ succeeded: 999, aborted: 1 });
		expect(server.jobs.every(({ attempts }) => attempts === 1)).to.equal(true);
		expect(new Set(sentIds()).size).to.equal(999);
	});

	it('counts each order once when the gateway dies with an answer of OpenAI in its hands', async () => {
		let hasDied = false;
		const dieOnce: TransformerCalls['deliver'] = async (request) => {
			const answer = await calls.deliver(request);
			if (hasDied) return answer;
			hasDied = true;
			await gateway.close();
			gateway = await start();
			const { metadata } = request as { metadata: readonly unknown[] };
			// A broken delivery is a 500 for each of its jobs.
			const response = metadata.map((own) => ({ statusCode: 500, metadata: own, error: 'broken' }));
			return { ...answer, status: 500, response };
		};
		const server = aServer(orders(20), { deliver: dieOnce }, MINUTE_MS);

		await server.run(HOUR_MS);

		expect(server.tally()).to.deep.equal({ succeeded: 20 });
		expect(server.jobs.every(({ attempts }) => attempts === 2)).to.equal(true);
		expect(sandbox.requests()).to.have.lengthOf(2);
		expect(sentIds()).to.have.lengthOf(20);
	});
});
