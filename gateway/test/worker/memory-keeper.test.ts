import { expect } from 'chai';
import { MemoryKeeper } from '../../src/worker/memory-keeper.js';

describe('MemoryKeeper', () => {
	let nowMs: number;
	let saves: number;
	let keeper: MemoryKeeper;
	const settle = () => new Promise((resolve) => setImmediate(resolve));

	beforeEach(() => {
		[nowMs, saves] = [0, 0];
		const save = async () => {
			saves++;
		};
		keeper = new MemoryKeeper(save, () => nowMs);
	});

	/** A change each tenth of a second. */
	async function changeFor(ms: number, isUrgent: boolean): Promise<void> {
		for (const endMs = nowMs + ms; nowMs < endMs; nowMs += 100) {
			keeper.note(isUrgent);
			await settle();
		}
	}

	it('writes at once when a hold begins', () => {
		keeper.note(true);

		expect(saves).to.equal(1);
	});

	it('writes at most once a second, whatever happens', async () => {
		await changeFor(10_000, true);

		expect(saves).to.equal(10);
	});

	it('writes what every answer changes each five seconds', async () => {
		await changeFor(10_000, false);

		expect(saves).to.equal(2);
	});

	it('says when it wants to write, and writes then', async () => {
		keeper.note(true);
		await settle();
		keeper.note(true);
		const waitMs = keeper.waitMs();

		nowMs += waitMs;
		keeper.saveIfDue();

		expect([waitMs, saves]).to.deep.equal([1000, 2]);
	});

	it('writes nothing if nothing has changed, also at its end', async () => {
		await keeper.close();

		expect([saves, keeper.waitMs()]).to.deep.equal([0, Number.POSITIVE_INFINITY]);
	});

	it('writes at its end what is not written yet', async () => {
		await changeFor(200, false);

		await keeper.close();

		expect(saves).to.equal(2);
	});
});
