import { expect } from 'chai';
import type { AnalyticsEvent } from 'openai-ads-destination';
import { createGatewaySender } from '../../src/send/gateway-sender.js';
import { ManualClock } from '../manual-clock.js';

describe('createGatewaySender', () => {
	const NOW_MS = 1_800_000_000_000;
	const events = (count: number): AnalyticsEvent[] =>
		Array.from({ length: count }, (_, index) => ({ type: 'track', messageId: `m${index}` }));
	const kept = (batch: unknown[], more: object = {}) =>
		Response.json({ success: true, accepted: batch.length, refused: [], refusedCount: 0, ...more });
	type Batch = { messageId: string }[];

	function aSender(answer: (batch: Batch, requests: number) => Response) {
		const clock = new ManualClock(NOW_MS);
		const stop = new AbortController();
		const bodies: Batch[] = [];
		const skipped: [string, number][] = [];
		const headers: unknown[] = [];
		const urls: string[] = [];
		const send = createGatewaySender(
			{ url: 'http://gateway:8787/', writeKey: 'secret' },
			{
				fetch: async (url, init) => {
					urls.push(url);
					headers.push(init.headers ?? {});
					const { batch } = JSON.parse(String(init.body)) as { batch: Batch };
					bodies.push(batch);
					return answer(batch, bodies.length);
				},
				nowMs: clock.nowMs,
				sleep: clock.sleep,
				random: () => 1,
				signal: stop.signal,
				onSkipped: (reason, count) => skipped.push([reason, count]),
			},
		);
		return { send, clock, stop, bodies, skipped, headers, urls };
	}

	it('posts a hundred events at a time, in order, with the key as the user', async () => {
		const { send, bodies, headers, urls } = aSender((batch) => kept(batch));

		const results = await send(events(250));

		expect(bodies.map((batch) => batch.length)).to.deep.equal([100, 100, 50]);
		expect(results.map(({ messageId }) => messageId)).to.deep.equal(events(250).map(({ messageId }) => messageId));
		expect(new Set(results.map(({ outcome }) => outcome))).to.deep.equal(new Set(['accepted']));
		expect(urls[0]).to.equal('http://gateway:8787/v1/batch');
		expect(headers[0]).to.include({ authorization: `Basic ${Buffer.from('secret:').toString('base64')}` });
	});

	it('gives each refused event its own result, and counts what the gateway skipped', async () => {
		const { send, skipped } = aSender((batch) =>
			kept(batch, {
				refused: [
					{ index: 1, reason: 'expired', detail: '9 days old.' },
					{ index: 2, reason: 'new_reason', detail: 'odd.' },
				],
				refusedCount: 2,
				skipped: { bot: 1 },
			}),
		);

		const results = await send(events(4));

		expect(results.map(({ outcome, reason, detail }) => [outcome, reason, detail])).to.deep.equal([
			['accepted', undefined, undefined],
			['discarded', 'expired', '9 days old.'],
			['discarded', 'invalid', 'new_reason: odd.'],
			['accepted', undefined, undefined],
		]);
		expect(skipped).to.deep.equal([['bot', 1]]);
	});

	it('halves a batch whose refusals are not all listed, until each refused event is known', async () => {
		const { send } = aSender((batch) => {
			const refused = batch.flatMap(({ messageId }, index) =>
				['m1', 'm2', 'm5'].includes(messageId) ? [{ index, reason: 'invalid', detail: '' }] : [],
			);
			return kept(batch, { refused: refused.slice(0, 1), refusedCount: refused.length });
		});

		const results = await send(events(8));

		const discarded = results.filter(({ outcome }) => outcome === 'discarded').map(({ messageId }) => messageId);
		expect(discarded).to.deep.equal(['m1', 'm2', 'm5']);
	});

	it('waits as long as a full gateway says, however often, and posts the same events again', async () => {
		const { send, clock, bodies } = aSender((batch, requests) =>
			requests <= 40 ? new Response('{}', { status: 429, headers: { 'retry-after': '10' } }) : kept(batch),
		);

		const sending = send(events(2));
		await clock.advance(399_999);
		const before = bodies.length;
		await clock.advance(1);

		expect([before, (await sending).map(({ outcome }) => outcome)]).to.deep.equal([40, ['accepted', 'accepted']]);
		expect(bodies.at(-1)).to.deep.equal(bodies[0]);
	});

	it('gives up after some minutes without an answer: the events can be sent again', async () => {
		const { send, clock, bodies } = aSender(() => {
			throw new TypeError('fetch failed');
		});

		const sending = send(events(1));
		await clock.advance(10 * 60_000);

		const [result] = await sending;
		expect(result).to.include({ outcome: 'failed', reason: 'retries_exhausted', attempts: bodies.length });
		expect(bodies.length).to.equal(17);
	});

	for (const status of [401, 404, 302]) {
		it(`takes ${status} for a wrong key or address, at once`, async () => {
			const { send, bodies } = aSender(() => new Response('{}', { status }));

			const [result] = await send(events(1));

			expect([result?.reason, bodies.length]).to.deep.equal(['unauthorized', 1]);
			expect(result?.detail).to.include(String(status)).and.not.include('secret');
		});
	}

	it('takes a page that is not the answer of a gateway for a wrong address', async () => {
		const { send } = aSender(() => new Response('<html>welcome</html>'));

		expect((await send(events(1)))[0]).to.include({ outcome: 'failed', reason: 'unauthorized' });
	});

	it('finds the one event that is too large, and posts the others', async () => {
		const { send } = aSender((batch) =>
			batch.some(({ messageId }) => messageId === 'm3')
				? Response.json({ success: false, error: { code: 'too_large', message: 'At most 512 kB.' } }, { status: 413 })
				: kept(batch),
		);

		const results = await send(events(8));

		expect(results.map(({ outcome }) => outcome).indexOf('discarded')).to.equal(3);
		expect(results.filter(({ outcome }) => outcome === 'accepted')).to.have.length(7);
		expect(results[3]?.detail).to.equal('At most 512 kB.');
	});

	it('ends a wait when it is stopped, and says that the events were not taken', async () => {
		const { send, clock, stop } = aSender(
			() => new Response('{}', { status: 429, headers: { 'retry-after': '3600' } }),
		);

		const sending = send(events(2));
		await clock.advance(1000);
		stop.abort();

		expect((await sending).map(({ reason }) => reason)).to.deep.equal(['closed', 'closed']);
	});

	it('keeps the times of stored events, and does not let the gateway guess the address of their people', async () => {
		const { send, bodies } = aSender((batch) => kept(batch));
		const stored = { type: 'track', sentAt: '2026-11-20T10:00:01Z', channel: 'web' };

		await send([
			{ ...stored, messageId: 'a', context: { ip: '81.2.69.160' } },
			{ ...stored, messageId: 'b', receivedAt: '2026-11-20T10:00:02Z', request_ip: '81.2.69.161' } as AnalyticsEvent,
			{ ...stored, messageId: 'c' },
		]);

		const [posted = []] = bodies;
		expect(posted.map((event) => Reflect.get(event, 'receivedAt'))).to.deep.equal([
			'2026-11-20T10:00:01Z',
			'2026-11-20T10:00:02Z',
			'2026-11-20T10:00:01Z',
		]);
		expect(posted.map((event) => [Reflect.get(event, 'channel'), Reflect.get(event, 'context')])).to.deep.equal([
			['web', { ip: '81.2.69.160' }],
			[undefined, { ip: '81.2.69.161' }],
			[undefined, undefined],
		]);
	});
});
