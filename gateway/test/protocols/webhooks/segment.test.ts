import { createHmac } from 'node:crypto';
import { expect } from 'chai';
import type { InjectOptions } from 'fastify';
import { aServer } from '../../http/a-server.js';
import { aSegmentPost, SEGMENT_SECRET, segmentBatch, segmentSignature, segmentSingle } from './a-webhook.js';

describe('POST /webhook/segment', () => {
	const event = { type: 'track', event: 'Order Completed', messageId: 'm1' };
	const aSegmentServer = () => aServer({ webhookSecrets: { segment: SEGMENT_SECRET } });
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

	it('takes a batch of which Segment has signed only the first event', async () => {
		const { app, events } = await aSegmentServer();
		const batch = ['m1', 'm2', 'm3'].map((messageId) => ({ ...event, messageId }));

		const answer = await app.inject(segmentBatch(batch));

		expect([answer.statusCode, idsOf(events)]).to.deep.equal([200, ['m1', 'm2', 'm3']]);
	});

	it('takes a batch that is signed as a whole, in case Segment ever does that', async () => {
		const { app, events } = await aSegmentServer();
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

	const firstEvents: Record<string, unknown> = {
		'umlauts, emoji and a lone surrogate': { ...event, properties: { city: 'Zürich 東京 🛒 \ud800', nul: '\0\u2028' } },
		'numbers that have several spellings': { n: [1e21, 1e-7, -0, 0.1 + 0.2, 2 ** 53, 1.0, 123456789012345680000] },
		'keys that JavaScript puts in order': JSON.parse('{"b":1,"2":1,"a":1,"1":1,"__proto__":{"x":1}}'),
		'a date': { ...event, timestamp: new Date(0) },
		'nothing but a text': 'properties.total',
		null: null,
	};
	for (const [name, first] of Object.entries(firstEvents)) {
		it(`finds the signature of a first event with ${name}`, async () => {
			const { app, events } = await aSegmentServer();

			const answer = await app.inject(segmentBatch([first, event]));

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

	it('takes events that somebody appended to a signed one: Segment does not sign them', async () => {
		const { app, events } = await aSegmentServer();

		await app.inject(aSegmentPost(`[${text},${changed}]`, signature));

		expect(idsOf(events)).to.deep.equal(['m1', 'm2']);
	});

	it('does not accept the secret of another webhook', async () => {
		const { app } = await aServer({ webhookSecrets: { segment: SEGMENT_SECRET, rudderstack: 'other' } });

		const answer = await app.inject(aSegmentPost(text, segmentSignature([{ data: event }], 'other')));

		expect(answer.statusCode).to.equal(401);
	});
});
