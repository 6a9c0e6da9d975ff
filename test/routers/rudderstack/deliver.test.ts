import { expect } from 'chai';
import nock from 'nock';
import { VERSION } from '../../../src/destination/primitives/version.js';
import { deliver } from '../../../src/destination/routers/rudderstack/index.js';
import { createSandbox } from '../../../src/sandbox/index.js';
import { API_KEY, DAY_MS, ENDPOINT, NOW_MS } from '../../deliver/delivery-builders.js';
import { RECORDED } from '../../deliver/recorded-errors.js';
import { aConversion, aProxyRequest, aRudderDestination, ports } from './a-job.js';

const { origin, pathname } = new URL(ENDPOINT);

const ANSWERS = {
	named: { error: RECORDED.namedEvent },
	unauthorized: { error: RECORDED.unauthorized },
	unknownPixel: { error: RECORDED.unknownPixel },
	unnamed: { error: { message: 'Invalid event.', type: 'invalid_request_error', param: 'events', code: 'invalid' } },
};

/** Answers the next request to OpenAI. */
function reply(status: number, body: object = {}, headers: Record<string, string> = {}): nock.Scope {
	return nock(origin).post(pathname).query({ pid: 'pixel' }).reply(status, body, headers);
}

/** Answers every request like a service that names no event: 422 if it holds a bad one. */
function refuseUnnamed(bad: readonly string[], status = 422): { requests: number } {
	const count = { requests: 0 };
	nock(origin)
		.persist()
		.post(pathname)
		.query(true)
		.reply((_uri, body) => {
			count.requests++;
			const { events } = body as { events: { id: string }[] };
			const isBad = events.some(({ id }) => bad.includes(id));
			return isBad ? [status, ANSWERS.unnamed] : [200, { accepted_events: events.length }];
		});
	return count;
}

function conversions(count: number): object[] {
	return Array.from({ length: count }, (_, index) => aConversion(`m${index + 1}`));
}

