import { expect } from 'chai';
import { createAcceptance, withClock } from '../../src/destination/deliver/acceptance.js';

const HOUR_MS = 3_600_000;

describe('createAcceptance', () => {
	const rows: readonly (readonly [notedMs: number | undefined, nowMs: number, isRecent: boolean])[] = [
		[undefined, 0, false],
		[0, 0, true],
		[0, HOUR_MS, true],
		[0, HOUR_MS + 1, false],
		[HOUR_MS + 1, 0, false],
	];
	for (const [notedMs, nowMs, isRecent] of rows) {
		it(`is ${isRecent ? '' : 'not '}recent at ${nowMs} when accepted at ${notedMs}`, () => {
			const acceptance = createAcceptance();
			if (notedMs !== undefined) acceptance.note(notedMs);

			expect(acceptance.isRecent(nowMs)).to.equal(isRecent);
		});
	}
});

describe('withClock', () => {
	it('remembers nothing when the clock or the memory fails', () => {
		const thrower = () => {
			throw new Error('broken');
		};
		const memories = [
			withClock(createAcceptance(), { nowMs: thrower }),
			withClock({ note: thrower, isRecent: thrower }, { nowMs: () => 0 }),
		];

		for (const { note } of memories) note();

		expect(memories.map(({ isRecent }) => isRecent())).to.deep.equal([false, false]);
	});
});
