/** The transformer's calls carry no key, so there are things that nobody may be able to do with them. */

import { expect } from 'chai';
import { createSandbox, type Sandbox } from 'openai-ads-destination/sandbox';
import { aServer } from '../../http/a-server.js';
import { aDestination, aJob, aMetadata, aTransformer, closeTransformers, isBroken, isPutOff } from './a-transformer.js';

const PROXY = '/v1/destinations/openai_ads_capi/proxy';
const PROCESSOR = '/v0/destinations/openai_ads_capi';

describe("the transformer's calls", () => {
	let sandbox: Sandbox;

	beforeEach(async () => {
		sandbox = await createSandbox();
	});
	afterEach(async () => {
		await closeTransformers();
		await sandbox.close();
	});

	const elsewhere = () => aDestination({ endpoint: sandbox.endpoint });
	const aProxyRequest = (destinationConfig: unknown) => ({
		version: '1',
		type: 'REST',
		method: 'POST',
		endpoint: sandbox.endpoint,
		headers: { Authorization: 'Bearer key-1' },
		params: { pid: 'px1' },
		body: {
			JSON: {
				events: [{ id: 'c1', type: 'lead_created', timestamp_ms: Date.now(), data: { type: 'customer_action' } }],
			},
		},
		metadata: [aMetadata(1)],
		destinationConfig,
	});

	it('refuse each job of a destination with another endpoint in the proxy, and send nothing', async () => {
		const { call } = await aTransformer();

		const { json } = await call(PROXY, aProxyRequest(elsewhere().Config));

		expect(json.output.response).to.have.length(1);
		expect(json.output.response[0]).to.deep.include({ statusCode: 429, metadata: aMetadata(1) });
		expect(json.output.response[0].error).to.match(
			/^destination\.Config\.endpoint: expected https:\/\/bzr\.openai\.com/,
		);
		expect(sandbox.requests()).to.have.length(0);
	});

	it('refuse the same jobs when they are transformed', async () => {
		const { call } = await aTransformer();
		const job = aJob(1, { destination: elsewhere() });

		const routed = await call('/routerTransform', { input: [job, aJob(2)], destType: 'openai_ads_capi' });
		const processed = await call(PROCESSOR, [job, aJob(2)]);

		expect(routed.json.output.map((one: { statusCode: number }) => one.statusCode)).to.deep.equal([200, 429]);
		expect(routed.json.output[1].destination).to.deep.equal(elsewhere());
		expect(processed.json.map((one: { statusCode: number }) => one.statusCode)).to.deep.equal([429, 200]);
	});

	it("accept the gateway's own endpoint, written out or not", async () => {
		const { call } = await aTransformer({ endpoint: sandbox.endpoint });

		const [named, silent] = [
			await call(PROXY, aProxyRequest(elsewhere().Config)),
			await call(PROXY, aProxyRequest(aDestination().Config)),
		];

		expect([named?.json.output.status, silent?.json.output.status]).to.deep.equal([200, 200]);
		expect(sandbox.requests()).to.have.length(2);
	});

	for (const endpoint of [null, '', ' ']) {
		it(`take the endpoint ${JSON.stringify(endpoint)} for one that is not set`, async () => {
			const { call } = await aTransformer({ endpoint: sandbox.endpoint });
			const destination = aDestination({ endpoint });

			const routed = await call('/routerTransform', { input: [aJob(1, { destination })], destType: 'openai_ads_capi' });
			const proxied = await call(PROXY, aProxyRequest(destination.Config));

			expect(routed.json.output[0]).to.include({ statusCode: 200 }).and.deep.include({ destination });
			expect([proxied.json.output.status, sandbox.requests().length]).to.deep.equal([200, 1]);
		});
	}

	it('stay in the sandbox in sandbox mode, whatever endpoint and key a destination has', async () => {
		const other = await createSandbox();
		const { call } = await aTransformer({ mode: 'sandbox', endpoint: sandbox.endpoint });
		const destination = aDestination({ endpoint: other.endpoint, apiKey: 'a-real-key' });

		const transformed = await call('/routerTransform', {
			input: [aJob(1, { destination })],
			destType: 'openai_ads_capi',
		});
		const delivered = await call(PROXY, aProxyRequest(destination.Config));
		const stray = other.requests().length;
		await other.close();

		const [entry] = transformed.json.output;
		expect(entry.batchedRequest.endpoint).to.equal(sandbox.endpoint);
		expect(JSON.stringify(entry.batchedRequest)).not.to.include('a-real-key');
		expect(entry.destination).to.deep.equal(destination);
		expect(delivered.json.output.status).to.equal(200);
		expect(delivered.headers.get('x-openai-ads-mode')).to.equal('sandbox');
		expect([stray, sandbox.events().length]).to.deep.equal([0, 1]);
	});

	for (const [name, headers] of [
		['an Origin of this machine', { origin: 'http://localhost:3000' }],
		['a foreign Origin', { origin: 'https://evil.example' }],
		['an opaque Origin', { origin: 'null' }],
		['only Sec-Fetch-Site', { 'sec-fetch-site': 'cross-site' }],
	] as const) {
		it(`refuse web pages: ${name}`, async () => {
			const { app } = await aTransformer();
			const inject = (url: string) => app.inject({ method: 'POST', url, headers, payload: '{}' });

			const answers = [
				await inject(PROCESSOR),
				await inject(PROXY),
				await inject('/routerTransform'),
				await inject('/batch'),
				await app.inject({ url: '/features', headers }),
			];

			expect(answers.map(({ statusCode }) => statusCode)).to.deep.equal([403, 403, 403, 403, 403]);
		});
	}

	it('are turned away for other destinations without an upstream, so that none of their events is dropped', async () => {
		const { url } = await aTransformer();

		const turnedAway = [
			await isPutOff(`${url}/v0/destinations/webhook`),
			await isBroken(`${url}/v1/destinations/webhook/proxy`, {}),
			await isBroken(`${url}/routerTransform`, { input: [], destType: 'hs' }),
			await isBroken(`${url}/batch`, { input: [], destType: 'hs' }),
		];

		expect(turnedAway).to.deep.equal([true, true, true, true]);
	});

	it('are 400 for no destination at all, and 404 with a method that is none of the protocol', async () => {
		const { app } = await aTransformer();
		const shared = [{}, { destType: 7, input: [] }, { destType: 'a b', input: [] }, { input: [{ destType: 'hs' }] }];

		const nameless = shared.map((payload) => app.inject({ method: 'POST', url: '/routerTransform', payload }));
		const odd = [PROCESSOR, PROXY, '/routerTransform', '/batch', '/v0/destinations/webhook'].map((url) =>
			app.inject({ method: 'PUT', url, payload: {} }),
		);

		expect((await Promise.all(nameless)).map(({ statusCode }) => statusCode)).to.deep.equal([400, 400, 400, 400]);
		expect((await Promise.all(odd)).map(({ statusCode }) => statusCode)).to.deep.equal([404, 404, 404, 404, 404]);
	});

	it('are 404 for unknown paths', async () => {
		const [sdks, transformer] = [await aServer(), await aTransformer()];

		const answers = [await sdks.app.inject({ url: '/nowhere' }), await transformer.app.inject({ url: '/nowhere' })];

		expect(answers.map(({ statusCode }) => statusCode)).to.deep.equal([404, 404]);
	});
});
