import { expect } from 'chai';
import type { BatchItem } from 'openai-ads-destination/pipeline';
import { Simulation } from './a-simulation.js';

const isBad = ({ id }: BatchItem) => id.startsWith('bad');
/** `g0`, `g1`...; one in `every` is bad. */
const ids = (count: number, every: number, from = 0) =>
	Array.from({ length: count }, (_, index) => `${index % every === every >> 1 ? 'bad' : 'g'}${from + index}`);

describe('an event that stops others', () => {
	let simulation: Simulation;

	afterEach(() => simulation.stop());

	/** A shop goes on: ten events a second for some seconds. */
	async function goOn(seconds: number): Promise<void> {
		for (let second = 0; second < seconds; second++) {
			simulation.add(Array.from({ length: 10 }, (_, index) => `later${simulation.nowMs}-${index}`));
			await simulation.advance(1000);
		}
	}

	const badOnesLeft = () => ids(2000, 100).filter((id) => id.startsWith('bad')).length - simulation.deadLetters.length;
	const shareOfGoodBy = (ms: number) =>
		[...simulation.deliveredMs].filter(([id, at]) => id.startsWith('g') && at <= ms).length / (2000 * 0.99);

	for (const status of [403, 451, 500, 503, 'timeout', 422] as const) {
		it(`delays the others by less than a minute and becomes a dead letter: ${status}`, async () => {
			simulation = new Simulation((items) => ({ status: items.some(isBad) ? status : 200 }), { requestTimeout: 1000 });
			simulation.add(ids(2000, 100));

			await goOn(180);

			expect(shareOfGoodBy(60_000)).to.be.at.least(0.99);
			expect(badOnesLeft()).to.equal(0);
			expect(new Set(simulation.deadLetters.map(({ reason }) => reason))).to.deep.equal(new Set(['rejected']));
			expect(simulation.deadLetters.every(({ id }) => id.startsWith('bad'))).to.equal(true);
			console.log(status, shareOfGoodBy(60_000), badOnesLeft(), simulation.requests, simulation.queued);
		});
	}
});
