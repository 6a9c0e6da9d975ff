/** What every engine of the queue promises. One suite for all of them. */

import { hash } from 'node:crypto';
import { expect } from 'chai';
import type { BatchItem, PersonKeys, Tier } from 'openai-ads-destination/pipeline';
import { type AlertStore, ENDED_KEPT_MS, MAX_ALERT_LENGTH, MAX_LISTED_ALERTS } from '../../src/queue/alert-store.js';
import { type Counts, HOUR_MS, MAX_ROWS, MAX_WHAT, OTHER } from '../../src/queue/counts.js';
import type { Ownership, PixelQueue, QueuedEvent, TakeOptions } from '../../src/queue/queue.js';
import { OwnershipLost, QueueFull } from '../../src/queue/queue-errors.js';
import { aBatchItem, batchItems, NOW } from '../a-batch-item.js';

const DAY_MS = 24 * 3600_000;

/** An engine, and what a test does to it. */
export interface QueueHarness {
	/** The queue of a pixel; after `reopen` or `crash` it must be asked for again. */
	pixel(pixelId?: string): PixelQueue;
	/** What the engine takes for the time. */
	readonly clock: { nowMs: number };
	/** Stops in an orderly way and starts again. */
	reopen(): Promise<void>;
	/** Ends without notice, as by a kill -9, and starts again. */
	crash(): Promise<void>;
	/** The same queue, as another process sees it; absent if the engine belongs to one. */
	readonly second?: (pixelId?: string) => PixelQueue;
	/** The counts of the store that the queues are in; absent if the engine has none. */
	readonly counts?: () => Counts;
	/** The same for alerts. */
	readonly alerts?: () => AlertStore;
	/** From now on there is no room for any event. */
	fill(): Promise<void>;
	close(): Promise<void>;
}

/**
 * Runs the suite over an engine.
 *
 * @param open a fresh, empty one each time
 * @param hasSeveralOwners it can belong to several processes: the harness has a `second`
 */
