/** RudderStack's calls with the JSON that it sends, over HTTP. */

import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { createSandbox, type Sandbox } from 'openai-ads-destination/sandbox';
import { MAX_JOB_BYTES } from '../../../src/protocols/rudderstack/parse-call.js';
import { createRecordingLog } from '../../recording-log.js';
import {
	aDestination,
	aJob,
	aMetadata,
	anOrder,
	aTransformer,
	closeTransformers,
	compacted,
	jobIds,
} from './a-transformer.js';

const PROCESSOR = '/v0/destinations/openai_ads_capi';
const PROXY = '/v1/destinations/openai_ads_capi/proxy';
const COMPACTED = { 'X-Content-Format': 'json+compactedv1' };

describe("RudderStack's transformer calls", () => {
	let sandbox: Sandbox | undefined;

	afterEach(async () => {
		await closeTransformers();
		await sandbox?.close();
		sandbox = undefined;
	});

	describe('POST /v0/destinations/openai_ads_capi', () => {
		const mixed = [
			aJob(1),
			aJob(2, { message: anOrder('m2', { event: 'Cart Viewed' }) }),
			aJob(3, { message: null }),
			aJob(4, { destination: aDestination({ flushAt: 'many' }) }),
		];

		it('tells the log what was left out of events', async () => {
			const log = createRecordingLog();
			const { call } = await aTransformer({ log });

			await call(PROCESSOR, [aJob(1, { message: anOrder('m1', { properties: { total: 5 } }) })]);

			expect(log.lines.map(({ level, fields }) => [level, fields['note'], fields['messageId']])).to.deep.include([
				'warn',
				'data.amount',
				'm1',
			]);
		});

		it('answers each event in order, with its metadata and apiVersion 2', async () => {
			const { call } = await aTransformer();

			const { status, headers, json } = await call(PROCESSOR, mixed);

			expect([status, headers.get('apiversion')]).to.deep.equal([200, '2']);
			expect(json.map((one: { statusCode: number }) => one.statusCode)).to.deep.equal([200, 298, 400, 429]);
			expect(json.map((one: { metadata: unknown }) => one.metadata)).to.deep.equal(mixed.map((job) => job.metadata));
			const { output } = json[0];
			expect(output).to.deep.include({
				version: '1',
				type: 'REST',
				method: 'POST',
				userId: '',
				params: { pid: 'px1' },
			});
			expect(output.endpoint).to.equal('https://bzr.openai.com/v1/events');
			expect(output.body.JSON.events[0]).to.include({ id: 'm1', type: 'order_created' });
			expect(json[1]).to.have.keys('metadata', 'statusCode', 'error', 'statTags');
			expect(json[3].error).to.match(/^destination\.Config\.flushAt: /);
			expect(json[3].statTags).to.deep.equal({ errorCategory: 'dataValidation', errorType: 'configuration' });
		});

		it('understands compacted bodies, gzip, and the name in capitals', async () => {
			const { call } = await aTransformer();
			const body = gzipSync(JSON.stringify(compacted([aJob(1), aJob(2)])));

			const { json } = await call('/v0/destinations/OPENAI_ADS_CAPI', body, {
				...COMPACTED,
				'content-encoding': 'gzip',
			});

			expect(json.map((one: { statusCode: number }) => one.statusCode)).to.deep.equal([200, 200]);
		});

		it('answers an empty list with an empty list', async () => {
			const { call } = await aTransformer();

			expect((await call(PROCESSOR, [])).json).to.deep.equal([]);
		});

		for (const [name, body] of [
			['JSON that is cut off', '[{"message":'],
			['broken gzip', Buffer.from([0x1f, 0x8b, 1, 2, 3])],
			['an object without jobs', '{"jobs":[]}'],
			['no body', ''],
		] as const) {
			it(`answers ${name} with 400 and says why`, async () => {
				const { call } = await aTransformer();

				const { status, json } = await call(PROCESSOR, body);

				expect([status, json.success]).to.deep.equal([400, false]);
				expect(json.error.message).to.match(/^(body|input): /);
			});
		}
	});

	describe('POST /routerTransform', () => {
		it('puts jobs of one destination into one request and echoes what RudderStack sent', async () => {
			const { call } = await aTransformer();
			const jobs = [aJob(1), aJob(2), aJob(3, { message: anOrder('m3', { event: 'Cart Viewed' }) })];

			const { headers, json } = await call('/routerTransform', { input: jobs, destType: 'openai_ads_capi' });

			expect(headers.get('apiversion')).to.equal('2');
			expect(json.output).to.have.length(2);
			const [batch, filtered] = json.output;
			expect(batch).to.deep.include({ batched: true, statusCode: 200, metadata: [aMetadata(1), aMetadata(2)] });
			expect(batch.destination).to.deep.equal(aDestination());
			expect(batch.batchedRequest).to.deep.include({ endpointPath: '/v1/events', params: { pid: 'px1' } });
			expect(batch.batchedRequest.body.JSON.events.map(({ id }: { id: string }) => id)).to.deep.equal(['m1', 'm2']);
			expect(filtered).to.include({ batched: false, statusCode: 298 });
		});

		it('understands compacted bodies, gzip, and destType in capitals', async () => {
			const { call } = await aTransformer();
			const two = aJob(2, {
				destination: aDestination({ pixelId: 'px2' }, 'dst2'),
				metadata: aMetadata(2, { destinationId: 'dst2' }),
			});
			const body = gzipSync(JSON.stringify({ ...compacted([aJob(1), two]), destType: 'OPENAI_ADS_CAPI' }));

			const { json } = await call('/routerTransform', body, { ...COMPACTED, 'content-encoding': 'gzip' });

			const pids = json.output.map((one: { batchedRequest: { params: unknown } }) => one.batchedRequest.params);
			expect(pids).to.deep.equal([{ pid: 'px1' }, { pid: 'px2' }]);
		});

		it('remembers identify for later calls, and commits it before it answers', async () => {
			const { call, commits } = await aTransformer();
			const traits = { email: 'jane@shop.example' };
			const identify = { type: 'identify', userId: 'u7', messageId: 'i1', traits, timestamp: new Date().toISOString() };

			await call('/routerTransform', { input: [aJob(1, { message: identify })], destType: 'openai_ads_capi' });
			const committed = commits();
			const order = aJob(2, { message: anOrder('m2', { userId: 'u7' }) });
			const { json } = await call('/routerTransform', { input: [order], destType: 'openai_ads_capi' });

			expect(committed).to.equal(1);
			expect(json.output[0].batchedRequest.body.JSON.events[0].user).to.have.property('emails_sha256');
		});

		for (const [path, read] of [
			['/routerTransform', (json: { output: unknown[] }) => json.output],
			['/batch', (json: unknown[]) => json],
		] as const) {
			it(`holds each job of ${path} if the disk refuses the profile update: a 429 is tried without end`, async () => {
				const full = Object.assign(new Error('full'), { code: 'SQLITE_FULL' });
				const { call } = await aTransformer({ commit: () => Promise.reject(full) });
				const tooOld = aJob(2, { message: anOrder('m2', { timestamp: '2020-01-01T00:00:00Z' }) });

				const { status, headers, json } = await call(path, { input: [aJob(1), tooOld], destType: 'openai_ads_capi' });

				expect([status, headers.get('apiversion')]).to.deep.equal([200, '2']);
				expect(jobIds(read(json) as Parameters<typeof jobIds>[0])).to.deep.equal([1, 2]);
				expect(read(json).map((entry) => (entry as { statusCode: number }).statusCode)).to.deep.equal([429, 400]);
				expect(read(json)[0]).to.deep.include({ batched: false, destination: aDestination() });
			});
		}

		it('refuses a job that is too large by itself, and transforms its neighbours', async () => {
			const { call } = await aTransformer();
			const large = aJob(2, { message: anOrder('m2', { properties: { note: 'x'.repeat(MAX_JOB_BYTES) } }) });

			const { json } = await call('/routerTransform', {
				input: [aJob(1), large, aJob(3)],
				destType: 'openai_ads_capi',
			});

			const statuses = json.output.map((entry: { statusCode: number }) => entry.statusCode);
			expect([jobIds(json.output), statuses]).to.deep.equal([
				[1, 3, 2],
				[200, 400],
			]);
		});

		it('answers for every job of a long call', async () => {
			const { call } = await aTransformer();
			const skipped = (n: number) => aJob(n, { message: anOrder(`m${n}`, { event: 'Nobody Maps This' }) });
			const input = Array.from({ length: 2500 }, (_, n) => skipped(n));

			const { headers, json } = await call('/routerTransform', { input, destType: 'openai_ads_capi' });
			const processed = await call(PROCESSOR, input);

			expect(headers.get('content-type')).to.equal('application/json; charset=utf-8');
			expect(jobIds(json.output)).to.deep.equal(input.map((_, n) => n));
			expect(processed.json.map((entry: { metadata: { jobId: number } }) => entry.metadata.jobId)).to.deep.equal(
				input.map((_, n) => n),
			);
		});
	});

	describe('POST /batch', () => {
		it('passes requests of the processor on one by one, in a bare list', async () => {
			const { call } = await aTransformer();
			const processed = (await call(PROCESSOR, [aJob(1), aJob(2)])).json;
			const input = processed.map((one: { output: unknown; metadata: unknown }) =>
				Object.assign(aJob(0), { message: one.output, metadata: one.metadata }),
			);

			const { headers, json } = await call('/batch', { input, destType: 'openai_ads_capi' });

			expect(headers.get('apiversion')).to.equal('2');
			expect(jobIds(json)).to.deep.equal([1, 2]);
			expect(json[0]).to.deep.include({ batchedRequest: processed[0].output, statusCode: 200, batched: false });
		});

		it('transforms a job that is still an event', async () => {
			const { call } = await aTransformer();

			const { json } = await call('/batch', { input: [aJob(1)], destType: 'openai_ads_capi' });

			expect(json[0].batchedRequest.body.JSON.events[0].id).to.equal('m1');
		});
	});

	describe('POST /v1/destinations/openai_ads_capi/proxy', () => {
		it('delivers with the key of destinationConfig and answers for each job, HTTP 200', async () => {
			sandbox = await createSandbox({ apiKey: 'key-1', pixelId: 'px1' });
			const { call } = await aTransformer({ endpoint: sandbox.endpoint });
			const { json } = await call('/routerTransform', { input: [aJob(1), aJob(2)], destType: 'openai_ads_capi' });
			const { batchedRequest, metadata, destination } = json.output[0];
			batchedRequest.body.JSON.events[1].data = { type: 'nonsense' };

			const request = { ...batchedRequest, userId: '', metadata, destinationConfig: destination.Config };
			const answer = await call('/v1/destinations/Openai_Ads_Capi/proxy', request);

			expect([answer.status, answer.headers.get('apiversion')]).to.deep.equal([200, '2']);
			const { output } = answer.json;
			expect(output.status).to.equal(400);
			expect(output.response.map((one: { statusCode: number }) => one.statusCode)).to.deep.equal([200, 400]);
			expect(output.response.map((one: { metadata: unknown }) => one.metadata)).to.deep.equal(metadata);
			expect(sandbox.events().map(({ id }) => id)).to.deep.equal(['m1']);
		});

		it('sends the trace of the call on, and nothing of it with the next one', async () => {
			const trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
			const sent: (string | null)[] = [];
			const { call } = await aTransformer({
				fetch: async (_url, init) => {
					sent.push(new Headers(init?.headers).get('traceparent'));
					return new Response();
				},
			});
			const { json } = await call('/routerTransform', { input: [aJob(1)], destType: 'openai_ads_capi' });
			const { batchedRequest, metadata, destination } = json.output[0];
			const request = { ...batchedRequest, userId: '', metadata, destinationConfig: destination.Config };

			await call(PROXY, request, { traceparent: trace });
			await call(PROXY, request);

			expect(sent).to.deep.equal([trace, null]);
		});

		it('says what it expected if the body is not a proxy call', async () => {
			const { call } = await aTransformer();

			const { status, json } = await call(PROXY, [1, 2]);

			expect(status).to.equal(200);
			expect(json.output.status).to.equal(400);
		});
	});

	describe('GET /features', () => {
		it('describes only this destination, with the flags that rudder-server needs to run', async () => {
			const { url } = await aTransformer();

			const response = await fetch(`${url}/features`);

			expect(response.headers.get('apiversion')).to.equal('2');
			expect(await response.json()).to.deep.include({
				routerTransform: { OPENAI_ADS_CAPI: true },
				transformerProxy: { OPENAI_ADS_CAPI: true },
				supportSourceTransformV1: true,
				supportTransformerProxyV1: true,
				supportDestTransformCompactedPayloadV1: true,
			});
		});
	});
});
