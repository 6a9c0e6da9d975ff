import { expect } from 'chai';
import { createRateLimit } from '../../src/send/rate-limit.js';
import { ManualClock } from '../manual-clock.js';

describe('createRateLimit', () => {
	function aLimit(perSecond: number) {
		const clock = new ManualClock(1_000_000);
		const limit = createRateLimit(perSecond, { monotonicMs: clock.nowMs, sleep: clock.sleep });
		const times: number[] = [];
		const go = async (events: number, slices: number, signal?: AbortSignal) => {
			for (let slice = 0; slice < slices; slice++) {
				await limit(events, signal);
				times.push(clock.nowMs() - 1_000_000);
			}
		};
		return { clock, go, times };
	}

	it('lets the first second go at once, and keeps the rate after that', async () => {
		const { clock, go, times } = aLimit(100);

		void go(100, 4);
		await clock.advance(10_000);

		expect(times).to.deep.equal([0, 1000, 2000, 3000]);
	});

	it('keeps a rate below one a second', async () => {
		const { clock, go, times } = aLimit(0.5);

		void go(1, 4);
		await clock.advance(20_000);

		expect(times).to.deep.equal([0, 2000, 4000, 6000]);
	});

	it('saves up no more than one second while nothing is sent', async () => {
		const { clock, go, times } = aLimit(100);

		await clock.advance(60_000);
		void go(100, 3);
		await clock.advance(10_000);

		expect(times).to.deep.equal([60_000, 61_000, 62_000]);
	});

	it('pays a debt for more than a second at once', async () => {
		const { clock, go, times } = aLimit(100);

		void go(300, 2);
		await clock.advance(10_000);

		expect(times).to.deep.equal([2000, 5000]);
	});

	it('ends its wait when it is stopped', async () => {
		const { clock, go, times } = aLimit(1);
		const stop = new AbortController();

		void go(100, 1, stop.signal);
		await clock.advance(5);
		stop.abort();
		await clock.advance(0);

		expect(times).to.deep.equal([5]);
	});
});
