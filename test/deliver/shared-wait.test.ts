import { expect } from 'chai';
import { SharedWait } from '../../src/destination/deliver/shared-wait.js';

const FIVE_MINUTES_MS = 300_000;

describe('SharedWait', () => {
	it('is over when its time is', () => {
		const wait = new SharedWait();
		wait.begin(1000, 50);

		expect([wait.leftMs(1000), wait.leftMs(1049), wait.leftMs(1050)]).to.deep.equal([50, 1, 0]);
	});

	it('says who began it, and counts every refusal', () => {
		const wait = new SharedWait();

		const news = [wait.begin(0, 100), wait.begin(50, 10), wait.begin(100, 10)];

		expect([news, wait.refusals]).to.deep.equal([[true, false, true], 3]);
	});

	it('gets longer, never shorter', () => {
		const wait = new SharedWait();
		wait.begin(0, 100);
		wait.begin(10, 20);
		const unchanged = wait.leftMs(10);
		wait.begin(20, 200);

		expect([unchanged, wait.leftMs(20)]).to.deep.equal([90, 200]);
	});

	it('lasts five minutes at most', () => {
		const wait = new SharedWait();
		wait.begin(0, FIVE_MINUTES_MS + 1);

		expect([wait.leftMs(0), wait.isTooLong]).to.deep.equal([FIVE_MINUTES_MS, true]);
	});

	it('stays too long until it is over, whatever later answers ask for', () => {
		const wait = new SharedWait();
		wait.begin(0, FIVE_MINUTES_MS + 1);
		wait.begin(10, 5);
		const during = wait.isTooLong;
		wait.begin(FIVE_MINUTES_MS, 5);

		expect([during, wait.isTooLong]).to.deep.equal([true, false]);
	});

	it('takes exactly five minutes for a wait like any other', () => {
		const wait = new SharedWait();
		wait.begin(0, FIVE_MINUTES_MS);

		expect(wait.isTooLong).to.equal(false);
	});

	it('ends when the clock is set back, rather than last until it has caught up', () => {
		const wait = new SharedWait();
		wait.begin(1_000_000, 50);

		expect(wait.leftMs(0)).to.equal(0);
	});
});
