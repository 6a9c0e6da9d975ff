import { expect } from 'chai';
import type { InjectOptions } from 'fastify';
import { pino } from 'pino';
import { QueueFull } from '../../../src/queue/queue-errors.js';
import { NOW } from '../../a-batch-item.js';
import { aPost, aServer } from '../../http/a-server.js';
import { aBearerPost, aSegmentPost, BEARER_SECRET, SEGMENT_SECRET, segmentBatch, segmentSingle } from './a-webhook.js';

describe('webhook routes', () => {
	const event = { type: 'track', event: 'Order Completed', messageId: 'm1' };
	const withoutId = { type: 'track', receivedAt: NOW };
	const webhookSecrets = { segment: SEGMENT_SECRET, rudderstack: BEARER_SECRET };
	const fromEach = (body: object): [name: string, request: InjectOptions][] => [
		['segment', Array.isArray(body) ? segmentBatch(body) : segmentSingle(body)],
		['rudderstack', aBearerPost(body)],
	];

	for (const [name, request] of fromEach(event)) {
		it(`answer 404 at /webhook/${name} without its secret, naming the variable`, async () => {
			const others = { ...webhookSecrets, [name]: undefined };
			const { app, events } = await aServer({ webhookSecrets: others });

			const answer = await app.inject(request);

			expect([answer.statusCode, answer.json().error.code, events.length]).to.deep.equal([404, 'not_found', 0]);
			expect(answer.json().error.message).to.include(`OPENAI_ADS_${name.toUpperCase()}_WEBHOOK_SECRET`);
		});

		it(`need no write key at /webhook/${name}, and a write key does not open it`, async () => {
			const { app } = await aServer({ host: '0.0.0.0', writeKeys: ['k'], webhookSecrets });
			const answers = [await app.inject(request), await app.inject(aPost(`/webhook/${name}?writeKey=k`, event))];

			expect(answers.map(({ statusCode }) => statusCode)).to.deep.equal([200, 401]);
		});

		it(`refuse a full queue at /webhook/${name} with 429, which every router sends again`, async () => {
			const { app } = await aServer({ webhookSecrets }, { accept: () => Promise.reject(new QueueFull('', 10_000)) });

			const answer = await app.inject(request);

			expect([answer.statusCode, answer.json().error.code]).to.deep.equal([429, 'queue_full']);
			expect(answer.headers['retry-after']).to.equal('10');
		});

		it(`hand the trace of a request to /webhook/${name} on, and no header that is none`, async () => {
			const trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
			const { app, senders } = await aServer({ webhookSecrets });

			for (const traceparent of [trace, 'nonsense']) {
				await app.inject({ ...request, headers: { ...request.headers, traceparent } });
			}

			const [traced, plain] = senders;
			expect(traced).to.include({ traceparent: trace, from: `${name} webhook` });
			expect(plain).not.to.have.property('traceparent');
		});

		it(`answer 503 at /webhook/${name} while shutting down, which every router sends again`, async () => {
			const { app } = await aServer({ webhookSecrets }, { isStopping: () => true });

			expect((await app.inject(request)).statusCode).to.equal(503);
		});

		it(`refuse 21 MB at /webhook/${name} with 413`, async () => {
			const { app } = await aServer({ webhookSecrets, segmentBatches: true });

			const answer = await app.inject({ ...request, payload: `"${'x'.repeat(21 * 1024 * 1024)}"` });

			expect(answer.statusCode).to.equal(413);
		});

		it(`refuse a body that is not JSON at /webhook/${name} with 400`, async () => {
			const { app } = await aServer({ webhookSecrets });

			const answer = await app.inject({ ...request, payload: '{"email":"jane@example.com"' });

			expect([answer.statusCode, answer.json().error.code]).to.deep.equal([400, 'invalid_json']);
			expect(answer.body).not.to.include('jane');
		});
	}

	for (const [name, request] of fromEach([withoutId, 7, null, withoutId, { type: 'page' }])) {
		it(`pass on anything but events at /webhook/${name}, and give events without an id a stable one`, async () => {
			const { app, events } = await aServer({ webhookSecrets, segmentBatches: true });

			await app.inject(request);
			await app.inject(request);

			const ids = events.map((arrived) => arrived?.['messageId']);
			expect(events.slice(1, 3)).to.deep.equal([7, null]);
			expect(ids[0]).to.match(/^[0-9a-f]{64}$/);
			expect(ids.slice(0, 5)).to.deep.equal(ids.slice(5));
			expect([ids[0] === ids[3], ids[0] === ids[4]]).to.deep.equal([true, false]);
		});
	}

	for (const [name, request] of fromEach({ ...event, channel: 'web', timestamp: '2026-11-22T11:00:00Z', sentAt: 1 })) {
		it(`leave times and address at /webhook/${name} to the router, also for web events`, async () => {
			const { app, events } = await aServer({ webhookSecrets });

			await app.inject({
				...request,
				remoteAddress: '203.0.113.9',
				headers: { ...request.headers, origin: 'https://x' },
			});

			expect(events[0]).to.deep.equal({ ...event, channel: 'web', timestamp: '2026-11-22T11:00:00Z', sentAt: 1 });
		});
	}

	it('take orders and delete events, as they do from a server', async () => {
		const senders: unknown[] = [];
		const accept = async (arrived: readonly unknown[], sender: unknown) => {
			senders.push(sender);
			return { accepted: arrived.length, refused: [], refusedCount: 0 };
		};
		const { app } = await aServer({ webhookSecrets }, { accept });

		for (const [, request] of fromEach({ type: 'delete', userId: 'u1' })) await app.inject(request);

		const rights = { allowsOrders: true, allowsErasure: true };
		expect(senders).to.deep.equal([
			{ ...rights, pixels: ['default'], from: 'segment webhook' },
			{ ...rights, pixels: ['default'], from: 'rudderstack webhook' },
		]);
	});

	it('say which events were refused with 200, so that no router sends the whole batch again', async () => {
		const refused = [{ index: 1, reason: 'malformed', detail: 'type: required.' }];
		const { app } = await aServer(
			{ webhookSecrets },
			{ accept: async () => ({ accepted: 1, refused, refusedCount: 1 }) },
		);

		const answer = await app.inject(aBearerPost([event, {}]));

		expect([answer.statusCode, answer.json()]).to.deep.equal([
			200,
			{ success: true, accepted: 1, refused, refusedCount: 1 },
		]);
	});

	it('refuse a text, a number and no body at all with 400', async () => {
		const { app } = await aServer({ webhookSecrets });
		const { payload: _, ...empty } = aBearerPost(event);
		const requests = [aBearerPost('x'), aBearerPost(7), segmentSingle('x'), empty];

		const statuses = [];
		for (const request of requests) statuses.push((await app.inject(request)).statusCode);

		expect(statuses).to.deep.equal([400, 400, 400, 400]);
	});

	it('pass on an event that is nested too deep to get an id, for intake to refuse', async () => {
		const { app, events } = await aServer({ webhookSecrets });
		const deep = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`;

		const answer = await app.inject({ ...aBearerPost(event), payload: deep });

		expect([answer.statusCode, 'messageId' in (events[0] ?? {})]).to.deep.equal([200, false]);
	});

	it('leave the bodies of other routes as they are', async () => {
		const { app, events } = await aServer({ webhookSecrets });

		await app.inject(aPost('/v1/track', event));

		expect(events[0]).to.include(event);
	});

	it('write no secret, signature or event into logs or answers', async () => {
		let written = '';
		const log = pino({ level: 'trace' }, { write: (line: string) => (written += line) });
		const { app } = await aServer({ webhookSecrets }, { log, accept: () => Promise.reject(new Error('SQLITE_FULL')) });
		const personal = { ...event, traits: { email: 'jane@example.com' } };
		const requests = [
			...fromEach(personal).map(([, request]) => request),
			aBearerPost(personal, 'Bearer wrong-guess'),
			aSegmentPost(JSON.stringify(personal), 'ab'.repeat(20)),
		];

		for (const request of requests) written += (await app.inject(request)).body;

		const headers = requests.map(({ headers }) => String(headers?.['x-signature'] ?? 'wrong-guess'));
		for (const secret of [SEGMENT_SECRET, BEARER_SECRET, 'jane', ...headers]) expect(written).not.to.include(secret);
		expect(written).to.include('internal_error');
	});
});
