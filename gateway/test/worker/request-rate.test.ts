import { expect } from 'chai';
import { RequestRate } from '../../src/worker/request-rate.js';

describe('RequestRate', () => {
	let nowMs: number;
	let rate: RequestRate;

	beforeEach(() => {
		nowMs = 0;
		rate = new RequestRate(() => nowMs);
	});

	/** Requests that leave within a time, each as soon as it may. */
	function countIn(ms: number): number {
		let count = 0;
		for (const endMs = nowMs + ms; nowMs < endMs; ) {
			const waitMs = rate.waitMs();
			if (waitMs > 0) nowMs += waitMs;
			else {
				rate.spend();
				count++;
				if (rate.waitMs() === 0) nowMs += 1;
			}
		}
		return count;
	}

	it('keeps nobody waiting without a limit', () => {
		for (let i = 0; i < 100; i++) rate.spend();

		expect(rate.waitMs()).to.equal(0);
	});

	it('lets as many requests leave as the operator allows, evenly', () => {
		rate.configure(5);

		expect(countIn(10_000)).to.be.within(49, 51);
	});

	describe('after a restart', () => {
		const HOUR_MS = 3600_000;

		/** A rate that has learned from many 429. */
		function learned(): unknown {
			for (let i = 0; i < 100; i++) {
				nowMs += 200;
				rate.spend();
				rate.answered(true);
			}
			return JSON.parse(JSON.stringify(rate.toMemory(1000)));
		}
		const recalled = (memory: unknown, atMs: number) => {
			const next = new RequestRate(() => nowMs);
			next.recall(memory, atMs);
			return next.perSecond;
		};

		it('goes on as slowly as OpenAI bore it, for an hour', () => {
			const memory = learned();

			expect(rate.perSecond).to.be.below(5);
			expect(recalled(memory, 1000 + HOUR_MS)).to.equal(rate.perSecond);
			expect(recalled(memory, 1001 + HOUR_MS)).to.equal(Number.POSITIVE_INFINITY);
		});

		it('has nothing to go on with where OpenAI set no limit', () => {
			rate.configure(5);

			expect(rate.toMemory(1000)).to.equal(undefined);
		});

		for (const memory of [
			undefined,
			'5',
			{ perSecond: 5 },
			{ perSecond: 0, atMs: 1000 },
			{ perSecond: -1, atMs: 1000 },
			{ perSecond: 1e9, atMs: 1000 },
			{ perSecond: '5', atMs: 1000 },
			{ perSecond: 5, atMs: 2000 },
		]) {
			it(`passes over ${JSON.stringify(memory)}`, () => {
				expect(recalled(memory, 1000)).to.equal(Number.POSITIVE_INFINITY);
			});
		}
	});

	it('allows fewer than one a second', () => {
		rate.configure(0.1);

		expect(countIn(60_000)).to.be.within(6, 7);
	});

	it('makes up for what left without asking', () => {
		rate.configure(10);
		for (let i = 0; i < 21; i++) rate.spend();

		expect(rate.waitMs()).to.equal(2100);
	});

	it('gathers no right to a burst while nothing is sent', () => {
		rate.configure(10);
		nowMs += 60_000;
		rate.spend();

		expect(rate.waitMs()).to.equal(100);
	});

	it('goes slower by a third when more than a tenth of the answers is 429', () => {
		for (let i = 0; i < 100; i++) {
			nowMs += 101;
			rate.answered(i % 5 === 0);
		}

		expect(rate.perSecond).to.be.closeTo(9.9 * 0.7, 0.5);
	});

	it('does not mind a tenth of them', () => {
		for (let i = 0; i < 100; i++) {
			nowMs += 101;
			rate.answered(i % 10 === 0);
		}

		expect(rate.perSecond).to.equal(Number.POSITIVE_INFINITY);
	});

	it('goes faster by a tenth with each window that passes well, until nothing holds it back', () => {
		const pass = (isThrottled: boolean) => {
			for (let i = 0; i < 100; i++) {
				nowMs += 101;
				rate.answered(isThrottled);
			}
		};
		pass(true);
		const slow = rate.perSecond;

		pass(false);
		const faster = rate.perSecond;
		for (let i = 0; i < 60; i++) pass(false);

		expect(faster / slow).to.be.closeTo(1.1, 0.001);
		expect(rate.perSecond).to.equal(Number.POSITIVE_INFINITY);
	});

	it('never stops, whatever OpenAI answers', () => {
		for (let i = 0; i < 10_000; i++) {
			nowMs += 1010;
			rate.answered(true);
		}

		expect(rate.perSecond).to.equal(0.1);
	});
});
