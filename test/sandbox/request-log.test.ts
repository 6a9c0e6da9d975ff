import { expect } from 'chai';
import { createSandbox, type Sandbox } from '../../src/sandbox/index.js';
import { RequestLog } from '../../src/sandbox/request-log.js';
import { aLead, NOW_MS, post, postEvents } from './a-request.js';

const request = {
	...{ method: 'POST', path: '/v1/events', pid: 'pixel', receivedMs: NOW_MS },
	...{ status: 200, eventCount: 1, validateOnly: false, answer: undefined, requestId: undefined },
};

describe('requests()', () => {
	let sandbox: Sandbox;
	beforeEach(async () => {
		sandbox = await createSandbox({ nowMs: () => NOW_MS, keep: 2 });
	});
	afterEach(() => sandbox.close());

	it('lists each request and its answer', async () => {
		const text = `{ "events": [${JSON.stringify(aLead())}],\n"validate_only":true}`;

		const response = await post(sandbox.endpoint, { text });

		const requestId = response.headers.get('x-request-id');
		const expected = { ...request, validateOnly: true, body: text, answer: '{"accepted_events":1}', requestId };
		expect(sandbox.requests()).to.deep.equal([expected]);
	});

	it('keeps the key nowhere', async () => {
		await post(sandbox.endpoint, { key: 'sk-secret' });

		expect(JSON.stringify(sandbox.requests())).not.to.contain('sk-secret');
	});

	it('counts the events of a refused request, and none in a body that is not JSON', async () => {
		await postEvents(sandbox.endpoint, [aLead(), { id: '' }]);
		await post(sandbox.endpoint, { text: '{' });

		const seen = sandbox.requests().map(({ status, eventCount }) => [status, eventCount]);
		expect(seen).to.deep.equal([
			[400, 2],
			[400, 0],
		]);
	});

	it('lists requests to other paths with their method and path', async () => {
		await post(sandbox.url, { method: 'GET', query: '/v2/other?pid=x' });

		const [stray] = sandbox.requests();
		expect([stray?.method, stray?.path, stray?.pid, stray?.status]).to.deep.equal(['GET', '/v2/other', 'x', 404]);
	});

	it('forgets the oldest beyond `keep`, and so does events()', async () => {
		for (const id of ['a', 'b', 'c']) await postEvents(sandbox.endpoint, [aLead({ id })]);

		const bodies = sandbox.requests().map(({ body }) => JSON.parse(body ?? '').events[0].id);
		expect(bodies).to.deep.equal(['b', 'c']);
		expect(sandbox.events().map(({ id }) => id)).to.deep.equal(['b', 'c']);
	});

	it('holds nothing when `keep` is 0', async () => {
		const none = await createSandbox({ nowMs: () => NOW_MS, keep: 0 });

		const { status } = await postEvents(none.endpoint, [aLead()]);

		await none.close();
		expect([status, none.requests(), none.events()]).to.deep.equal([200, [], []]);
	});
});

describe('RequestLog', () => {
	it('forgets the oldest bodies beyond 64 million characters, but not their requests', () => {
		const log = new RequestLog(100);

		for (let count = 0; count < 7; count++) log.push({ ...request, body: 'x'.repeat(10_000_000) });

		expect(log.list().map(({ body }) => body?.length)).to.deep.equal([undefined, ...Array(6).fill(10_000_000)]);
	});

	it('counts answers with the bodies, and forgets them together', () => {
		const log = new RequestLog(100);

		for (let count = 0; count < 2; count++)
			log.push({ ...request, body: 'x'.repeat(1_000_000), answer: 'y'.repeat(40_000_000) });

		expect(log.list().map(({ body, answer }) => [body?.length, answer?.length])).to.deep.equal([
			[undefined, undefined],
			[1_000_000, 40_000_000],
		]);
	});

	it('counts only the bodies it still holds', () => {
		const log = new RequestLog(2);

		for (let count = 0; count < 20; count++) log.push({ ...request, body: 'x'.repeat(10_000_000) });

		expect(log.list().map(({ body }) => body?.length)).to.deep.equal([10_000_000, 10_000_000]);
	});
});
