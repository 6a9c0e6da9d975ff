import { expect } from 'chai';
import type { BatchItem } from 'openai-ads-destination/pipeline';
import { Simulation } from './a-simulation.js';

const isBad = ({ id }: BatchItem) => id.startsWith('bad');
/** `g0`, `g1`...; one in a hundred is bad. */
const someBad = (count: number) => Array.from({ length: count }, (_, at) => `${at % 100 === 50 ? 'bad' : 'g'}${at}`);

describe('an event that stops others', () => {
	let simulation: Simulation;

	afterEach(() => simulation.stop());

	/** The shop goes on: some events a second. */
	async function goOn(seconds: number, eventsPerSecond = 4): Promise<void> {
		for (let second = 0; second < seconds; second++) {
			simulation.add(Array.from({ length: eventsPerSecond }, (_, at) => `later${simulation.nowMs}-${at}`));
			await simulation.advance(1000);
		}
	}

	for (const status of [403, 404, 451, 400, 422, 500, 503, 'timeout'] as const) {
		it(`delays the others by less than a minute and ends as a dead letter: ${status}`, async () => {
			simulation = new Simulation((items) => ({ status: items.some(isBad) ? status : 200 }), { requestTimeout: 1000 });
			simulation.add(someBad(1000));

			await goOn(150);

			const inTime = [...simulation.deliveredMs].filter(([id, at]) => id.startsWith('g') && at <= 60_000);
			expect(inTime).to.have.length(990);
			const { deadLetters } = simulation;
			expect(deadLetters.map(({ id }) => id).sort()).to.deep.equal(
				someBad(1000)
					.filter((id) => id.startsWith('bad'))
					.sort(),
			);
			expect(new Set(deadLetters.map(({ reason }) => reason))).to.deep.equal(new Set(['rejected']));
			if (status !== 'timeout') expect(deadLetters[0]?.detail).to.contain(String(status));
		});
	}

	it('delays 99 of 100 others by less than a minute also where OpenAI takes its time: timeouts, 50 ms, 10 000 events', async () => {
		const respond = (items: readonly BatchItem[]) => ({
			status: items.some(isBad) ? ('timeout' as const) : 200,
			latencyMs: 50,
		});
		simulation = new Simulation(respond, { requestTimeout: 1000 });
		simulation.add(someBad(10_000));

		await goOn(60);

		const good = [...simulation.deliveredMs.keys()].filter((id) => id.startsWith('g'));
		expect(good).to.have.length.above(9900 * 0.99);
	});

	it('stays in the queue, and stops nobody, while too little else passes to blame it', async () => {
		simulation = new Simulation((items) => ({ status: items.some(isBad) ? 500 : 200 }));
		simulation.add([...someBad(60).slice(45)]);
		await simulation.advance(600_000);
		const alone = [simulation.deadLetters.length, simulation.queued];

		simulation.add(['fresh']);
		await simulation.advance(1000);

		expect(alone).to.deep.equal([0, 1]);
		expect(simulation.deliveredMs.has('fresh')).to.equal(true);
	});

	it('is told once as a warning and once as an error', async () => {
		simulation = new Simulation((items) => ({ status: items.some(isBad) ? 403 : 200 }));
		simulation.add(someBad(100));

		await goOn(200);

		const lines = simulation.log.lines.map(({ level, message }) => [level, message.split('.')[0]]);
		expect(lines).to.deep.equal([
			['warn', 'An event is refused alone while others pass'],
			['error', 'Events could not be delivered and were set aside as dead letters'],
		]);
	});
});

describe('a brown-out', () => {
	for (const seed of [1, 2, 3]) {
		it(`kills no event: 40 % of all requests fail for ten minutes, seed ${seed}`, async () => {
			let isBrown = true;
			const respond = (_: unknown, { random }: Simulation) => ({ status: isBrown && random() < 0.4 ? 503 : 200 });
			const simulation = new Simulation(respond, {}, seed);
			for (let second = 0; second < 600; second++) {
				simulation.add([`a${second}`, `b${second}`, `c${second}`]);
				await simulation.advance(1000);
			}
			isBrown = false;

			await simulation.advance(400_000);

			expect([simulation.deadLetters.length, simulation.queued]).to.deep.equal([0, 0]);
			await simulation.stop();
		});
	}
});

describe('a slow OpenAI', () => {
	it('gets batches that it can take in time: 12 ms an event, 5000 events', async () => {
		const simulation = new Simulation((items) => ({ status: 200, latencyMs: items.length * 12 }));
		simulation.add(Array.from({ length: 500 }, (_, at) => `first${at}`));
		await simulation.advance(2000);
		simulation.add(Array.from({ length: 4500 }, (_, at) => `then${at}`));

		await simulation.advance(60_000);

		expect([simulation.queued, simulation.eventsSent]).to.deep.equal([0, 5000]);
		await simulation.stop();
	});

	it('gets half of a batch that timed out, and again half, until one passes', async () => {
		const sizes: number[] = [];
		const respond = (items: readonly BatchItem[]) => {
			sizes.push(items.length);
			return { status: items.length > 200 ? ('timeout' as const) : 200 };
		};
		const simulation = new Simulation(respond, { maxInFlight: 1 });
		simulation.add(Array.from({ length: 1000 }, (_, at) => `e${at}`));

		await simulation.advance(120_000);

		expect(sizes.slice(0, 3)).to.deep.equal([1000, 500, 250]);
		expect(simulation.queued).to.equal(0);
		await simulation.stop();
	});
});

describe('a clock that is set back', () => {
	it('delays nothing: what waited goes out as soon as OpenAI is back', async () => {
		let isUp = false;
		const simulation = new Simulation(() => ({ status: isUp ? 200 : 503 }));
		simulation.add(Array.from({ length: 20 }, (_, at) => `e${at}`));
		await simulation.advance(20_000);
		simulation.wallOffsetMs = -3600_000;
		isUp = true;

		await simulation.advance(60_000);

		expect(simulation.queued).to.equal(0);
		await simulation.stop();
	});
});

describe('a refusal of everything', () => {
	for (const [status, most] of [
		[401, 8],
		[403, 12],
		[404, 12],
		[422, 12],
	] as const) {
		it(`costs a few requests and no event, and ends by itself: ${status}`, async () => {
			let isRefused = true;
			const simulation = new Simulation(() => ({ status: isRefused ? status : 200 }));
			for (let second = 0; second < 200; second++) {
				simulation.add(Array.from({ length: 50 }, (_, at) => `e${second}-${at}`));
				await simulation.advance(500);
			}
			const requests = simulation.requests;
			isRefused = false;

			await simulation.advance(400_000);

			expect(requests).to.be.at.most(most);
			expect([simulation.queued, simulation.deadLetters.length]).to.deep.equal([0, 0]);
			expect(simulation.log.lines.map(({ level }) => level)).to.deep.equal(['warn', 'info']);
			await simulation.stop();
		});
	}
});
