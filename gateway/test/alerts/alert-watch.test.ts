import { expect } from 'chai';
import { aBatchItem, batchItems } from '../a-batch-item.js';
import { OWN } from '../queue/open-queue.js';
import { removeTemporaryFolders } from '../temporary-folder.js';
import { accepted, anAlertWatch, aPixel, MINUTE_MS, SECRET, START } from './an-alert-watch.js';

const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const REFUSED = 'OpenAI answered 401: invalid_api_key. Use a Conversions API key, not an Advertiser API key.';

describe('the watch over alerts', () => {
	let all: ReturnType<typeof anAlertWatch>;
	afterEach(async () => {
		await all.close();
		removeTemporaryFolders();
	});

	/** @param sinceMs when the hold began */
	function hold(sinceMs = all.clock.nowMs()): void {
		const [pixel] = all.pixels;
		if (pixel !== undefined)
			pixel.condition = () => ({
				state: 'holding',
				sinceMs,
				reason: REFUSED,
				requestId: 'req_8f2cd1',
				httpStatus: 401,
			});
	}
	function resume(): void {
		const [pixel] = all.pixels;
		if (pixel === undefined) return;
		pixel.condition = () => ({ state: 'sending' });
		pixel.acceptedMs = all.clock.nowMs();
	}
	const append = (n: number, timestampMs: number) =>
		all
			.store()
			.pixel('p1')
			.append(batchItems(n).map((item) => ({ ...item, timestampMs })));

	describe('pixel_held', () => {
		it('fires once after a minute, is over once a batch is accepted, and a restart repeats neither', async () => {
			all = anAlertWatch();
			await append(2, START);
			hold(START);
			await all.pass(45_000);
			expect(all.states()).to.deep.equal([]);

			await all.pass(15_000);
			await all.pass(10 * MINUTE_MS);
			await all.restart();
			await all.pass(10 * MINUTE_MS);
			expect(all.states()).to.deep.equal(['firing pixel_held']);

			resume();
			await all.pass(MINUTE_MS);
			await all.restart();
			await all.pass(HOUR_MS);
			expect(all.states()).to.deep.equal(['firing pixel_held', 'over pixel_held']);
		});

		it('says what is wrong, since when, what waits and what to do', async () => {
			all = anAlertWatch();
			await append(2, START);
			hold(START);
			await all.pass(MINUTE_MS);

			expect(all.posted[0]?.body).to.deep.equal({
				text: 'shop is held since 13:41 UTC: OpenAI refuses its key (401). 2 events wait, the oldest until 3 Dec 13:40. Create a Conversions API key under Tools, Conversions.',
				version: 1,
				id: 'pixel_held:shop:2026-11-26T13:41:00Z',
				alert: 'pixel_held',
				state: 'firing',
				severity: 'critical',
				pixel: { name: 'shop', pixelId: 'p1' },
				since: '2026-11-26T13:41:00.000Z',
				at: '2026-11-26T13:42:00.000Z',
				endedAt: null,
				value: 2,
				threshold: null,
				baseline: null,
				cure: 'Create a Conversions API key under Tools, Conversions.',
				detail: { httpStatus: 401, requestId: 'req_8f2cd1', waiting: 2, oldestUntil: '2026-12-03T13:40:00.000Z' },
				instance: 'gateway-1',
				url: 'http://127.0.0.1:8789/#/queue?pixel=shop',
			});
			expect(all.requests[0]).to.include({ method: 'POST', redirect: 'manual' });
		});

		it('tells the end under the same id, with its time and how long it was', async () => {
			all = anAlertWatch();
			hold(START);
			await all.pass(2 * HOUR_MS);
			resume();
			await all.pass(MINUTE_MS);

			const [firing, over] = all.posted.map(({ body }) => body);
			expect(over).to.include({ id: firing?.id, state: 'over', cure: null, since: '2026-11-26T13:41:00.000Z' });
			expect(over?.text).to.equal('Over: shop is sending again. It lasted 2 h 0 min.');
			expect(over?.endedAt).to.equal('2026-11-26T15:41:15.000Z');
		});

		it('lasts while the pixel is paused, and while nothing was accepted', async () => {
			all = anAlertWatch();
			hold(START);
			await all.pass(2 * MINUTE_MS);
			const [pixel] = all.pixels;
			if (pixel !== undefined) pixel.condition = () => ({ state: 'paused' });
			await all.pass(HOUR_MS);
			if (pixel !== undefined) pixel.condition = () => ({ state: 'sending' });
			await all.pass(HOUR_MS);

			expect(all.states()).to.deep.equal(['firing pixel_held']);
		});

		it('fires again 5 minutes after it was over at the earliest', async () => {
			all = anAlertWatch();
			hold(START);
			await all.pass(2 * MINUTE_MS);
			resume();
			await all.pass(15_000);
			hold();
			await all.pass(4 * MINUTE_MS);
			expect(all.states()).to.deep.equal(['firing pixel_held', 'over pixel_held']);

			await all.pass(MINUTE_MS + 15_000);
			expect(all.states()).to.deep.equal(['firing pixel_held', 'over pixel_held', 'firing pixel_held']);
		});

		it('is over, with a word about it, when the pixel is not configured any more', async () => {
			all = anAlertWatch();
			hold(START);
			await all.pass(2 * MINUTE_MS);
			all.pixels.splice(0, 1, aPixel('blog', 'p2'));
			await all.pass(MINUTE_MS);

			expect(all.states()).to.deep.equal(['firing pixel_held', 'over pixel_held']);
			expect(all.posted[1]?.body.text).to.include('shop is not configured any more');
		});

		it('is told by the owner of the pixel alone', async () => {
			all = anAlertWatch();
			hold(START);
			const [pixel] = all.pixels;
			if (pixel !== undefined) pixel.isOwned = false;
			await all.pass(HOUR_MS);
			expect(all.states()).to.deep.equal([]);

			if (pixel !== undefined) pixel.isOwned = true;
			await all.pass(MINUTE_MS);
			expect(all.states()).to.deep.equal(['firing pixel_held']);
		});
	});

	describe('near_expiry', () => {
		it('fires once while any event has under 24 hours left, and is over once none has', async () => {
			all = anAlertWatch();
			await append(3, START - 6 * DAY_MS + HOUR_MS);
			await all.pass(30 * MINUTE_MS);
			expect(all.states()).to.deep.equal([]);

			await all.pass(HOUR_MS);
			await all.restart();
			await all.pass(HOUR_MS);
			expect(all.states()).to.deep.equal(['firing near_expiry']);
			expect(all.posted[0]?.body).to.include({ value: 3, threshold: 0, severity: 'critical' });
			expect(all.posted[0]?.body.text).to.match(
				/^shop: 3 events of its queue are too old for OpenAI in less than 24 h/,
			);

			const taken = { nowMs: all.clock.nowMs(), maxEvents: 10, maxBytes: 1e6, minEvents: 1, lingerMs: 0 };
			const { events } = await all.store().pixel('p1').take(OWN, taken);
			const delivered = events.map(({ key }) => key);
			await all.store().pixel('p1').settle(OWN, { delivered, retries: [], deadLetters: [] });
			await all.pass(HOUR_MS);
			expect(all.states()).to.deep.equal(['firing near_expiry', 'over near_expiry']);
		});
	});

	describe('dead_letters', () => {
		const refuse = (n: number) =>
			all
				.store()
				.pixel('p1')
				.keepRefused(
					batchItems(n).map((item, index) => ({ ...item, id: `${all.clock.nowMs()}-${index}` })),
					{},
					{ reason: 'invalid', detail: 'why' },
				);

		it('fires once from 10 new ones within an hour on, and is over once the hour has fewer', async () => {
			all = anAlertWatch();
			await refuse(9);
			await all.pass(MINUTE_MS);
			expect(all.states()).to.deep.equal([]);

			await refuse(1);
			await all.pass(MINUTE_MS);
			await all.restart();
			await all.pass(30 * MINUTE_MS);
			expect(all.states()).to.deep.equal(['firing dead_letters']);
			expect(all.posted[0]?.body).to.include({ value: 10, threshold: 10, severity: 'warning' });
			expect(all.posted[0]?.body.text).to.equal(
				'shop: 10 events were lost within an hour, 100 % of 10 events. Most are invalid. Run `openai-ads dead-letters --pixel shop` to see why, mend the cause, then `openai-ads replay --pixel shop`.',
			);

			await all.pass(HOUR_MS);
			expect(all.states()).to.deep.equal(['firing dead_letters', 'over dead_letters']);
		});

		it('says nothing of less than 1 % of what was to be sent', async () => {
			all = anAlertWatch();
			await all.count('p1', accepted(2000, 0));
			await refuse(20);
			await all.pass(MINUTE_MS);
			expect(all.states()).to.deep.equal([]);

			await refuse(1);
			await all.pass(MINUTE_MS);
			expect(all.posted[0]?.body).to.include({ value: 21, threshold: 21 });
		});

		it('counts what was refused at the door and too broken to be kept', async () => {
			all = anAlertWatch();
			const ended = { kind: 'ended', outcome: 'discarded', reason: 'malformed', type: '', source: 'js' };
			await all.count('p1', [{ what: JSON.stringify(ended), n: 12 }]);
			await all.pass(MINUTE_MS);

			expect(all.posted[0]?.body).to.include({ alert: 'dead_letters', value: 12 });
		});
	});

	describe('click_share', () => {
		/** Starts after so many hours with a share of 0.6. */
		async function startAfter(n: number): Promise<void> {
			all = anAlertWatch({}, true);
			for (let hour = 0; hour < n; hour++) {
				await all.count('p1', accepted(40, 24));
				await all.clock.advance(HOUR_MS);
			}
			await all.restart();
		}

		it('fires once under half of what is usual, is over after an hour above three quarters, and survives a restart', async () => {
			await startAfter(60);
			for (let hour = 0; hour < 5; hour++) {
				await all.count('p1', accepted(50, 5));
				await all.pass(HOUR_MS);
				if (hour === 3) await all.restart();
			}
			expect(all.states()).to.deep.equal(['firing click_share']);
			const { body } = all.posted[0] ?? {};
			expect(body).to.include({ baseline: 0.6, threshold: 0.3, severity: 'warning' });
			expect(body?.value).to.be.below(0.3).and.above(0.1);
			expect(body?.text).to.match(/^shop: 2\d % of the events .* in the last 3 h carry an ad click; usual is 60 %\./);

			for (let hour = 0; hour < 3; hour++) {
				await all.count('p1', accepted(200, 120));
				await all.pass(HOUR_MS);
				if (hour === 0) await all.restart();
			}
			expect(all.states()).to.deep.equal(['firing click_share', 'over click_share']);
		});

		it('says nothing before it has 48 hours to compare with', async () => {
			await startAfter(44);
			for (let hour = 0; hour < 3; hour++) {
				await all.count('p1', accepted(200, 0));
				await all.pass(HOUR_MS);
			}

			expect(all.states()).to.deep.equal([]);
		});

		it('says nothing of fewer than 100 accepted events', async () => {
			await startAfter(60);
			for (let hour = 0; hour < 6; hour++) {
				await all.count('p1', accepted(20, 0));
				await all.pass(HOUR_MS);
			}

			expect(all.states()).to.deep.equal([]);
		});
	});

	describe('a rule', () => {
		it('that is off says nothing, and ends what lasts without a word', async () => {
			all = anAlertWatch();
			hold(START);
			await all.pass(2 * MINUTE_MS);
			all.settings.rules = { ...all.settings.rules, pixel_held: false };
			await all.pass(HOUR_MS);

			expect(all.states()).to.deep.equal(['firing pixel_held']);
			expect((await all.watch().view()).firing).to.deep.equal([]);
		});

		it('holds for each pixel by itself', async () => {
			all = anAlertWatch();
			all.pixels.push(aPixel('blog', 'p2'));
			hold(START);
			await all.pass(2 * MINUTE_MS);
			const [, blog] = all.pixels;
			if (blog !== undefined) blog.condition = () => ({ state: 'holding', sinceMs: START });
			await all.pass(MINUTE_MS);

			expect(all.posted.map(({ body }) => body.pixel?.name)).to.deep.equal(['shop', 'blog']);
			expect((await all.watch().view('p2')).firing.map(({ pixel }) => pixel?.name)).to.deep.equal(['blog']);
		});
	});

	it('delays nothing while its receiver hangs', async () => {
		all = anAlertWatch();
		all.answer('hang');
		hold(START);
		await all.pass(MINUTE_MS);
		expect(all.posted).to.have.lengthOf(1);

		const added = await all.store().pixel('p1').append([aBatchItem()]);
		const checked = await Promise.race([
			all
				.watch()
				.check()
				.then(() => 'checked'),
			all.pass(0).then(() => 'late'),
		]);

		expect([added.added, checked]).to.deep.equal([1, 'checked']);
	});

	it('shows nobody more of its address than the host', async () => {
		all = anAlertWatch();
		all.answer(Object.assign(new TypeError(`fetch failed ${SECRET}`), { cause: new Error(SECRET) }));
		hold(START);
		await all.pass(10 * MINUTE_MS);

		const told = JSON.stringify([all.lines, await all.watch().view(), await all.watch().test()]);
		expect(told).to.include('hooks.example').and.not.include('T0K3N');
	});
});
