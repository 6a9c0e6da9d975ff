import { expect } from 'chai';
import { FULL_PACE } from '../../src/worker/pace.js';
import { toTurns } from '../../src/worker/turns.js';

const SETTINGS = {
	flushAt: 10,
	flushInterval: 1000,
	maxInFlight: 4,
	maxBatchBytes: 4_000_000,
	requestTimeout: 10_000,
};

describe('toTurns', () => {
	for (const [claim, fresh, parts, hasParts, turns] of [
		['lets fresh events go first', 0, 0, true, [1000, 10, 1]],
		['takes no parts where there are none', 0, 0, false, [1000]],
		['takes no more fresh events than requests are allowed', 4, 0, true, [10, 1]],
		['leaves parts as many requests as fresh events', 1, 4, true, [1000]],
		['gives parts the requests of fresh events that do not come', 0, 7, true, [1000, 10, 1]],
		['takes no more parts than that', 0, 8, true, [1000]],
		['lets fresh events go on whatever the parts do', 3, 8, true, [1000]],
	] as const) {
		it(claim, () => {
			expect(toTurns(FULL_PACE, { fresh, parts }, SETTINGS, hasParts)).to.deep.equal(turns);
		});
	}

	it('waits for what is under way while OpenAI is failing', () => {
		const slowed = { ...FULL_PACE, failures: 1 };

		expect([
			toTurns(slowed, { fresh: 1, parts: 0 }, SETTINGS, true),
			toTurns(slowed, { fresh: 0, parts: 1 }, SETTINGS, true),
		]).to.deep.equal([[], []]);
	});

	it('begins with another size of batch after each failure, and with tens after a refusal', () => {
		const idle = { fresh: 0, parts: 0 };
		const firsts = [
			{ ...FULL_PACE, failures: 1 },
			{ ...FULL_PACE, failures: 2 },
			{ ...FULL_PACE, failures: 3 },
			{ ...FULL_PACE, refusals: 1 },
		].map((pace) => toTurns(pace, idle, SETTINGS, true)[0]);

		expect(firsts).to.deep.equal([1, 10, 1000, 10]);
	});
});
