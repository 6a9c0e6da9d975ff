import { expect } from 'chai';
import { createSandbox, type Sandbox } from '../../src/sandbox/index.js';
import { RECORDED } from '../deliver/recorded-errors.js';
import { aLead, NOW_MS, post, postEvents } from './a-request.js';

describe('fault()', () => {
	let sandbox: Sandbox;
	beforeEach(async () => {
		sandbox = await createSandbox({ nowMs: () => NOW_MS });
	});
	afterEach(() => sandbox.close());

	it('answers the next request with a status and stores nothing', async () => {
		sandbox.fault({ status: 503 });

		const statuses = await postTimes(2);

		expect(statuses).to.deep.equal([503, 200]);
		expect(sandbox.events()).to.have.lengthOf(1);
	});

	it('answers as many requests as `times` says', async () => {
		sandbox.fault({ status: 429, times: 2 });

		const statuses = await postTimes(3);

		expect(statuses).to.deep.equal([429, 429, 200]);
		expect(sandbox.requests().map(({ status }) => status)).to.deep.equal([429, 429, 200]);
	});

	const bodies: readonly (readonly [status: number, error: object])[] = [
		[401, RECORDED.unauthorized],
		[403, RECORDED.unknownPixel],
		[503, { message: '503: Authentication backend failure', type: 'server_error', param: null, code: null }],
		[500, { message: '500: injected by the sandbox', type: 'server_error', param: null, code: null }],
		[404, { message: '404: injected by the sandbox', type: 'invalid_request_error', param: null, code: null }],
	];
	for (const [status, error] of bodies) {
		it(`answers ${status} with its error envelope`, async () => {
			sandbox.fault({ status });

			const response = await post(sandbox.endpoint);

			expect(response.status).to.equal(status);
			expect(await response.json()).to.deep.equal({ error });
		});
	}

	it('stores the events and answers 204 without a body', async () => {
		sandbox.fault({ status: 204 });

		const response = await post(sandbox.endpoint);

		expect([response.status, await response.text()]).to.deep.equal([204, '']);
		expect(response.headers.has('content-type')).to.equal(false);
		expect(sandbox.events()).to.have.lengthOf(1);
		expect(sandbox.requests().map(({ status }) => status)).to.deep.equal([204]);
	});

	it('refuses a bad event although the fault is a 204', async () => {
		sandbox.fault({ status: 204 });

		const { status } = await postEvents(sandbox.endpoint, [aLead({ id: '' })]);

		expect(status).to.equal(400);
	});

	it('stores and counts only as many events as `acceptedEvents` says', async () => {
		sandbox.fault({ acceptedEvents: 1 });
		const events = [aLead(), aLead({ id: 'lead_2' }), aLead({ id: 'lead_3' })];

		const short = await postEvents(sandbox.endpoint, events);
		const again = await postEvents(sandbox.endpoint, events);

		expect([short, again]).to.deep.equal([
			{ status: 200, body: { accepted_events: 1 } },
			{ status: 200, body: { accepted_events: 3 } },
		]);
		expect(sandbox.events().map(({ id }) => id)).to.deep.equal(['lead_1', 'lead_2', 'lead_3']);
	});

	it('counts no more events than came, however many `acceptedEvents` says', async () => {
		sandbox.fault({ acceptedEvents: 1000 });

		const { body } = await postEvents(sandbox.endpoint, [aLead()]);

		expect(body.accepted_events).to.equal(1);
	});

	it('answers like the firewall before OpenAI, whatever the key', async () => {
		sandbox.fault({ cloudflare: 1010 });

		const response = await post(sandbox.endpoint, { key: null });

		expect([response.status, await response.text()]).to.deep.equal([403, 'error code: 1010']);
		expect(response.headers.get('content-type')).to.match(/^text\/plain/);
		expect(response.headers.has('x-request-id')).to.equal(false);
		expect(sandbox.events()).to.deep.equal([]);
	});

	it('blames an event without naming it when the status is 400', async () => {
		sandbox.fault({ status: 400 });

		const { body } = await postEvents(sandbox.endpoint, [aLead()]);

		expect(body.error).to.include({ param: 'events', code: 'invalid_event' });
		expect(body.error).not.to.have.property('errors');
	});

	for (const retryAfter of [7, 'Sun, 22 Nov 2026 12:00:07 GMT']) {
		it(`sends Retry-After: ${retryAfter}`, async () => {
			sandbox.fault({ status: 429, retryAfter });

			const { headers } = await post(sandbox.endpoint);

			expect(headers.get('retry-after')).to.equal(String(retryAfter));
		});
	}

	it('points a redirect to a path that does not exist', async () => {
		sandbox.fault({ status: 307 });

		const { status } = await post(sandbox.endpoint);

		expect(status).to.equal(404);
		expect(sandbox.events()).to.deep.equal([]);
	});

	it('resets the connection before an answer and stores nothing', async () => {
		sandbox.fault({ reset: true });

		const failure = await post(sandbox.endpoint).catch((error: unknown) => error);

		expect(failure).to.be.instanceOf(TypeError);
		expect(sandbox.events()).to.deep.equal([]);
		expect(sandbox.requests().map(({ status, eventCount }) => [status, eventCount])).to.deep.equal([[0, 1]]);
	});

	it('refuses one event of a good request by name, and stores nothing', async () => {
		sandbox.fault({ refusedEvent: 1 });

		const { status, body } = await postEvents(sandbox.endpoint, [aLead(), aLead({ id: 'lead_2' })]);

		expect([status, body.error.param]).to.deep.equal([400, 'events[1]']);
		expect(sandbox.events()).to.deep.equal([]);
	});

	it('names no event that is refused on request, if refusals shall name none', async () => {
		sandbox.fault({ refusedEvent: 0, indexInError: false });

		const { status, body } = await postEvents(sandbox.endpoint, [aLead()]);

		expect([status, body.error.param]).to.deep.equal([400, 'events']);
	});

	it('stores the events and breaks off in the middle of the answer', async () => {
		sandbox.fault({ halfBody: true });

		const response = await post(sandbox.endpoint);
		const failure = await response.text().catch((error: unknown) => error);

		expect(response.status).to.equal(200);
		expect(failure).to.be.instanceOf(TypeError);
		expect(sandbox.events()).to.have.lengthOf(1);
	});

	it('delays the answer of a request that is already stored', async () => {
		sandbox.fault({ delayMs: 60_000 });

		const failure = await post(sandbox.endpoint, { signal: AbortSignal.timeout(100) }).catch(
			(error: Error) => error.name,
		);

		expect(failure).to.equal('TimeoutError');
		expect(sandbox.events()).to.have.lengthOf(1);
	});

	it('answers normally after the delay', async () => {
		sandbox.fault({ delayMs: 30 });
		const startMs = performance.now();

		const { status } = await post(sandbox.endpoint);

		expect(status).to.equal(200);
		expect(performance.now() - startMs).to.be.at.least(29);
	});

	it('affects every request until cleared when `probability` is 1', async () => {
		sandbox.fault({ status: 500, probability: 1 });
		const before = await postTimes(3);

		sandbox.clear();

		expect([before, await postTimes(1)]).to.deep.equal([[500, 500, 500], [200]]);
	});

	it('affects no request when `probability` is 0', async () => {
		sandbox.fault({ status: 500, probability: 0 });

		expect(await postTimes(3)).to.deep.equal([200, 200, 200]);
	});

	it('takes faults in the order they were added', async () => {
		sandbox.fault({ status: 500 });
		sandbox.fault({ status: 429 });

		expect(await postTimes(3)).to.deep.equal([500, 429, 200]);
	});

	it('does not name the event until cleared when `indexInError` is false, whatever other faults there are', async () => {
		sandbox.fault({ indexInError: false });
		sandbox.fault({ status: 503 });
		const bad = [aLead({ id: 'secret', type: 'x' })];

		const answers = [await postEvents(sandbox.endpoint, bad), await postEvents(sandbox.endpoint, bad)];

		const unnamed = {
			message: 'Invalid event in the request.',
			type: 'invalid_request_error',
			param: 'events',
			code: 'invalid_event',
		};
		expect(answers.map(({ status }) => status)).to.deep.equal([503, 400]);
		expect(answers[1]?.body).to.deep.equal({ error: unnamed });
	});

	it('keeps the 422 of an unnamed event that is too old', async () => {
		sandbox.fault({ indexInError: false });

		const { status, body } = await postEvents(sandbox.endpoint, [aLead({ timestamp_ms: 0 })]);

		expect([status, body.error.param]).to.deep.equal([422, 'events']);
	});

	it('spends no fault on requests to other paths', async () => {
		sandbox.fault({ status: 503 });

		await post(sandbox.url, { method: 'GET', query: '/healthz' });

		expect(await postTimes(1)).to.deep.equal([503]);
	});

	async function postTimes(times: number): Promise<number[]> {
		const statuses: number[] = [];
		for (let count = 0; count < times; count++) statuses.push((await post(sandbox.endpoint)).status);
		return statuses;
	}
});
