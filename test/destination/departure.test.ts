import { expect } from 'chai';
import { createMemoryProfiles } from '../../src/destination/profile/memory-profiles.js';
import type { Profiles } from '../../src/destination/profile/profile.js';
import { digestOf, NOW_MS, ONE_MINUTE_AGO, PAGE_URL } from '../builders.js';
import { aDestination, idsOf } from './a-destination.js';

const context = { page: { url: PAGE_URL } };
const order = (messageId: string, fields: object = {}) => ({
	type: 'track',
	event: 'Order Completed',
	messageId,
	timestamp: ONE_MINUTE_AGO,
	userId: 'u1',
	anonymousId: 'a1',
	context,
	...fields,
});
const identify = { type: 'identify', userId: 'u1', anonymousId: 'a1', traits: { email: 'jane@example.com' } };
const deletion = { type: 'delete', userId: 'u1' };
const CONSENT = { consent: { requireCategories: ['marketing'] } };
const consented = (marketing: boolean) => ({
	context: { ...context, consent: { categoryPreferences: { marketing } } },
});
const endOf = ({ outcome, reason }: { outcome: string; reason?: string }) => `${outcome}: ${reason}`;
const SLOW = { flushAt: 100, flushInterval: 60_000 };

describe('createDestination, when an event leaves', () => {
	it('gives an order the e-mail of the identify call that came after it', async () => {
		const { destination, requests } = aDestination(SLOW);
		const sent = destination.track(order('m1'));
		await destination.identify(identify);

		await destination.flush();

		expect(requests[0]?.events[0]?.['user']).to.deep.include({ emails_sha256: [digestOf('jane@example.com')] });
		expect(await sent).to.include({ outcome: 'accepted', attribution: 'matchable' });
	});

	it('gives it to an order in the same call too', async () => {
		const { destination, requests } = aDestination(SLOW);

		await destination.sendBatch([order('m1'), identify]);

		expect(requests[0]?.events[0]?.['user']).to.have.property('emails_sha256');
	});

	it('reads the profiles of a whole batch in one call', async () => {
		const inner = createMemoryProfiles({ nowMs: () => NOW_MS });
		const reads: number[] = [];
		const get = (keys: readonly string[]) => {
			reads.push(keys.length);
			return inner.get(keys);
		};
		const profiles = { ...inner, get };
		const { destination } = aDestination(SLOW, undefined, { profiles });

		await destination.sendBatch([order('m1'), order('m2', { userId: 'u2' }), order('m3')]);

		expect(reads).to.deep.equal([3, 3]);
	});

	for (const [claim, get] of [
		['rejects', () => Promise.reject(new Error('gone'))],
		[
			'throws',
			() => {
				throw new Error('gone');
			},
		],
		['answers with rubbish', async () => [{ email: null, oppref: 7, browser: 'x' }] as never],
	] as const) {
		it(`sends the event without its profile if the store ${claim}`, async () => {
			const store: Profiles = { get, merge: async () => {}, forget: async () => {} };
			const { destination, requests } = aDestination({}, undefined, { profiles: store });

			const result = await destination.track(order('m1'));

			expect([result.outcome, requests.length]).to.deep.equal(['accepted', 1]);
		});
	}

	it('ends in time if the store hangs when the event leaves', async () => {
		let calls = 0;
		const get = (keys: readonly string[]) =>
			calls++ === 0 ? Promise.resolve(keys.map(() => undefined)) : new Promise<never>(() => {});
		const store: Profiles = { get, merge: async () => {}, forget: async () => {} };
		const { destination, requests } = aDestination({}, undefined, { profiles: store });
		const sent = destination.track(order('m1'));
		await new Promise((resolve) => setImmediate(resolve));

		await destination.close({ timeoutMs: 0 });

		expect([endOf(await sent), requests.length]).to.deep.equal(['failed: closed', 0]);
	});

	it('drops what waits of a person who denies consent, and nothing of others', async () => {
		const { destination, requests } = aDestination({ ...SLOW, ...CONSENT });
		const waiting = destination.track(order('m1', consented(true)));
		const other = destination.track(order('m2', { ...consented(true), userId: 'u2', anonymousId: 'a2' }));
		const denial = await destination.page({ ...order('m3', consented(false)), type: 'page' });

		await destination.flush();

		expect([denial, await waiting].map(endOf)).to.deep.equal(['skipped: consent_denied', 'skipped: consent_denied']);
		expect(await waiting).to.include({ messageId: 'm1', id: 'm1', type: 'order_created', attempts: 0 });
		expect((await other).outcome).to.equal('accepted');
		expect(idsOf(requests)).to.deep.equal(['m2']);
	});

	it('drops what waits of a person who is deleted, under either id', async () => {
		const { destination, requests } = aDestination(SLOW);
		const waiting = [destination.track(order('m1', { anonymousId: undefined })), destination.track(order('m2'))];
		await destination.send(deletion);

		await destination.flush();

		expect((await Promise.all(waiting)).map(endOf)).to.deep.equal(Array(2).fill('skipped: consent_denied'));
		expect(requests).to.deep.equal([]);
	});

	it('drops an order before a denial in the same call, and sends one after it', async () => {
		const { destination, requests } = aDestination({ ...CONSENT, flushAt: 1 });
		const granted = consented(true);

		const results = await destination.sendBatch([
			order('m1', granted),
			order('m2', consented(false)),
			order('m3', granted),
		]);

		expect(results.map(endOf)).to.deep.equal([
			'skipped: consent_denied',
			'skipped: consent_denied',
			'accepted: undefined',
		]);
		expect(idsOf(requests)).to.deep.equal(['m3']);
	});

	it('does not send an order whose person denies consent while its profile is looked up', async () => {
		const inner = createMemoryProfiles({ nowMs: () => NOW_MS });
		let answer = () => {};
		let calls = 0;
		const get = async (keys: readonly string[]) => {
			if (calls++ === 1) await new Promise<void>((resolve) => (answer = resolve));
			return inner.get(keys);
		};
		const { destination, requests } = aDestination({}, undefined, { profiles: { ...inner, get } });
		const sent = destination.track(order('m1'));
		await new Promise((resolve) => setImmediate(resolve));
		await destination.send(deletion);

		answer();

		expect([endOf(await sent), requests.length]).to.deep.equal(['skipped: consent_denied', 0]);
	});

	it('keeps room for others after it has dropped events', async () => {
		const { destination } = aDestination({ ...SLOW, maxQueued: 2 });
		const waiting = [destination.track(order('m1')), destination.track(order('m2'))];
		await new Promise((resolve) => setImmediate(resolve));
		await destination.send(deletion);
		await Promise.all(waiting);

		const next = destination.track(order('m3', { userId: 'u2', anonymousId: 'a2' }));
		await destination.flush();

		expect((await next).outcome).to.equal('accepted');
	});
});
