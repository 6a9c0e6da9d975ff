import { expect } from 'chai';
import { Simulation } from './a-simulation.js';

const HOUR_MS = 3_600_000;
/** Of an event with all that OpenAI takes. */
const EVENT_BYTES = 810;
const ids = (count: number) => Array.from({ length: count }, (_, at) => `m${at}`);

describe('an outage', () => {
	let simulation: Simulation;

	afterEach(() => simulation.stop());

	for (const status of [503, 429, 'timeout', 401, 422] as const) {
		it(`costs less than 5 MB an hour after its first minute, and no event: ${status}`, async () => {
			let isOver = false;
			simulation = new Simulation(() => ({ status: isOver ? 200 : status }));
			simulation.add(ids(5000));
			await simulation.advance(60_000);
			const [sentBefore, hours] = [simulation.eventsSent, 6];

			await simulation.advance(hours * HOUR_MS);
			const bytes = (simulation.eventsSent - sentBefore) * EVENT_BYTES;
			isOver = true;
			await simulation.advance(HOUR_MS);

			expect(bytes / hours).to.be.below(5e6);
			expect([simulation.deliveredMs.size, simulation.deadLetters]).to.deep.equal([5000, []]);
		});
	}

	it('of the key costs at most 20 requests in its first hour', async () => {
		simulation = new Simulation(() => ({ status: 401 }));
		simulation.add(ids(20_000));

		await simulation.advance(HOUR_MS);

		expect([simulation.requests <= 20, simulation.queued]).to.deep.equal([true, 20_000]);
	});

	it('ends with small requests, one at a time, that grow', async () => {
		let isOver = false;
		const sizes: number[] = [];
		simulation = new Simulation((items) => {
			if (isOver) sizes.push(items.length);
			return { status: isOver ? 200 : 401, latencyMs: 100 };
		});
		simulation.add(ids(5000));
		await simulation.advance(HOUR_MS);

		isOver = true;
		await simulation.advance(10 * 60_000);

		expect(sizes.slice(0, 7)).to.deep.equal([10, 20, 40, 80, 160, 320, 640]);
		expect(simulation.queued).to.equal(0);
	});

	it('of the key ends within a second when the operator has corrected it', async () => {
		let isOver = false;
		simulation = new Simulation(() => ({ status: isOver ? 200 : 401 }));
		simulation.add(ids(10));
		await simulation.advance(20 * 60_000);
		isOver = true;

		simulation.worker.probeNow();
		await simulation.advance(1000);

		expect([simulation.queued, simulation.worker.status().isHeld]).to.deep.equal([0, false]);
	});
});