export function describeQueue(name: string, open: () => Promise<QueueHarness>, hasSeveralOwners = false): void {
	describe(`the queue of ${name}`, () => {
		let harness: QueueHarness;
		let own: Ownership;

		beforeEach(async () => {
			harness = await open();
			await ownIt();
		});
		afterEach(() => harness.close());

		async function ownIt(): Promise<void> {
			own = (await queue().own()) as Ownership; // Nobody else does.
		}
		const queue = (pixelId?: string) => harness.pixel(pixelId);
		const add = async (items: readonly BatchItem[]) => (await queue().append(items)).added;
		async function take(options: Partial<TakeOptions> = {}): Promise<readonly QueuedEvent[]> {
			const all = { nowMs: harness.clock.nowMs, maxEvents: 1000, maxBytes: 1e7, minEvents: 1, lingerMs: 0 };
			return (await queue().take(own, { ...all, ...options })).events;
		}
		const idsOf = (events: readonly QueuedEvent[]) => events.map(({ item }) => item.id);
		const keysOf = (events: readonly QueuedEvent[]) => events.map(({ key }) => key);
		const nothing = { delivered: [], retries: [], deadLetters: [] };
		const deliver = (events: readonly QueuedEvent[]) => queue().settle(own, { ...nothing, delivered: keysOf(events) });
		const retry = (events: readonly QueuedEvent[], dueMs?: number) =>
			queue().settle(own, { ...nothing, retries: keysOf(events).map((key) => ({ key, dueMs, batchLimit: 1000 })) });
		const bury = (events: readonly QueuedEvent[], reason = 'rejected') =>
			queue().settle(own, { ...nothing, deadLetters: keysOf(events).map((key) => ({ key, reason, detail: 'why' })) });
		const pageView = (id: string) => aBatchItem({ id, type: 'page_viewed' });
		const lettersOf = () => queue().deadLetters.list({}, { limit: 100 });

		describe('counts', () => {
			const hour = () => Math.floor(harness.clock.nowMs / HOUR_MS);
			const counts = () => harness.counts?.() as Counts; // Skipped without.
			const read = (from = hour(), to = hour() + 1) => counts().read(from, to);
			beforeEach(function skipWithoutCounts() {
				if (harness.counts === undefined) this.skip();
			});

			it('add up by pixel and hour, and outlive a crash', async () => {
				await counts().add('px1', [{ what: 'a', n: 2 }]);
				await counts().add('px1', [{ what: 'a', n: 3 }]);
				await counts().add('px2', [{ what: 'a', n: 1 }]);
				await harness.crash();

				expect(await read()).to.have.deep.members([
					{ hour: hour(), pixelId: 'px1', what: 'a', n: 5 },
					{ hour: hour(), pixelId: 'px2', what: 'a', n: 1 },
				]);
				expect(await read(hour() + 1, hour() + 2)).to.deep.equal([]);
			});

			it('share the fate of the settlement that they come with', async () => {
				await add([aBatchItem()]);
				const [event] = await take();

				await queue().settle(own, {
					...nothing,
					delivered: keysOf(event ? [event] : []),
					counts: [{ what: 'a', n: 1 }],
				});

				expect(await read()).to.deep.equal([{ hour: hour(), pixelId: 'px1', what: 'a', n: 1 }]);
			});

			it('are bounded: of an hour with too many, and of a text that is too long', async () => {
				const many = Array.from({ length: MAX_ROWS + 10 }, (_, index) => ({ what: `w${index}`, n: 1 }));

				await counts().add('px1', many);
				await counts().add('px2', [{ what: 'x'.repeat(MAX_WHAT + 1), n: 4 }]);

				const rows = await read();
				expect(rows).to.have.lengthOf(MAX_ROWS + 2);
				expect(rows.filter(({ what }) => what === OTHER).map(({ n }) => n)).to.have.members([10, 4]);
			});
		});

		describe('alerts', () => {
			const alerts = () => harness.alerts?.() as AlertStore; // Skipped without.
			const idsKept = async () => (await alerts().list()).map(({ id }) => id);
			beforeEach(function () {
				if (harness.alerts === undefined) this.skip();
			});

			it('are known after a restart, as they were written last', async () => {
				await alerts().keep([
					{ id: 'a', alert: '{"n":1}' },
					{ id: 'b', alert: '{"n":1}' },
				]);
				await alerts().keep([{ id: 'a', alert: '{"n":2}' }]);
				await harness.reopen();
				await alerts().keep([{ id: 'b', alert: '{"n":3}', endedMs: harness.clock.nowMs }]);
				await harness.crash();

				expect(await alerts().list()).to.deep.equal([
					{ id: 'a', alert: '{"n":2}' },
					{ id: 'b', alert: '{"n":3}', endedMs: harness.clock.nowMs },
				]);
			});

			it('are listed with those first that last, then by their end, newest first, and for 30 days', async () => {
				const start = harness.clock.nowMs;
				await alerts().keep([
					{ id: 'old', alert: '{}', endedMs: start },
					{ id: 'new', alert: '{}', endedMs: start + 1 },
					{ id: 'lasting', alert: '{}' },
				]);

				expect(await idsKept()).to.deep.equal(['lasting', 'new', 'old']);

				harness.clock.nowMs = start + ENDED_KEPT_MS + 1;
				expect(await idsKept()).to.deep.equal(['lasting', 'new']);
			});

			it('are bounded in number and length, and of a call all are kept or none', async () => {
				const { nowMs } = harness.clock;
				const many = Array.from({ length: MAX_LISTED_ALERTS + 5 }, (_, n) => ({
					id: String(n).padStart(5, '0'),
					alert: '{}',
					endedMs: nowMs - n,
				}));
				await alerts().keep(many);

				const tooLong = await alerts()
					.keep([
						{ id: 'good', alert: '{}' },
						{ id: 'long', alert: 'x'.repeat(MAX_ALERT_LENGTH + 1) },
					])
					.catch((error: unknown) => error);

				const kept = await idsKept();
				expect(tooLong).to.have.property('name', 'RangeError');
				expect([kept.length, kept[0]]).to.deep.equal([MAX_LISTED_ALERTS, '00000']);
			});
		});

		describe('append', () => {
			it('says which events were known', async () => {
				await add([aBatchItem({ id: 'a' })]);

				const appended = await queue().append([aBatchItem({ id: 'b' }), aBatchItem({ id: 'a' })]);

				expect(appended).to.deep.equal({ added: 1, cancelled: [], known: [1] });
			});

			it('keeps events until they are settled, byte for byte', async () => {
				const items = [
					aBatchItem({ id: 'a\u0000b' }),
					aBatchItem({ id: 'b', type: 'custom', customEventName: 'quiz' }),
				];
				await add(items);
				await harness.crash();
				await ownIt();

				expect((await take()).map(({ item }) => item)).to.deep.equal(items);
			});

			it('keeps an event once, whoever adds it at the same time', async () => {
				const counts = await Promise.all([1, 2, 3].map(() => add([aBatchItem(), aBatchItem()])));

				expect(counts.reduce((sum, count) => sum + count)).to.equal(1);
			});

			it('knows a delivered event, also after a restart', async () => {
				await add([aBatchItem()]);
				await deliver(await take());
				await harness.reopen();

				expect(await add([aBatchItem()])).to.equal(0);
			});

			it('tells another type, custom name, mode and pixel apart', async () => {
				const items = [
					aBatchItem(),
					aBatchItem({ type: 'lead_created' }),
					aBatchItem({ type: 'custom', customEventName: 'a' }),
					aBatchItem({ type: 'custom', customEventName: 'b' }),
					aBatchItem({ validateOnly: true }),
				];

				const other = await queue('px2').append(items);

				expect([await add(items), other.added]).to.deep.equal([5, 5]);
			});

			it('refuses all of a call when there is no room, and keeps what is there', async () => {
				await add(batchItems(2));
				await harness.fill();

				const outcome = await add([aBatchItem({ id: 'late' })]).catch((error: unknown) => error);

				expect(outcome).to.be.an.instanceOf(QueueFull);
				expect((outcome as QueueFull).retryAfterMs).to.be.greaterThan(0);
				expect(idsOf(await take())).to.deep.equal(['m1', 'm2']);
			});

			it('records deliveries and dead letters when there is no room for events', async () => {
				await add(batchItems(2));
				await harness.fill();
				const [one, other] = await take();

				await bury([one!]);
				await deliver([other!]);

				expect([queue().size(), (await lettersOf()).length]).to.deep.equal([0, 1]);
			});
		});

		describe('take', () => {
			it('hands out what expires first in front, then what came first', async () => {
				await add([aBatchItem({ id: 'young' }), aBatchItem({ id: 'young too' })]);
				await add([aBatchItem({ id: 'old', timestampMs: NOW - 6 * DAY_MS })]);

				expect(idsOf(await take())).to.deep.equal(['old', 'young', 'young too']);
			});

			it('hands out everything but page views first, however old those are', async () => {
				await add([aBatchItem({ id: 'page', type: 'page_viewed', timestampMs: NOW - 6 * DAY_MS }), ...batchItems(2)]);

				expect(idsOf(await take({ maxEvents: 2 }))).to.deep.equal(['m1', 'm2']);
				expect(idsOf(await take({ maxEvents: 2 }))).to.deep.equal(['page']);
			});

			it('fills a batch of conversions up with page views', async () => {
				await add([pageView('page'), aBatchItem()]);

				expect(idsOf(await take())).to.deep.equal(['m1', 'page']);
			});

			it('starts one batch in ten with page views', async () => {
				await add([...batchItems(30), ...Array.from({ length: 30 }, (_, index) => pageView(`p${index}`))]);
				const firsts: string[] = [];
				for (let batch = 0; batch < 20; batch++) firsts.push(idsOf(await take({ maxEvents: 1 }))[0] ?? '');

				expect(firsts.filter((id) => id.startsWith('p'))).to.deep.equal(['p0', 'p1']);
			});

			it('keeps the place of a retried event', async () => {
				await add([aBatchItem({ id: 'first', timestampMs: NOW - 2000 })]);
				await retry(await take());
				await add([aBatchItem({ id: 'later', timestampMs: NOW - 1000 })]);

				const events = await take();

				expect(idsOf(events)).to.deep.equal(['first', 'later']);
				expect(events.map(({ attempts }) => attempts)).to.deep.equal([1, 0]);
			});

			it('never hands an event to two takers', async () => {
				await add(batchItems(100));

				const batches = await Promise.all([1, 2, 3, 4].map(() => take({ maxEvents: 30 })));

				const ids = batches.flatMap(idsOf);
				expect([ids.length, new Set(ids).size]).to.deep.equal([100, 100]);
			});

			it('lets nothing that is not due stand before what is', async () => {
				const suspects = batchItems(1000);
				await add(suspects);
				await retry(await take(), NOW + 3600_000);
				await add([aBatchItem({ id: 'ready' })]);

				expect(idsOf(await take())).to.deep.equal(['ready']);
			});

			it('hands out what was set apart once it is due, and says when that is', async () => {
				await add([aBatchItem()]);
				await retry(await take(), NOW + 5000);
				const options = { nowMs: NOW, maxEvents: 1, maxBytes: 1e6, minEvents: 1, lingerMs: 0 };

				const early = await queue().take(own, options);
				const late = await queue().take(own, { ...options, nowMs: NOW + 5000 });

				expect([early.events.length, early.nextMs, idsOf(late.events)]).to.deep.equal([0, NOW + 5000, ['m1']]);
			});

			it('hands out again after a crash what was not settled', async () => {
				await add(batchItems(2));
				await take();
				await harness.crash();
				await ownIt();

				expect(idsOf(await take())).to.deep.equal(['m1', 'm2']);
			});

			it('hands out nothing of another pixel', async () => {
				await queue('px2').append(batchItems(2));

				expect([idsOf(await take()), queue().size(), queue('px2').size()]).to.deep.equal([[], 0, 2]);
			});

			it('never mixes live and validate-only events', async () => {
				await add([aBatchItem(), aBatchItem({ id: 'test', validateOnly: true }), aBatchItem({ id: 'm2' })]);

				expect([idsOf(await take()), idsOf(await take())]).to.deep.equal([['m1', 'm2'], ['test']]);
			});

			it('leaves live events, of whatever batch limit, where that is wanted, and hands them out later', async () => {
				await add([aBatchItem({ id: 'single' })]);
				await queue().settle(own, {
					...nothing,
					retries: keysOf(await take()).map((key) => ({ key, batchLimit: 1 })),
				});
				await add([aBatchItem(), aBatchItem({ id: 'test', validateOnly: true })]);

				const left = [idsOf(await take({ leavesLive: true })), idsOf(await take({ leavesLive: true }))];

				expect(left).to.deep.equal([['test'], []]);
				expect([...idsOf(await take()), ...idsOf(await take())]).to.have.members(['m1', 'single']);
			});
		});

		describe('settle', () => {
			it('is harmless a second time', async () => {
				await add(batchItems(2));
				const events = await take({ maxEvents: 1 });
				await deliver(events);

				await deliver(events);

				expect(queue().size()).to.equal(1);
			});

			it('survives a crash right after it', async () => {
				await add(batchItems(3));
				const [one, other] = await take();
				await deliver([one!]);
				await bury([other!]);
				await harness.crash();
				await ownIt();

				expect([idsOf(await take()), (await lettersOf()).map(({ id }) => id)]).to.deep.equal([['m3'], ['m2']]);
			});

			it('takes an event again that became a dead letter', async () => {
				await add([aBatchItem()]);
				await bury(await take());

				expect(await add([aBatchItem()])).to.equal(1);
			});

			it('changes nothing for a key that is none', async () => {
				await add([aBatchItem()]);

				await queue().settle(own, { ...nothing, delivered: ['', '0', 'x', '1 OR 1=1', '99999999999999999999'] });

				expect(queue().size()).to.equal(1);
			});
		});

		describe('own', () => {
			it('is given to who is alone', async () => {
				expect(own.lost.aborted).to.equal(false);
				await queue().extend(own);
			});

			it('ends when the signal is aborted', async () => {
				expect(await queue().own(AbortSignal.abort())).to.equal(undefined);
			});

			if (hasSeveralOwners)
				it('refuses the settlement of a former owner', async () => {
					await add([aBatchItem()]);
					const events = await take();
					await harness.second?.().own();

					const outcome = await deliver(events).catch((error: unknown) => error);

					expect(outcome).to.be.an.instanceOf(OwnershipLost);
					expect(queue().size()).to.equal(1);
				});
		});

		describe('state', () => {
			it('is fresh at first', async () => {
				expect(await queue().state()).to.deep.equal({ isPaused: false });
			});

			it('keeps each part until it is changed, also after a crash, apart for each pixel', async () => {
				await queue().setState({ memory: { pace: { failures: 3 } } }, own);
				await queue().setState({ isPaused: true });
				await harness.crash();

				expect(await queue().state()).to.deep.equal({ isPaused: true, memory: { pace: { failures: 3 } } });
				expect(await queue('px2').state()).to.deep.equal({ isPaused: false });
			});
		});

		describe('state of a pause', () => {
			it('keeps since when, until it is taken back', async () => {
				await queue().setState({ isPaused: true, pausedSinceMs: NOW });
				await harness.crash();
				const paused = await queue().state();
				await queue().setState({ isPaused: false, pausedSinceMs: undefined });

				expect(paused).to.deep.equal({ isPaused: true, pausedSinceMs: NOW });
				expect((await queue().state()).pausedSinceMs).to.equal(undefined);
			});
		});

		describe('sweepExpired', () => {
			const old = aBatchItem({ id: 'old', timestampMs: NOW - 6 * DAY_MS });

			it('sets aside what can no longer be sent, and nothing else', async () => {
				await add([old, aBatchItem()]);
				const nowMs = NOW + DAY_MS - 60_000;

				const early = await queue().sweepExpired(nowMs - 1, 10);
				const late = await queue().sweepExpired(nowMs, 10);

				expect([early.expired, late.expired, queue().size()]).to.deep.equal([0, 1, 1]);
				expect((await lettersOf()).map(({ id, reason }) => [id, reason])).to.deep.equal([['old', 'expired']]);
			});

			it('reaches page views and what was set apart', async () => {
				await add([{ ...old, id: 'page', type: 'page_viewed' }, old]);
				await retry(await take(), NOW + 3600_000);

				expect((await queue().sweepExpired(NOW + DAY_MS, 10)).expired).to.equal(2);
			});

			it('leaves what is under way to its delivery', async () => {
				await add([old]);
				await take();

				expect((await queue().sweepExpired(NOW + DAY_MS, 10)).expired).to.equal(0);
			});

			it('goes in slices', async () => {
				await add(batchItems(5, { timestampMs: NOW - 6 * DAY_MS }));

				const sweeps = [await queue().sweepExpired(NOW + DAY_MS, 3), await queue().sweepExpired(NOW + DAY_MS, 3)];

				expect(sweeps).to.deep.equal([
					{ expired: 3, hasMore: true },
					{ expired: 2, hasMore: false },
				]);
			});

			it('counts beforehand what will expire', async () => {
				await add([old, aBatchItem(), { ...old, id: 'page', type: 'page_viewed' }]);

				expect(await queue().countExpiring(NOW + DAY_MS)).to.equal(2);
			});
		});

		describe('dead letters', () => {
			it('show what a person needs, newest first', async () => {
				const notes = [{ path: 'data.amount', message: 'left out.' }];
				const item = aBatchItem({ id: 'o1', messageId: 'msg', type: 'custom', customEventName: 'quiz', notes });
				await queue().append([item, aBatchItem({ id: 'o2' })], { from: 'shop' });
				const [one, other] = await take();
				await bury([one!], 'invalid');
				await bury([other!]);

				const [second, first] = await lettersOf();

				const { key: _, ...shown } = first!;
				expect(second?.id).to.equal('o2');
				expect(shown).to.deep.equal({
					pixelId: first?.pixelId,
					id: 'o1',
					messageId: 'msg',
					type: 'custom',
					name: 'quiz',
					reason: 'invalid',
					detail: 'why',
					notes,
					atMs: NOW,
					from: 'shop',
					tries: 0,
					isTooOld: false,
					isEventKept: true,
				});
			});

			it('are filtered by reason, type, time and key', async () => {
				await add([aBatchItem({ id: 'a' }), aBatchItem({ id: 'b', type: 'lead_created' })]);
				const [a, b] = await take();
				await bury([a!], 'invalid');
				harness.clock.nowMs += 1000;
				await bury([b!]);
				const { list, count } = queue().deadLetters;
				const [newest] = await list({}, { limit: 1 });

				const filters = [
					{ reason: 'invalid' },
					{ type: 'lead_created' },
					{ sinceMs: NOW + 1 },
					{ keys: [newest!.key] },
				];
				const found = await Promise.all(filters.map((filter) => list(filter, { limit: 10 })));

				expect(found.map((letters) => letters.map(({ id }) => id))).to.deep.equal([['a'], ['b'], ['b'], ['b']]);
				expect(await count({ reason: 'none' })).to.deep.equal({ letters: 0, tooOld: 0, notKept: 0 });
			});

			it('are listed page after page', async () => {
				await add(batchItems(5));
				for (const event of await take()) await bury([event]);
				const { list } = queue().deadLetters;

				const first = await list({}, { limit: 3 });
				const second = await list({}, { limit: 3, before: first.at(-1)!.key });

				expect([first, second].map((page) => page.map(({ id }) => id))).to.deep.equal([
					['m5', 'm4', 'm3'],
					['m2', 'm1'],
				]);
			});

			it('go back into the queue under their old ids, in their old place', async () => {
				await add(batchItems(2, { timestampMs: NOW - 1000 }));
				await bury(await take());
				await add([aBatchItem({ id: 'later' })]);

				const replay = await queue().deadLetters.replay({}, 10);

				expect(replay).to.deep.equal({ replayed: 2, tooOld: 0, notKept: 0, known: 0, hasMore: false });
				expect([idsOf(await take()), await lettersOf()]).to.deep.equal([['m1', 'm2', 'later'], []]);
			});

			it('that are too old stay, and are counted', async () => {
				await add([aBatchItem({ id: 'old', timestampMs: NOW - 6 * DAY_MS }), aBatchItem()]);
				await bury(await take());
				harness.clock.nowMs = NOW + DAY_MS;

				const replay = await queue().deadLetters.replay({}, 10);

				expect(replay).to.deep.include({ replayed: 1, tooOld: 1 });
				expect((await lettersOf()).map(({ id, isTooOld }) => [id, isTooOld])).to.deep.equal([['old', true]]);
				expect(await queue().deadLetters.count({})).to.deep.equal({ letters: 1, tooOld: 1, notKept: 0 });
			});

			it('that their sender has sent again meanwhile are not sent twice', async () => {
				await add([aBatchItem()]);
				await bury(await take());
				await add([aBatchItem()]);

				const replay = await queue().deadLetters.replay({}, 10);

				expect(replay).to.deep.include({ replayed: 0, known: 1 });
				expect([queue().size(), (await lettersOf()).length]).to.deep.equal([1, 0]);
			});

			it('go back at most as many as are wanted, oldest first', async () => {
				await add(batchItems(3));
				for (const event of await take()) await bury([event]);

				const replay = await queue().deadLetters.replay({}, 2);

				expect([replay.replayed, replay.hasMore, idsOf(await take())]).to.deep.equal([2, true, ['m1', 'm2']]);
			});

			it('are dropped as a filter says', async () => {
				await add(batchItems(3));
				const [one, ...others] = await take();
				await bury([one!], 'invalid');
				await bury(others);

				expect(await queue().deadLetters.drop({ reason: 'rejected' })).to.equal(2);
				expect((await lettersOf()).map(({ id }) => id)).to.deep.equal(['m1']);
			});

			it('hold what was refused at the door, which is not known then', async () => {
				await queue().keepRefused([aBatchItem()], { tier: 'browser' }, { reason: 'invalid', detail: 'why' });

				expect((await lettersOf()).map(({ id, from }) => [id, from])).to.deep.equal([['m1', 'browser']]);
				expect([queue().size(), await add([aBatchItem()])]).to.deep.equal([0, 1]);
			});

			describe('of which only the reason is kept', () => {
				const bare = { messageId: 'm7', name: 'Order Completed', reason: 'expired', detail: 'why', notes: [] };
				const ofType = { ...bare, id: 'o8', messageId: 'm8', type: 'order_created', reason: 'invalid' } as const;
				beforeEach(() => queue().deadLetters.keep([bare, ofType], { tier: 'browser', from: 'shop' }));

				it('are listed like the others, also after a crash', async () => {
					await harness.crash();

					const [second, first] = (await lettersOf()).map(({ key: _, pixelId: __, ...shown }) => shown);

					const same = { atMs: NOW, from: 'shop', tries: 0, isTooOld: false, isEventKept: false };
					expect(first).to.deep.equal({ ...bare, id: '', ...same });
					expect(second).to.deep.equal({ ...ofType, ...same });
				});

				it('are never sent again, and are counted apart', async () => {
					await add([aBatchItem({ id: 'whole' })]);
					await bury(await take());

					const count = await queue().deadLetters.count({});
					const replay = await queue().deadLetters.replay({}, 10);

					expect(count).to.deep.equal({ letters: 3, tooOld: 0, notKept: 2 });
					expect(replay).to.deep.equal({ replayed: 1, tooOld: 0, notKept: 2, known: 0, hasMore: false });
					expect([queue().size(), (await lettersOf()).length]).to.deep.equal([1, 2]);
				});

				it('are found by reason and type, and dropped', async () => {
					const { deadLetters } = queue();

					const found = await deadLetters.list({ reason: 'invalid', type: 'order_created' }, { limit: 10 });
					const dropped = await deadLetters.drop({ reason: 'expired' });

					expect([found.map(({ id }) => id), dropped]).to.deep.equal([['o8'], 1]);
					expect((await lettersOf()).map(({ messageId }) => messageId)).to.deep.equal(['m8']);
				});
			});
		});

		describe('forget', () => {
			const keyOf = (kind: 'u' | 'a', name: string) => `${kind}:${hash('sha256', name, 'hex')}`;
			const person = (name: string): PersonKeys => ({ user: keyOf('u', name), anonymous: keyOf('a', name) });

			it('drops what waits of a person and what was set aside, and says how much', async () => {
				await add([aBatchItem({ id: 'dead', person: person('jane') })]);
				await bury(await take());
				await add([
					aBatchItem({ id: 'jane', person: { user: undefined, anonymous: person('jane').anonymous } }),
					aBatchItem({ id: 'joe', person: person('joe') }),
					aBatchItem({ id: 'nobody' }),
				]);

				const forgotten = await queue().forget([person('jane')], 'server');

				expect(forgotten).to.deep.equal({ queued: 1, dead: 1 });
				expect([idsOf(await take()), (await lettersOf()).length]).to.deep.equal([['joe', 'nobody'], 0]);
			});

			it('lets nothing of a person under way be tried again', async () => {
				await add([aBatchItem({ person: person('jane') })]);
				const events = await take();
				await queue().forget([person('jane')], 'server');

				await retry(events);

				expect([queue().size(), idsOf(await take())]).to.deep.equal([0, []]);
			});
		});

		describe('holds', () => {
			const HOUR_MS = 3600_000;
			const hold = (hours: number, reference?: string) => ({
				untilMs: harness.clock.nowMs + hours * HOUR_MS,
				...(reference === undefined ? {} : { reference }),
			});
			const cancel = (reference: string, hours = 24, tier: Tier = 'server') =>
				queue().cancel([{ reference, untilMs: harness.clock.nowMs + hours * HOUR_MS }], tier);
			const pass = (hours: number) => {
				harness.clock.nowMs += hours * HOUR_MS;
			};

			it('keep an event back for as long as they say, over a crash and longer than any retry waits', async () => {
				await queue().append(batchItems(2), {}, [hold(100, 'r1'), undefined]);

				const now = await take();
				await deliver(now);
				await harness.crash();
				await ownIt();
				pass(99);
				const before = await take();
				pass(1);

				expect([idsOf(now), idsOf(before), idsOf(await take())]).to.deep.equal([['m2'], [], ['m1']]);
			});

			it('say when the first of them ends', async () => {
				await queue().append(batchItems(2), {}, [hold(3), hold(2)]);
				const options = { nowMs: harness.clock.nowMs, maxEvents: 10, maxBytes: 1e7, minEvents: 1, lingerMs: 0 };

				expect((await queue().take(own, options)).nextMs).to.equal(harness.clock.nowMs + 2 * HOUR_MS);
			});

			it('end with a cancellation: the events are dropped, and stay known', async () => {
				await queue().append(batchItems(2), {}, [hold(24, 'r1'), hold(24, 'r2')]);
				await harness.reopen();
				await ownIt();

				const dropped = await cancel('r1');
				await harness.crash();
				await ownIt();
				const again = await add([aBatchItem({ id: 'm1' })]);
				pass(24);

				expect([dropped, again, idsOf(await take())]).to.deep.equal([1, 0, ['m2']]);
			});

			it('are not needed for an event that was cancelled before it came: it is known, and not sent', async () => {
				await cancel('r1', 24);
				await harness.crash();
				await ownIt();

				const appended = await queue().append(batchItems(2), {}, [hold(24, 'r1'), hold(24, 'r2')]);

				expect(appended).to.deep.equal({ added: 1, cancelled: [0] });
				expect([queue().size(), await add([aBatchItem({ id: 'm1' })])]).to.deep.equal([1, 0]);
			});

			it('are not cut short by a cancellation that was longer ago than it is remembered', async () => {
				await cancel('r1', 2);
				pass(3);

				expect(await queue().append([aBatchItem()], {}, [hold(24, 'r1')])).to.deep.equal({ added: 1, cancelled: [] });
			});

			it("of a server's events are not ended by browsers, and those of browsers are by both", async () => {
				await queue().append([aBatchItem({ id: 'server' })], { tier: 'server' }, [hold(24, 'r1')]);
				await queue().append([aBatchItem({ id: 'browser' })], { tier: 'browser' }, [hold(24, 'r1')]);
				await queue().append([aBatchItem({ id: 'other' })], { tier: 'browser' }, [hold(24, 'r2')]);

				const dropped = [await cancel('r1', 24, 'browser'), await cancel('r2', 24, 'server')];
				const later = await queue().append([aBatchItem({ id: 'late' })], { tier: 'server' }, [hold(24, 'r1')]);
				pass(24);

				expect([dropped, later.added, idsOf(await take())]).to.deep.equal([[1, 1], 1, ['server', 'late']]);
			});

			it('let an event go that is under way', async () => {
				await queue().append([aBatchItem()], {}, [hold(1, 'r1')]);
				pass(1);
				const events = await take();

				expect(await cancel('r1')).to.equal(0);
				await deliver(events);
				expect(queue().size()).to.equal(0);
			});

			it('reach also what waits after them', async () => {
				await queue().append([aBatchItem()], {}, [hold(1, 'r1')]);
				pass(1);
				await retry(await take(), harness.clock.nowMs + HOUR_MS);

				expect([await cancel('r1'), queue().size()]).to.deep.equal([1, 0]);
			});

			it('do not keep what waits of people who say no', async () => {
				const person = { user: `u:${hash('sha256', 'jane', 'hex')}`, anonymous: undefined };
				await queue().append([aBatchItem({ person })], {}, [hold(24, 'r1')]);

				expect((await queue().forget([person], 'server')).queued).to.equal(1);
			});

			it('end when the clock was wrong by weeks', async () => {
				await queue().append([aBatchItem()], {}, [hold(24 * 30)]);

				expect(idsOf(await take())).to.deep.equal(['m1']);
			});

			it('are of one pixel', async () => {
				await queue('px2').append([aBatchItem()], {}, [hold(24, 'r1')]);

				expect([await cancel('r1'), queue('px2').size()]).to.deep.equal([0, 1]);
			});
		});

		describe('stats', () => {
			it('say what waits, by class, and until when', async () => {
				await queue().append([aBatchItem({ timestampMs: NOW - 1000 }), pageView('page')]);
				harness.clock.nowMs += 5000;
				await add([aBatchItem({ id: 'm2' })]);
				const bytes = aBatchItem().sizeBytes;

				const { conversions, pageViews, ...all } = await queue().stats();

				const deadline = NOW - 1000 + 7 * DAY_MS - 60_000;
				expect(conversions).to.deep.equal({ events: 2, bytes: 2 * bytes, oldestDeadlineMs: deadline });
				expect(pageViews).to.deep.equal({
					events: 1,
					bytes: pageView('page').sizeBytes,
					oldestDeadlineMs: deadline + 1000,
				});
				expect(all).to.deep.include({ events: 3, oldestArrivalMs: NOW, oldestDeadlineMs: deadline, knownIds: 3 });
			});

			it('are the same after a crash', async () => {
				await add([...batchItems(5), pageView('page')]);
				await deliver(await take({ maxEvents: 2 }));
				const before = await queue().stats();
				await harness.crash();

				expect(await queue().stats()).to.deep.equal(before);
			});
		});
	});
}
