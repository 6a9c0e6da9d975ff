import { expect } from 'chai';
import { LaterTurns } from '../../src/stories/later-turns.js';

describe('LaterTurns', () => {
	let turns: (() => void)[];
	let nowMs: number;
	let done: number[];
	let later: LaterTurns;
	/** Each takes 5 ms. */
	const add = (count: number) => {
		for (let n = 0; n < count; n++) {
			later.add(() => {
				nowMs += 5;
				done.push(done.length);
			});
		}
	};

	beforeEach(() => {
		[turns, done, nowMs] = [[], [], 0];
		later = new LaterTurns({ defer: (work) => turns.push(work), monotonicMs: () => nowMs });
	});

	it('does a little in each turn, in order', () => {
		add(7);
		expect(done).to.deep.equal([]);
		const counts: number[] = [];
		while (turns.length > 0) {
			const before = done.length;
			turns.shift()?.();
			counts.push(done.length - before);
		}
		expect(counts).to.deep.equal([3, 3, 1]);
		expect(done).to.deep.equal([0, 1, 2, 3, 4, 5, 6]);
	});

	it('does all that waits when it is asked to, and goes on after that', () => {
		add(2);
		later.drain();
		expect(done).to.deep.equal([0, 1]);
		add(1);
		for (const turn of turns.splice(0)) turn();
		expect(done).to.deep.equal([0, 1, 2]);
	});

	it('keeps at most a thousand pieces waiting, and leaves none out', () => {
		add(1003);
		expect(done).to.have.length(3);
		later.drain();
		expect(done).to.have.length(1003);
	});
});