describe("RudderStack's deliver", () => {
	beforeEach(() => nock.disableNetConnect());
	afterEach(() => {
		nock.cleanAll();
		nock.enableNetConnect();
	});

	it('answers 200 for every job that OpenAI took', async () => {
		reply(200, { accepted_events: 2 }, { 'x-request-id': 'req_1' });
		const request = aProxyRequest(conversions(2));

		const answer = await deliver(request, ports);

		expect(answer).to.deep.equal({
			status: 200,
			message: '[OPENAI_ADS_CAPI] 2 accepted, 0 refused, 0 to be sent again.',
			response: request.metadata.map((metadata) => ({
				statusCode: 200,
				metadata,
				error: 'accepted x-request-id req_1',
			})),
		});
	});

	it("posts the events' own bytes with key and pixel of destinationConfig", async () => {
		const seen: unknown[] = [];
		const fetch = async (url: string, { body, headers }: RequestInit) => {
			seen.push({ url, body, headers });
			return Response.json({ accepted_events: 1 });
		};
		const event = aConversion('m1', { oppref: 'a\u2028"é😀' });

		await deliver(aProxyRequest([event]), { ...ports, fetch });

		expect(seen).to.deep.equal([
			{
				url: `${ENDPOINT}?pid=pixel`,
				body: `{"events":[${JSON.stringify(event)}],"integration_source":"openai-ads-destination"}`,
				headers: {
					authorization: `Bearer ${API_KEY}`,
					'content-type': 'application/json',
					'user-agent': `openai-ads-destination/${VERSION}`,
				},
			},
		]);
	});

	it('never posts to the endpoint in the request, nor with its headers and parameters', async () => {
		const thief = nock('https://evil.example').post('/v1/events').query(true).reply(200, {});
		const scope = reply(200, { accepted_events: 1 });

		const { status } = await deliver(
			aProxyRequest(conversions(1), {
				endpoint: 'https://evil.example/v1/events',
				endpointPath: '/other',
				headers: { Authorization: 'Bearer other' },
				params: { pid: 'other' },
			}),
			ports,
		);

		expect(status).to.equal(200);
		expect(thief.isDone()).to.equal(false);
		scope.done();
	});

	it('posts to the endpoint of destinationConfig', async () => {
		const scope = nock('https://proxy.example').post('/events').query({ pid: 'pixel' }).reply(200, {});
		const destinationConfig = aRudderDestination({ endpoint: 'https://proxy.example/events' }).Config;

		const { status } = await deliver(aProxyRequest(conversions(1), { destinationConfig }), ports);

		expect(status).to.equal(200);
		scope.done();
	});

	it('asks for validation only if the request or the Config does', async () => {
		const bodies: unknown[] = [];
		const fetch = async (_url: string, { body }: RequestInit) => {
			bodies.push(JSON.parse(String(body)).validate_only);
			return Response.json({});
		};
		const own = aProxyRequest(conversions(1), { body: { JSON: { events: conversions(1), validate_only: true } } });
		const configured = aProxyRequest(conversions(1), {
			destinationConfig: aRudderDestination({ validateOnly: true }).Config,
		});

		for (const request of [own, configured, aProxyRequest(conversions(1))]) await deliver(request, { ...ports, fetch });

		expect(bodies).to.deep.equal([true, true, undefined]);
	});

	it('refuses the event that OpenAI names and resends its neighbours at once', async () => {
		reply(400, ANSWERS.named);
		const resent = nock(origin)
			.post(pathname, ({ events }) => events.map(({ id }: { id: string }) => id).join() === 'm1,m3')
			.query(true)
			.reply(200, { accepted_events: 2 });

		const { status, message, response } = await deliver(aProxyRequest(conversions(3)), ports);

		expect(response.map(({ statusCode }) => statusCode)).to.deep.equal([200, 400, 200]);
		expect(response[1]?.error).to.match(/^rejected: .*events\[1\]\.data\.type/);
		expect(status).to.equal(400);
		expect(message).to.match(/2 accepted, 1 refused, 0 to be sent again\.$/);
		resent.done();
	});

	it('finds a bad event that OpenAI does not name', async () => {
		const count = refuseUnnamed(['m5']);

		const { response } = await deliver(aProxyRequest(conversions(20)), ports);

		expect(response.filter(({ statusCode }) => statusCode === 400).map(({ metadata }) => metadata)).to.deep.equal([
			aProxyRequest(conversions(20)).metadata[4],
		]);
		expect(count.requests).to.be.lessThan(12);
	});

	for (const status of [408, 429, 500, 503]) {
		it(`makes one attempt and answers 429 for every job when OpenAI answers ${status}`, async () => {
			reply(status, {}, { 'retry-after': '30' });
			const request = aProxyRequest(conversions(2));

			const answer = await deliver(request, ports);

			expect(answer.status).to.equal(429);
			expect(answer.response).to.deep.equal(
				request.metadata.map((metadata) => ({ statusCode: 429, metadata, error: `OpenAI answered ${status}.` })),
			);
		});
	}

	it('answers 429 when there is no answer', async () => {
		nock(origin)
			.post(pathname)
			.query(true)
			.replyWithError(Object.assign(new Error('x'), { code: 'ECONNRESET' }));

		const { response } = await deliver(aProxyRequest(conversions(1)), ports);

		expect(response[0]).to.include({ statusCode: 429, error: 'No answer from OpenAI (ECONNRESET).' });
	});

	const operators: readonly (readonly [status: number, body: object, advice: RegExp])[] = [
		[401, ANSWERS.unauthorized, /Use a Conversions API key, not an Advertiser API key\.$/],
		[403, ANSWERS.unknownPixel, /key and the pixel ID belong to the same account\.$/],
		[404, {}, /Check the endpoint\.$/],
		[400, { error: { message: 'Field required', param: null, code: null } }, /Check the pixel ID and the endpoint\.$/],
	];
	for (const [status, body, advice] of operators) {
		it(`answers 429 and says what to correct when OpenAI refuses the request with ${status}`, async () => {
			reply(status, body);

			const { response } = await deliver(aProxyRequest(conversions(3)), ports);

			expect(response.map(({ statusCode }) => statusCode)).to.deep.equal([429, 429, 429]);
			expect(response[0]?.error)
				.to.match(/^unauthorized: /)
				.and.to.match(advice);
			expect(response[0]?.metadata).to.have.property('dontBatch', false);
		});
	}

	it('answers 400 for events that have become too old and delivers the others', async () => {
		reply(200, { accepted_events: 1 });
		const old = aConversion('m1', { timestamp_ms: NOW_MS - 7 * DAY_MS + 30_000 });

		const { response } = await deliver(aProxyRequest([old, aConversion('m2')]), ports);

		expect(response.map(({ statusCode }) => statusCode)).to.deep.equal([400, 200]);
		expect(response[0]?.error).to.match(/^expired: /);
	});

	it('makes no request when every event has become too old', async () => {
		const { response } = await deliver(aProxyRequest([aConversion('m1', { timestamp_ms: 0 })]), ports);

		expect(response[0]?.statusCode).to.equal(400);
	});

	it('answers 429 and asks for undecided jobs again alone when others of the batch were accepted', async () => {
		refuseUnnamed(['m1', 'm8']);
		const destinationConfig = aRudderDestination({ maxIsolationRequests: 6 }).Config;

		const { response } = await deliver(aProxyRequest(conversions(8), { destinationConfig }), ports);

		const statuses = response.map(({ statusCode }) => statusCode);
		const isAlone = response.map(({ metadata }) => (metadata as { dontBatch: boolean }).dontBatch);
		expect(statuses).to.deep.equal([400, 200, 200, 200, 429, 429, 429, 429]);
		expect(isAlone).to.deep.equal([false, false, false, false, true, true, true, true]);
	});

	it('does not ask for jobs alone when OpenAI refuses all of them: the events may not be at fault', async () => {
		refuseUnnamed(conversions(4).map((event) => (event as { id: string }).id));

		const { response } = await deliver(aProxyRequest(conversions(4)), ports);

		for (const { statusCode, metadata, error } of response) {
			expect(statusCode).to.equal(429);
			expect(metadata).to.have.property('dontBatch', false);
			expect(error).to.match(/^not_isolated: /);
		}
	});

	it('answers 429 for a mistake in destinationConfig, and 400 for events that meanwhile became too old', async () => {
		const old = aConversion('m2', { timestamp_ms: NOW_MS - 7 * DAY_MS - 1 });
		const request = aProxyRequest([aConversion('m1'), old], { destinationConfig: { apiKey: 'k' } });

		const { response } = await deliver(request, ports);

		expect(response.map(({ statusCode }) => statusCode)).to.deep.equal([429, 400]);
		expect(response[0]?.error).to.match(/^destination\.Config\.pixelId: required/);
		expect(response[1]?.error).to.match(/^expired: destination\.Config\.pixelId: required/);
	});

	it('keeps what was built before shadow was set: nothing is sent, and no job ends but those that become too old', async () => {
		const old = aConversion('m2', { timestamp_ms: NOW_MS - 7 * DAY_MS - 1 });
		const destinationConfig = aRudderDestination({ shadow: true }).Config;

		const { status, response } = await deliver(aProxyRequest([aConversion('m1'), old], { destinationConfig }), ports);

		expect([status, response.map(({ statusCode }) => statusCode)]).to.deep.equal([429, [429, 400]]);
		expect(response[0]?.error).to.match(/^destination\.Config\.shadow: .* sent once `shadow` is taken out\.$/);
		expect(response[1]?.error).to.match(/^expired: destination\.Config\.shadow: /);
	});

	it('sends what was kept in the shadow once shadow is taken out', async () => {
		const scope = reply(200, { accepted_events: 1 });
		const request = aProxyRequest(conversions(1));

		await deliver({ ...request, destinationConfig: aRudderDestination({ shadow: true }).Config }, ports);
		const sentBefore = scope.isDone();
		const { response } = await deliver(request, ports);

		expect([sentBefore, response[0]?.statusCode]).to.deep.equal([false, 200]);
	});

	const ids: readonly unknown[] = [{}, { toString: 1 }, { toString: null, valueOf: null }, [[]], null, true];
	for (const id of ids) {
		it(`answers for each job when an id is ${JSON.stringify(id)}`, async () => {
			reply(200, { accepted_events: 2 });

			const { response } = await deliver(aProxyRequest([{ ...aConversion('m1'), id }, aConversion('m2')]), ports);

			expect(response.map(({ statusCode }) => statusCode)).to.deep.equal([200, 200]);
		});
	}

	it('refuses a lone job without a name only if OpenAI accepted one of that pixel within the last hour', async () => {
		const statusAt = async (nowMs: number, pixelId: string) => {
			const destinationConfig = aRudderDestination({ pixelId }).Config;
			const event = aConversion('m1', { timestamp_ms: nowMs });
			const { response } = await deliver(aProxyRequest([event], { destinationConfig }), { nowMs: () => nowMs });
			return response[0]?.statusCode;
		};
		const answer = (status: number, body: object) => nock(origin).post(pathname).query(true).reply(status, body);

		answer(422, ANSWERS.unnamed);
		const before = await statusAt(NOW_MS, 'lone');
		answer(200, { accepted_events: 1 });
		await statusAt(NOW_MS, 'lone');
		const after: unknown[] = [];
		for (const [laterMs, pixelId] of [
			[3_600_000, 'lone'],
			[3_600_001, 'lone'],
			[0, 'another'],
		] as const) {
			answer(422, ANSWERS.unnamed);
			after.push(await statusAt(NOW_MS + laterMs, pixelId));
		}

		expect([before, after]).to.deep.equal([429, [400, 429, 429]]);
	});

	it('answers 400 when the numbers of events and jobs differ', async () => {
		const { response } = await deliver(aProxyRequest(conversions(2), { metadata: [{ jobId: 1 }] }), ports);

		expect(response.map(({ statusCode, metadata }) => [statusCode, metadata])).to.deep.equal([[400, { jobId: 1 }]]);
	});

	it('answers 400 for an event that is not an object and delivers the others', async () => {
		reply(200, { accepted_events: 1 });

		const { response } = await deliver(aProxyRequest([null, aConversion('m2'), 'x']), ports);

		expect(response.map(({ statusCode }) => statusCode)).to.deep.equal([400, 200, 400]);
	});

	it('shows no key, click or person in its answer', async () => {
		const event = aConversion('m1', { oppref: 'gAAAAAsecretclick', user: { cities: ['Timbuktu'] } });
		const text = `bad key ${API_KEY}, gAAAAAsecretclick, Timbuktu`;
		reply(401, { error: { message: text, param: null, code: null } });

		const { message, response } = await deliver(aProxyRequest([event]), ports);

		for (const value of [API_KEY, 'secretclick', 'Timbuktu'])
			expect(message + response.map(({ error }) => error).join()).to.not.include(value);
	});

	it('delivers all of a batch but the bad event to the sandbox', async () => {
		nock.enableNetConnect('127.0.0.1');
		const sandbox = await createSandbox({ apiKey: API_KEY, pixelId: 'pixel', ...ports });
		const events = conversions(50).with(7, aConversion('m8', { data: { type: 'nonsense' } }));
		const destinationConfig = aRudderDestination({ endpoint: sandbox.endpoint }).Config;

		const { response } = await deliver(aProxyRequest(events, { destinationConfig }), ports);

		await sandbox.close();
		expect(
			response.flatMap(({ statusCode }, index) => (statusCode === 200 ? [] : [[index, statusCode]])),
		).to.deep.equal([[7, 400]]);
		expect(sandbox.events()).to.have.length(49);
		expect(sandbox.requests()).to.have.length(2);
	});
});
