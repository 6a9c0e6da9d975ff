import { createHmac } from 'node:crypto';
import { Readable } from 'node:stream';
import { expect } from 'chai';
import type { InjectOptions } from 'fastify';
import type { Accept } from '../../../src/accept/accept.js';
import type { AppPorts } from '../../../src/create-app.js';
import { NOW } from '../../a-batch-item.js';
import { aServer, type Fields } from '../../http/a-server.js';
import { memorySignatures } from '../../memory-signatures.js';
import { aSegmentPost, SEGMENT_SECRET, segmentBatch, segmentSignature, segmentSingle } from './a-webhook.js';

describe('POST /webhook/segment', () => {
	const event = { type: 'track', event: 'Order Completed', messageId: 'm1', receivedAt: new Date(NOW).toISOString() };
	const aSegmentServer = (segmentBatches = false, ports: Partial<AppPorts> = {}) =>
		aServer({ webhookSecrets: { segment: SEGMENT_SECRET }, segmentBatches }, ports);
	const sign = (text: string) => createHmac('sha1', SEGMENT_SECRET).update(text, 'utf8').digest('hex');
	const idsOf = (events: readonly Record<string, unknown>[]) => events.map(({ messageId }) => messageId);

	it('takes one signed event', async () => {
		const { app, events } = await aSegmentServer();

		const answer = await app.inject(segmentSingle(event));

		expect([answer.statusCode, answer.json()]).to.deep.equal([
			200,
			{ success: true, accepted: 1, refused: [], refusedCount: 0 },
		]);
		expect(events).to.deep.equal([event]);
	});

	it('takes a batch of which Segment has signed only the first event if it is told to', async () => {
		const { app, events } = await aSegmentServer(true);
		const batch = ['m1', 'm2', 'm3'].map((messageId) => ({ ...event, messageId }));

		const answer = await app.inject(segmentBatch(batch));

		expect([answer.statusCode, idsOf(events)]).to.deep.equal([200, ['m1', 'm2', 'm3']]);
	});

	it('takes a batch that is signed as a whole, in case Segment ever does that', async () => {
		const { app, events } = await aSegmentServer(true);
		const text = JSON.stringify([event, event]);

		const answer = await app.inject(aSegmentPost(text, sign(text)));

		expect([answer.statusCode, events.length]).to.deep.equal([200, 2]);
	});

	it('takes a body signed byte for byte even if JavaScript would write it differently', async () => {
		const { app } = await aSegmentServer();
		const text = '{ "type":"track", "properties": {"total": 1.50, "b\\u00e4r": 1E2} }';

		expect((await app.inject(aSegmentPost(text, sign(text)))).statusCode).to.equal(200);
	});

	it('takes a signed event that a proxy has reformatted', async () => {
		const { app } = await aSegmentServer();

		const answer = await app.inject(aSegmentPost(JSON.stringify(event, null, 2), segmentSignature([{ data: event }])));

		expect(answer.statusCode).to.equal(200);
	});

	const firstEvents: Record<string, object> = {
		'umlauts, emoji and a lone surrogate': { ...event, properties: { city: 'Zürich 東京 🛒 \ud800', nul: '\0\u2028' } },
		'numbers that have several spellings': { n: [1e21, 1e-7, -0, 0.1 + 0.2, 2 ** 53, 1.0, 123456789012345680000] },
		'keys that JavaScript puts in order': JSON.parse('{"b":1,"2":1,"a":1,"1":1,"__proto__":{"x":1}}'),
		'a date': { ...event, timestamp: new Date(0) },
	};
	for (const [name, first] of Object.entries(firstEvents)) {
		it(`finds the signature of a first event with ${name}`, async () => {
			const { app, events } = await aSegmentServer(true);

			const answer = await app.inject(segmentBatch([{ receivedAt: event.receivedAt, ...first }, event]));

			expect([answer.statusCode, events.length]).to.deep.equal([200, 2]);
		});
	}

	it('takes the signature in upper case', async () => {
		const { app } = await aSegmentServer();
		const signature = segmentSignature([{ data: event }]).toUpperCase();

		expect((await app.inject(aSegmentPost(JSON.stringify(event), signature))).statusCode).to.equal(200);
	});

	const text = JSON.stringify(event);
	const signature = segmentSignature([{ data: event }]);
	const changed = JSON.stringify({ ...event, messageId: 'm2' });
	const unsigned: InjectOptions = { method: 'POST', url: '/webhook/segment', payload: text };
	const deep = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`;
	const refusals: [name: string, request: InjectOptions, message: string][] = [
		['no signature', unsigned, 'X-Signature: missing.'],
		['an empty signature', aSegmentPost(text, ''), 'X-Signature: expected 40 hex digits.'],
		['a signature that is too short', aSegmentPost(text, signature.slice(1)), 'expected 40 hex digits.'],
		['a signature that is too long', aSegmentPost(text, `${signature}0`), 'expected 40 hex digits.'],
		['a signature that is not hex', aSegmentPost(text, 'z'.repeat(40)), 'expected 40 hex digits.'],
		['two signatures', aSegmentPost(text, '', { headers: { 'x-signature': `${signature}, ${signature}` } }), '40 hex'],
		['a changed event', aSegmentPost(changed, signature), 'X-Signature: does not match.'],
		['a batch with a changed first event', aSegmentPost(`[${changed},${text}]`, signature), 'does not match.'],
		['an empty batch', aSegmentPost('[]', signature), 'does not match.'],
		['another secret', aSegmentPost(text, segmentSignature([{ data: event }], 'x')), 'does not match.'],
		['an event nested too deep to be written', aSegmentPost(deep, signature), 'does not match.'],
		['the secret in place of a signature', aSegmentPost(text, 'secret'), 'expected 40 hex digits.'],
	];
	for (const [name, request, message] of refusals) {
		it(`refuses ${name} with 401`, async () => {
			const { app, events } = await aSegmentServer();

			const answer = await app.inject(request);

			expect([answer.statusCode, answer.json().error.code, events.length]).to.deep.equal([401, 'wrong_signature', 0]);
			expect(answer.json().error.message).to.include(message);
		});
	}

	it('refuses a list with 503 unless told to take lists, so that Segment keeps it, and names both settings', async () => {
		const { app, events } = await aSegmentServer();

		const answer = await app.inject(segmentBatch([event]));

		expect([answer.statusCode, answer.json().error.code, events]).to.deep.equal([503, 'segment_batches_off', []]);
		expect(answer.json().error.message)
			.to.include('signs only the first event')
			.and.include('Batch Size to 0')
			.and.include('`gateway.segmentBatches` to true');
	});

	const MB = 1024 * 1024;
	const inPieces = (text: string) => Readable.from([Buffer.from(text.slice(0, 9)), Buffer.from(text.slice(9))]);
	const lengths: readonly (readonly [takes: boolean, bytes: number, status: number, code?: string])[] = [
		[false, 500 * 1024, 401, 'wrong_signature'],
		// Only a list can be so large, so Segment keeps it until a setting is changed.
		[false, 513 * 1024, 503, 'segment_batches_off'],
		[true, 4 * MB, 401, 'wrong_signature'],
		[true, 5 * MB + 1, 413, 'body_too_large'],
	];
	for (const [takesLists, bytes, status, code] of lengths) {
		it(`answers ${bytes} bytes of an unknown sender with ${status} if it takes ${takesLists ? '' : 'no '}lists`, async () => {
			const { app, events } = await aSegmentServer(takesLists);
			const forged = `["${'x'.repeat(bytes - 4)}"]`;

			const announced = await app.inject(aSegmentPost(forged, signature));
			const chunked = await app.inject({ ...aSegmentPost('', signature), payload: inPieces(forged) });

			for (const answer of [announced, chunked])
				expect([answer.statusCode, answer.json().error.code]).to.deep.equal([status, code]);
			expect(events).to.deep.equal([]);
		});
	}

	it('takes a list as large as Segment makes them', async () => {
		const { app, events } = await aSegmentServer(true);
		const large = Array.from({ length: 125 }, (_, n) => ({ ...event, messageId: `m${n}`, x: 'x'.repeat(32_000) }));

		const { statusCode } = await app.inject(segmentBatch(large));

		expect([statusCode, events.length]).to.deep.equal([200, 125]);
	});

	it('refuses a forged list with 401 before it says anything about lists', async () => {
		const { app } = await aSegmentServer();

		expect((await app.inject(aSegmentPost(`[${changed},${text}]`, signature))).statusCode).to.equal(401);
	});

	describe('with a signature that came before', () => {
		const order = { ...event, messageId: 'm0' };
		const single = segmentSingle(event);
		const list = segmentBatch([event, order]);
		const forged = (...others: readonly unknown[]) => aSegmentPost(JSON.stringify([event, ...others]), signature);
		/** The answers to two requests, and the ids that were taken from both. */
		async function sendBoth(one: InjectOptions, other: InjectOptions) {
			const { app, events } = await aSegmentServer(true);
			const answers = [await app.inject(one), await app.inject(other)];
			return { ids: idsOf(events), statuses: answers.map(({ statusCode }) => statusCode), last: answers[1] };
		}

		it('takes the same body again, as Segment sends it after an answer that it did not see', async () => {
			expect((await sendBoth(single, single)).statuses).to.deep.equal([200, 200]);
			expect((await sendBoth(list, list)).statuses).to.deep.equal([200, 200]);
		});

		it('refuses events that somebody put behind a single event', async () => {
			const { statuses, ids, last } = await sendBoth(single, forged(order));

			expect([statuses, ids]).to.deep.equal([[200, 401], ['m1']]);
			expect(last?.json().error.message).to.include('came before with another body');
		});

		it('refuses a list of which the unsigned rest was changed', async () => {
			const { statuses, ids } = await sendBoth(list, forged({ ...order, messageId: 'forged' }));

			expect([statuses, ids]).to.deep.equal([
				[200, 401],
				['m1', 'm0'],
			]);
		});

		it('refuses a body that was only laid out anew', async () => {
			const pretty = aSegmentPost(JSON.stringify(event, null, 2), signature);

			expect((await sendBoth(single, pretty)).statuses).to.deep.equal([200, 401]);
		});

		it('takes another body if the first was not taken, since Segment may put events together anew', async () => {
			let fails = true;
			const accept: Accept = async (events) => {
				if (fails) throw Object.assign(new Error('full'), { code: 'SQLITE_FULL' });
				return { accepted: events.length, refused: [], refusedCount: 0 };
			};
			const { app } = await aSegmentServer(true, { accept });
			const first = await app.inject(single);
			fails = false;

			const second = await app.inject(list);

			expect([first.statusCode, second.statusCode]).to.deep.equal([503, 200]);
		});

		it('answers 503 if it cannot be remembered', async () => {
			const full = Object.assign(new Error('full'), { code: 'SQLITE_FULL' });
			const signatures = { ...memorySignatures(), remember: () => Promise.reject(full) };
			const { app } = await aSegmentServer(false, { signatures });

			expect((await app.inject(single)).statusCode).to.equal(503);
		});
	});

	describe('with a list', () => {
		const DAY = 24 * 60 * 60 * 1000;
		const minute = 60_000;
		const times: [name: string, first: object, status: number][] = [
			['received 6 days ago', { ...event, receivedAt: new Date(NOW - 6 * DAY).toISOString() }, 200],
			['received more than 7 days ago', { ...event, receivedAt: new Date(NOW - 7 * DAY - 1).toISOString() }, 401],
			['received 9 minutes from now', { ...event, receivedAt: NOW + 9 * minute }, 200],
			['received 11 minutes from now', { ...event, receivedAt: NOW + 11 * minute }, 401],
			['that happened 9 days ago and was received today', { ...event, timestamp: NOW - 9 * DAY }, 200],
			['without receivedAt, of now', { messageId: 'm1', timestamp: NOW }, 200],
			['without receivedAt, old', { messageId: 'm1', timestamp: NOW - 8 * DAY }, 401],
			['without a time', { messageId: 'm1' }, 401],
			['with a time that cannot be read', { ...event, receivedAt: 'yesterday' }, 401],
		];
		for (const [name, first, status] of times) {
			it(`answers ${status} if its signed event is one ${name}: older signatures are forgotten`, async () => {
				const { app } = await aSegmentServer(true);

				expect((await app.inject(segmentBatch([first, event]))).statusCode).to.equal(status);
			});
		}

		it('refuses it if signatures as old as its own are forgotten because there were too many', async () => {
			const signatures = { ...memorySignatures(), completeSinceMs: async () => NOW - DAY };
			const { app } = await aSegmentServer(true, { signatures });
			const old = { ...event, receivedAt: NOW - 2 * DAY };

			const answers = [await app.inject(segmentBatch([old, event])), await app.inject(segmentSingle(old))];

			expect(answers.map(({ statusCode }) => statusCode)).to.deep.equal([401, 200]);
			expect(answers[0]?.json().error.message).to.include('this one is older').and.include('one by one');
		});
	});

	it('obeys a deletion that is signed by itself', async () => {
		const { app, events } = await aSegmentServer();
		const deletion = { type: 'delete', userId: 'u1', messageId: 'd1' };

		const answer = await app.inject(segmentSingle(deletion));

		expect([answer.statusCode, events]).to.deep.equal([200, [deletion]]);
	});

	it('does not obey the same deletion again, so that nobody can repeat a recorded one, and answers 200', async () => {
		const { app, events } = await aSegmentServer();
		const request = segmentSingle({ type: 'delete', userId: 'u1', messageId: 'd1' });
		const first = await app.inject(request);

		const second = await app.inject(request);

		expect([second.statusCode, second.json()]).to.deep.equal([200, first.json()]);
		expect(events).to.have.length(1);
	});

	it('obeys the same deletion again if the first attempt failed', async () => {
		let attempts = 0;
		const accept: Accept = async () => {
			attempts += 1;
			if (attempts === 1) throw Object.assign(new Error('full'), { code: 'SQLITE_FULL' });
			return { accepted: 1, refused: [], refusedCount: 0 };
		};
		const { app } = await aSegmentServer(false, { accept });
		const request = segmentSingle({ type: 'delete', userId: 'u1', messageId: 'd1' });

		const answers = [await app.inject(request), await app.inject(request)];

		expect([answers.map(({ statusCode }) => statusCode), attempts]).to.deep.equal([[503, 200], 2]);
	});

	it('refuses deletions in a list, signed or not, keeps the rest, and names each by its place', async () => {
		const accept: Accept = async ({ length }) => ({
			accepted: length - 1,
			refused: [{ index: 1, reason: 'malformed', detail: 'type: required.' }],
			refusedCount: 1,
		});
		const { app } = await aSegmentServer(true, { accept });
		const deletion = { type: 'delete', userId: 'victim', receivedAt: event.receivedAt };

		const answer = await app.inject(segmentBatch([deletion, event, deletion, {}]));

		const { accepted, refused, refusedCount } = answer.json();
		expect([answer.statusCode, accepted, refusedCount]).to.deep.equal([200, 1, 3]);
		expect(refused.map(({ index, reason }: Fields) => [index, reason])).to.deep.equal([
			[0, 'invalid'],
			[2, 'invalid'],
			[3, 'malformed'],
		]);
		expect(refused[0].detail).to.include('`delete` is obeyed only in a request of its own');
	});

	it('does not accept the secret of another webhook', async () => {
		const { app } = await aServer({ webhookSecrets: { segment: SEGMENT_SECRET, rudderstack: 'other' } });

		const answer = await app.inject(aSegmentPost(text, segmentSignature([{ data: event }], 'other')));

		expect(answer.statusCode).to.equal(401);
	});
});
