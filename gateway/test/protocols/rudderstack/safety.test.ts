/** The transformer's calls carry no key, so there are things that nobody may be able to do with them. */

import { expect } from 'chai';
import { createSandbox, type Sandbox } from 'openai-ads-destination/sandbox';
import { aServer } from '../../http/a-server.js';
import { aDestination, aJob, aMetadata, aTransformer, closeTransformers } from './a-transformer.js';

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
		expect(json.output.response[0]).to.deep.include({ statusCode: 400, metadata: aMetadata(1) });
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

		expect(routed.json.output.map((one: { statusCode: number }) => one.statusCode)).to.deep.equal([200, 400]);
		expect(routed.json.output[1].destination).to.deep.equal(elsewhere());
		expect(processed.json.map((one: { statusCode: number }) => one.statusCode)).to.deep.equal([400, 200]);
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

	for (const url of [PROCESSOR, PROXY, '/routerTransform', '/v0/destinations/webhook', '/customTransform']) {
		it(`are answered 503 and ask for a retry at ${url} if the gateway does not take them`, async () => {
			const { app } = await aServer();

			const answer = await app.inject({ method: 'POST', url, payload: '[]' });

			expect([answer.statusCode, answer.headers['x-rudder-should-retry']]).to.deep.equal([503, 'true']);
			expect(answer.json().error.code).to.equal('no_upstream');
		});
	}

	it('are answered 503 for other destinations without an upstream, so that none of their events is dropped', async () => {
		const { call } = await aTransformer();

		const answers = [
			await call('/v0/destinations/webhook', []),
			await call('/v1/destinations/webhook/proxy', {}),
			await call('/routerTransform', { input: [], destType: 'hs' }),
			await call('/batch', { input: [], destType: 'hs' }),
		];

		for (const { status, headers, json } of answers) {
			expect([status, headers.get('x-rudder-should-retry')]).to.deep.equal([503, 'true']);
			expect(json.error.message).to.match(/^This gateway transforms only OPENAI_ADS_CAPI\. Set gateway\.upstream/);
		}
	});

	it('are 404 for unknown paths', async () => {
		const { app } = await aServer();

		expect((await app.inject({ url: '/nowhere' })).statusCode).to.equal(404);
	});
});
