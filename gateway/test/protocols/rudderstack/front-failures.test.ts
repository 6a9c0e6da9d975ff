/** Front mode when the upstream fails: its callers get a clear answer, and our own calls go on. */

import { expect } from 'chai';
import { aFakeUpstream, type FakeUpstream } from './a-fake-upstream.js';
import { aJob, aTransformer, call, closeTransformers, isBroken, isPutOff, jobIds, rawCall } from './a-transformer.js';

describe('front mode with an upstream in trouble', () => {
	let upstream: FakeUpstream;

	beforeEach(async () => {
		upstream = await aFakeUpstream();
	});
	afterEach(async () => {
		await closeTransformers();
		await upstream.close();
	});

	/** Calls for others, and how each ends if it can't be handed on so that no job pays for it. */
	const FOR_OTHERS = [
		['/v0/destinations/webhook', [], isPutOff],
		['/v1/destinations/hs/proxy', {}, isBroken],
		['/routerTransform', { input: [], destType: 'hs' }, isBroken],
		['/batch', { input: [], destType: 'hs' }, isBroken],
		['/customTransform', [], isPutOff],
		['/customTransform/?a=1', [], isPutOff],
		['/transformation/test', {}, isBroken],
	] as const;

	it('costs no job of others an attempt while the upstream is down, and still serves its own', async () => {
		await upstream.close();
		const { url } = await aTransformer({ upstreamUrl: upstream.url });

		for (const [path, body, isEnded] of FOR_OTHERS) expect(await isEnded(url + path, body), path).to.equal(true);
		const own = await call(`${url}/routerTransform`, { input: [aJob(1)], destType: 'openai_ads_capi' });

		expect(jobIds(own.json.output)).to.deep.equal([1]);
	});

	it('costs no job of others an attempt when the upstream resets before it answers', async () => {
		upstream.answer = (_request, response) => response.socket?.resetAndDestroy();
		const { url } = await aTransformer({ upstreamUrl: upstream.url });

		for (const [path, body, isEnded] of FOR_OTHERS) expect(await isEnded(url + path, body), path).to.equal(true);
	});

	it('cuts its answer when the upstream cuts its own, so that half is not taken for the whole', async () => {
		upstream.answer = (_request, response) => {
			response.writeHead(200, { 'content-length': 100 });
			response.write('half', () => response.socket?.resetAndDestroy());
		};
		const { url } = await aTransformer({ upstreamUrl: upstream.url });

		const outcome = await rawCall(`${url}/v0/destinations/webhook`, {}).then(
			() => 'whole',
			() => 'cut',
		);

		expect(outcome).to.equal('cut');
	});

	it('puts a call off when the upstream is silent for too long', async () => {
		upstream.answer = () => {};
		const { url } = await aTransformer({ upstreamUrl: upstream.url, timeouts: { connectMs: 1000, silentMs: 50 } });

		expect(await isPutOff(`${url}/v0/destinations/webhook`)).to.equal(true);
	});

	it('answers a call with a body of 20 MB that nobody takes', async () => {
		await upstream.close();
		const { url } = await aTransformer({ upstreamUrl: upstream.url });

		expect(await isPutOff(`${url}/v0/destinations/webhook`, ['x'.repeat(20_000_000)])).to.equal(true);
	});

	describe('/features', () => {
		const features = async (answer: FakeUpstream['answer']) => {
			upstream.answer = answer;
			const { url } = await aTransformer({ upstreamUrl: upstream.url });
			const response = await fetch(`${url}/features`);
			return { status: response.status, text: await response.text() };
		};

		it('adds this destination to the features of the upstream and changes no flag of others', async () => {
			const theirs = {
				routerTransform: { HS: true, MARKETO: true },
				transformerProxy: { HS: true },
				destinationCapabilities: { HS: { batching: true } },
				regulations: ['BRAZE'],
				supportTransformerProxyV1: false,
				supportDestTransformCompactedPayloadV1: false,
			};

			const { status, text } = await features((_request, response) => response.end(JSON.stringify(theirs)));

			expect(status).to.equal(200);
			expect(JSON.parse(text)).to.deep.equal({
				...theirs,
				routerTransform: { ...theirs.routerTransform, OPENAI_ADS_CAPI: true },
				transformerProxy: { HS: true, OPENAI_ADS_CAPI: true },
				destinationCapabilities: {
					HS: { batching: true },
					OPENAI_ADS_CAPI: { routerTransform: true, batching: true, transformerProxy: true },
				},
			});
		});

		it('passes a 404 on, after which rudder-server uses its own defaults', async () => {
			const answer = await features((_request, response) => response.writeHead(404).end('Not Found'));

			expect(answer).to.deep.equal({ status: 404, text: 'Not Found' });
		});

		it('is 502 when the upstream answers something other than a JSON object', async () => {
			const { status, text } = await features((_request, response) => response.end('<html>'));

			expect([status, JSON.parse(text).error.code]).to.deep.equal([502, 'upstream_failed']);
		});

		it('is 503 while the upstream is down', async () => {
			const { status } = await features((_request, response) => response.socket?.resetAndDestroy());

			expect(status).to.equal(503);
		});
	});
});
