import { expect } from 'chai';
import { ExplainLater } from '../../src/stories/explain-later.js';

describe('ExplainLater', () => {
	function aQueue() {
		const deferred: (() => void)[] = [];
		const clock = { ms: 0 };
		const later = new ExplainLater({ monotonicMs: () => clock.ms, defer: (work) => void deferred.push(work) });
		const told: string[] = [];
		const add = (isNoted: boolean) =>
			later.add({ isNoted, explain: () => void told.push(isNoted ? 'noted' : 'plain') });
		const run = () => {
			for (let work = deferred.shift(); work !== undefined; work = deferred.shift()) work();
		};
		return { add, run, told, clock, deferred };
	}
	const addMany = (add: (isNoted: boolean) => boolean, count: number, isNoted: boolean) =>
		Array.from({ length: count }, () => add(isNoted)).filter(Boolean).length;

	it('explains 150 plain events a second, and keeps 50 for those that people look for', () => {
		const { add, run, told, clock } = aQueue();

		expect(addMany(add, 300, false)).to.equal(150);
		run();
		expect(addMany(add, 300, true)).to.equal(50);
		run();
		clock.ms = 1000;
		expect(addMany(add, 10, false)).to.equal(10);
		run();
		expect(told).to.have.lengthOf(210);
	});

	it('explains one event a turn', () => {
		const { add, told, deferred } = aQueue();
		addMany(add, 3, true);

		deferred.shift()?.();

		expect([told.length, deferred.length]).to.deep.equal([1, 1]);
	});

	it('holds at most 200 events', () => {
		const { add, clock } = aQueue();
		addMany(add, 200, true);
		clock.ms = 1000;

		expect(add(true)).to.equal(false);
	});
});
