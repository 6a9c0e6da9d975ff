import { expect } from 'chai';
import * as fc from 'fast-check';
import { MAX_DELAY_MS } from '../../src/queue/queue.js';
import { FULL_PACE } from '../../src/worker/pace.js';
import { NO_SUSPECTS } from '../../src/worker/suspects.js';
import { fromMemory, toMemory } from '../../src/worker/worker-memory.js';
import { FRESH_STATE, type WorkerState } from '../../src/worker/worker-state.js';

describe('what a worker remembers', () => {
	const NOW = 1_700_000_000_000;
	const held: WorkerState = {
		pace: { ...FULL_PACE, notBeforeMs: 5000 + 120_000, waitMs: 300_000, refusals: 4, probeMs: 300_000, probeSize: 10 },
		size: { maxEvents: 250, msPerEvent: 1.5 },
		suspects: {
			...NO_SUSPECTS,
			passed: 12,
			apartMs: 4000,
			watched: { '7': { refusals: 2, tries: 3, passed: 4, failed: 1, needed: 5 } },
		},
		acceptedMs: 1000,
	};

	it('comes back on another clock, with what is left of a wait', () => {
		const stored = JSON.parse(JSON.stringify(toMemory(held, NOW, 5000)));

		const { pace, size, suspects, acceptedMs } = fromMemory(stored, NOW + 20_000, 300);

		expect(pace).to.deep.equal({ ...held.pace, notBeforeMs: 300 + 100_000 });
		expect(size).to.deep.equal(held.size);
		expect(suspects).to.deep.equal({ ...held.suspects, apartMs: 300 - 21_000 });
		expect(acceptedMs).to.equal(300 - 24_000);
	});

	it('has no wait left once it is over', () => {
		const stored = toMemory(held, NOW, 5000);

		expect(fromMemory(stored, NOW + 121_000, 300).pace.notBeforeMs).to.equal(0);
	});

	it('waits no longer than 6 hours, whatever the clock did', () => {
		const stored = toMemory(held, NOW, 5000);

		expect(fromMemory(stored, NOW - 30 * 24 * 3_600_000, 0).pace.notBeforeMs).to.equal(MAX_DELAY_MS);
	});

	it('is a fresh start for what is no memory', () => {
		for (const nothing of [undefined, null, 5, 'x', []]) {
			expect(fromMemory(nothing, NOW, 0)).to.deep.equal(FRESH_STATE);
		}
	});

	it('is usable whatever stands in it', () => {
		const part = fc.oneof(
			fc.jsonValue(),
			fc.dictionary(fc.constantFrom(...Object.keys(FULL_PACE), 'watched', 'share'), fc.jsonValue()),
		);
		fc.assert(
			fc.property(part, part, part, fc.jsonValue(), (pace, size, suspects, acceptedMs) => {
				const state = fromMemory({ pace, size, suspects, acceptedMs }, NOW, 0);

				const numbers = [...Object.values(state.pace), ...Object.values(state.size), state.suspects.share];
				for (const value of numbers) if (typeof value === 'number') expect(value).to.be.within(0, MAX_DELAY_MS);
				if (state.pace.probeMs > 0) expect(state.pace.probeSize).to.be.at.least(1);
				expect(state.size.maxEvents).to.be.at.least(1);
			}),
		);
	});

	it('keeps no more suspects than are watched', () => {
		const watched = Object.fromEntries(Array.from({ length: 5000 }, (_, key) => [key, {}]));

		expect(Object.keys(fromMemory({ suspects: { watched } }, NOW, 0).suspects.watched)).to.have.length(1000);
	});
});
