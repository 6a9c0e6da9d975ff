import { mock } from 'node:test';
import { expect } from 'chai';
import { systemClock } from '../../src/destination/primitives/clock.js';

describe('systemClock', () => {
	beforeEach(() => mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 5000 }));
	afterEach(() => mock.timers.reset());

	it('tells the time in Unix milliseconds', () => {
		expect(systemClock.nowMs()).to.equal(5000);
	});

	it('sleeps for the given time', async () => {
		const woken: number[] = [];
		const sleep = systemClock.sleep(300).then(() => woken.push(systemClock.nowMs()));

		mock.timers.tick(299);
		mock.timers.tick(1);
		await sleep;

		expect(woken).to.deep.equal([5300]);
	});

	it('wakes at once when the signal aborts', async () => {
		const controller = new AbortController();
		const sleep = systemClock.sleep(300, controller.signal);

		controller.abort();
		await sleep;

		expect(systemClock.nowMs()).to.equal(5000);
	});

	it('does not sleep if the signal has already aborted', async () => {
		await systemClock.sleep(300, AbortSignal.abort());

		expect(systemClock.nowMs()).to.equal(5000);
	});
});
