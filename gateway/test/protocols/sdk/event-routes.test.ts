import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import type { InjectOptions } from 'fastify';
import { pino } from 'pino';
import type { Accept } from '../../../src/accept/accept.js';
import { QueueFull } from '../../../src/queue/queue-errors.js';
import { NOW } from '../../a-batch-item.js';
import { aPost, aServer, basic, capturedRequests, toInjection } from '../../http/a-server.js';
import { createRecordingLog } from '../../recording-log.js';

/** A request without a key in its header. */
function aKeyless(url: string, body: unknown): InjectOptions {
	return { method: 'POST', url, payload: JSON.stringify(body) };
}

describe('event routes', () => {
	const event = { type: 'track', event: 'Order Completed', messageId: 'm1' };

	for (const file of ['rudder-sdk-node.gzip-default.json', 'segment-analytics-node.default.json']) {
		it(`take every request in ${file} as it came over the wire`, async () => {
			const requests = capturedRequests(file);
			const { app, events } = await aServer({ writeKeys: ['WRITE_KEY_1', 'WRITE_KEY_2'] });

			const answers = [];
			for (const request of requests) answers.push(await app.inject(toInjection(request)));

			const expected = requests.flatMap(({ body }) => body.batch);
			expect(answers.map(({ statusCode }) => statusCode)).to.deep.equal(requests.map(() => 200));
			expect(events.map(({ messageId, type }) => [messageId, type])).to.deep.equal(
				expected.map(({ messageId, type }) => [messageId, type]),
			);
		});
	}

	it('answer with what was accepted and what was refused', async () => {
		const refused = [{ index: 1, reason: 'malformed', detail: 'type: required.' }];
		const { app } = await aServer({}, { accept: async () => ({ accepted: 1, refused, refusedCount: 1 }) });

		const answer = await app.inject(aPost('/v1/batch', { batch: [event, {}] }));

		expect([answer.statusCode, answer.json()]).to.deep.equal([
			200,
			{ success: true, accepted: 1, refused, refusedCount: 1 },
		]);
	});

	it('say how many events were skipped, and why', async () => {
		const skipped = { event_not_mapped: 2 };
		const { app } = await aServer({}, { accept: async () => ({ accepted: 2, skipped, refused: [], refusedCount: 0 }) });

		const answer = await app.inject(aPost('/v1/batch', { batch: [event, event] }));

		expect(answer.json()).to.deep.include({ accepted: 2, skipped });
	});

	it('warn when the queue is full, with the number of events', async () => {
		const log = createRecordingLog();
		const accept = () => Promise.reject(new QueueFull('all the events that gateway.maxQueued allows', 10_000));
		const { app } = await aServer({}, { accept, log: Object.assign(pino({ level: 'silent' }), log) });

		const answer = await app.inject(aPost('/v1/batch', { batch: [event, event] }));

		expect(answer.statusCode).to.equal(429);
		expect(log.lines.map(({ level, fields }) => [level, fields])).to.deep.equal([
			['warn', { count: 2, bound: 'all the events that gateway.maxQueued allows' }],
		]);
		expect(log.lines[0]?.message).to.match(/^The queue is full/);
	});

	for (const url of ['/v1/batch', '/v1/b', '/beacon/v1/batch', '/v1/batch/']) {
		it(`take batches at ${url}`, async () => {
			const { app, events } = await aServer();

			await app.inject(aPost(url, { batch: [event, event] }));

			expect(events).to.have.length(2);
		});
	}

	for (const [type, letter] of Object.entries({
		track: 't',
		page: 'p',
		screen: 's',
		identify: 'i',
		group: 'g',
		alias: 'a',
	})) {
		it(`give single events at /v1/${type} and /v1/${letter} their type`, async () => {
			const { app, events } = await aServer();

			await app.inject(aPost(`/v1/${type}`, { messageId: 'm1' }));
			await app.inject(aPost(`/v1/${letter}`, { messageId: 'm2', type: 'track' }));

			expect(events.map((arrived) => arrived['type'])).to.deep.equal([type, 'track']);
		});
	}

	for (const contentType of [
		'application/json',
		'text/plain',
		'application/x-www-form-urlencoded',
		'nonsense',
		'a/b; c',
	]) {
		it(`read JSON that calls itself ${contentType}`, async () => {
			const { app, events } = await aServer();

			const answer = await app.inject(aPost('/v1/track', event, { headers: { 'content-type': contentType } }));

			expect([answer.statusCode, events[0]?.['event']]).to.deep.equal([200, 'Order Completed']);
		});
	}

	it('read JSON without a content type, with a byte order mark, and gzip without a header', async () => {
		const { app, events } = await aServer();
		const headers = { authorization: basic('server-key') };
		const payloads = [JSON.stringify(event), `\ufeff${JSON.stringify(event)}`, gzipSync(JSON.stringify(event))];

		for (const payload of payloads) await app.inject({ method: 'POST', url: '/v1/track', headers, payload });

		expect(events).to.have.length(3);
	});

	it('read plain JSON that a proxy has inflated without correcting the header', async () => {
		const { app, events } = await aServer();

		await app.inject(aPost('/v1/track', event, { headers: { 'content-encoding': 'gzip' } }));

		expect(events).to.have.length(1);
	});

	const keyForms: Record<string, InjectOptions> = {
		'the user of Basic authorization': { headers: { authorization: basic('server-key') } },
		'`writeKey` in the body': { payload: JSON.stringify({ ...event, writeKey: 'server-key' }) },
		'?writeKey=': { query: { writeKey: 'server-key' } },
		'`writeKey` beside an empty Basic user': {
			headers: { authorization: basic('') },
			payload: JSON.stringify({ ...event, writeKey: 'server-key' }),
		},
	};
	for (const [form, request] of Object.entries(keyForms)) {
		it(`take the key as ${form}`, async () => {
			const { app } = await aServer();

			const answer = await app.inject({ method: 'POST', url: '/v1/track', payload: JSON.stringify(event), ...request });

			expect(answer.statusCode).to.equal(200);
		});
	}

	it('are refused without write keys if there are several pixels, and nobody knows which is meant', async () => {
		const { app, events } = await aServer({ writeKeys: [], keylessPixels: [] });

		const { statusCode } = await app.inject(aPost('/v1/track', { event: 'x' }));

		expect([statusCode, events]).to.deep.equal([401, []]);
	});

	it('let everyone in while no key is configured', async () => {
		const { app, events } = await aServer({ writeKeys: [] });

		await app.inject(aPost('/v1/track', event, { headers: { authorization: basic('any') } }));
		await app.inject({ method: 'POST', url: '/v1/track', payload: JSON.stringify(event) });

		expect(events).to.have.length(2);
	});

	it('let nobody in without keys on a host that others can reach, which takes only webhooks', async () => {
		const { app, events } = await aServer({ host: '0.0.0.0', writeKeys: [] });
		const keyless: InjectOptions = { method: 'POST', url: '/v1/track', payload: JSON.stringify(event) };

		const answers = [await app.inject(aPost('/v1/track', event)), await app.inject(keyless)];

		expect([...answers.map(({ statusCode }) => statusCode), events.length]).to.deep.equal([401, 401, 0]);
	});

	const refusals: [string, number, string, InjectOptions][] = [
		['an unknown key', 401, 'unknown_write_key', aPost('/v1/track', event, { headers: { authorization: basic('x') } })],
		['a missing key', 401, 'unknown_write_key', { method: 'POST', url: '/v1/track', payload: JSON.stringify(event) }],
		['no body at all', 401, 'unknown_write_key', { method: 'POST', url: '/v1/track' }],
		['bad JSON', 400, 'invalid_json', aPost('/v1/track', event, { payload: '{"email":"jane@example.com"' })],
		[
			'gzip that ends early',
			400,
			'bad_request',
			aPost('/v1/track', event, { payload: gzipSync('{"a":1}').subarray(0, 15) }),
		],
		['a list as a single event', 400, 'bad_request', aPost('/v1/track', [event])],
		['a batch without a list', 400, 'bad_request', aPost('/v1/batch', { batch: event })],
		['an unknown route', 404, 'not_found', aPost('/v1/import', event)],
		['21 MB', 413, 'body_too_large', aPost('/v1/batch', { batch: ['x'.repeat(21 * 1024 * 1024)] })],
		['a gzip bomb', 413, 'body_too_large', aPost('/v1/batch', event, { payload: gzipSync(Buffer.alloc(200_000_000)) })],
	];
	for (const [name, status, code, request] of refusals) {
		it(`refuse ${name} with ${status} without quoting it`, async () => {
			const { app, events } = await aServer();

			const answer = await app.inject(request);

			const { success, error } = answer.json();
			expect([answer.statusCode, success, error.code]).to.deep.equal([status, false, code]);
			expect(error.message).to.be.a('string').that.does.not.include('jane');
			expect(events).to.deep.equal([]);
		});
	}

	const big = (bytes: number) => ({ batch: Array(4).fill({ ...event, properties: { text: 'x'.repeat(bytes / 4) } }) });
	const sizes: [string, number, InjectOptions][] = [
		['1 MB with a good key in the header', 200, aPost('/v1/batch', big(1e6))],
		['1 MB with a good key in the query', 200, aKeyless('/v1/batch?writeKey=server-key', big(1e6))],
		['1 MB with a good key in the body', 413, aKeyless('/v1/batch', { ...big(1e6), writeKey: 'server-key' })],
		['1 MB without a key', 413, aKeyless('/v1/batch', big(1e6))],
		['400 kB with a good key in the body', 200, aKeyless('/v1/batch', { ...big(4e5), writeKey: 'server-key' })],
		['400 kB without a key', 401, aKeyless('/v1/batch', big(4e5))],
		['5000 events', 200, aPost('/v1/batch', { batch: Array(5000).fill(event) })],
		['5001 events', 413, aPost('/v1/batch', { batch: Array(5001).fill(event) })],
		['one event of 600 kB', 413, aPost('/v1/track', { ...event, properties: { text: 'x'.repeat(6e5) } })],
		['an event of 600 kB in a batch', 413, aPost('/v1/batch', { batch: [{ ...event, text: 'x'.repeat(6e5) }] })],
	];
	for (const [name, status, request] of sizes) {
		it(`answer ${name} with ${status}`, async () => {
			const { app } = await aServer();

			expect((await app.inject(request)).statusCode).to.equal(status);
		});
	}

	it('say why a body without a key may not be larger', async () => {
		const { app } = await aServer();

		const answer = await app.inject(aKeyless('/v1/batch', big(1e6)));

		expect(answer.json().error.message).to.equal(
			'body: expected at most 512 kB, inflated without a write key in `Authorization` or ?writeKey=. Send smaller batches.',
		);
	});

	it('answer 429 when the queue is full and say when to try again', async () => {
		const accept: Accept = async (some) => {
			if (some.length > 1) throw new QueueFull('', 10_000);
			return { accepted: 1, refused: [], refusedCount: 0 };
		};
		const { app } = await aServer({}, { accept });

		const answers = [
			await app.inject(aPost('/v1/batch', { batch: [event, event] })),
			await app.inject(aPost('/v1/track', event)),
		];

		expect(answers.map(({ statusCode }) => statusCode)).to.deep.equal([429, 200]);
		expect(answers[0]?.headers['retry-after']).to.equal('10');
		expect(answers[0]?.json().error.code).to.equal('queue_full');
	});

	it('answer 503 while shutting down', async () => {
		const { app } = await aServer({}, { isStopping: () => true });

		const answer = await app.inject(aPost('/v1/track', event));

		expect([answer.statusCode, answer.json().error.code]).to.deep.equal([503, 'shutting_down']);
	});

	it('answer 503 when the disk refuses, without its message', async () => {
		const error = Object.assign(new Error('INSERT jane@example.com failed'), { code: 'SQLITE_FULL' });
		const { app } = await aServer({}, { accept: () => Promise.reject(error) });

		const answer = await app.inject(aPost('/v1/track', event));

		expect([answer.statusCode, answer.json().error.code]).to.deep.equal([503, 'storage_failed']);
		expect(answer.body).not.to.include('jane');
	});

	it('say in every answer of a sandbox, and only there, that it is one', async () => {
		const sandbox = await aServer({}, { mode: 'sandbox' });
		const live = await aServer();
		const requests = [aPost('/v1/track', event), aPost('/v1/track', event, { payload: '{' }), aPost('/nowhere', event)];

		const modes = [];
		for (const request of requests) modes.push((await sandbox.app.inject(request)).headers['x-openai-ads-mode']);

		expect(modes).to.deep.equal(['sandbox', 'sandbox', 'sandbox']);
		expect((await live.app.inject(aPost('/v1/track', event))).headers).not.to.have.property('x-openai-ads-mode');
	});

	it('derive a missing messageId from the event, the same for every attempt', async () => {
		const { app, events } = await aServer();
		const { messageId: _, ...anonymous } = event;

		for (const sentAt of [NOW, NOW + 1000]) {
			await app.inject(
				aPost('/v1/batch', { batch: [{ ...anonymous, sentAt: new Date(sentAt) }], sentAt: new Date(sentAt) }),
			);
		}
		await app.inject(aPost('/v1/track', { ...anonymous, event: 'Product Added' }));

		const ids = events.map(({ messageId }) => messageId);
		expect(ids[0]).to.match(/^[0-9a-f]{64}$/);
		expect([ids[0] === ids[1], ids[0] === ids[2]]).to.deep.equal([true, false]);
	});

	it('do not read fields from the __proto__ of a body', async () => {
		const { app, events } = await aServer();

		await app.inject(aPost('/v1/track', event, { payload: '{"messageId":"m1","__proto__":{"type":"page"}}' }));

		expect(events[0]?.['type']).to.equal('track');
	});
});
