import { expect } from 'chai';
import { DAILY_DAYS, HOUR_MS, HOURLY_DAYS, MAX_ROWS, OTHER } from '../../../src/queue/counts.js';
import { openSqliteStore } from '../../../src/queue/sqlite/store.js';
import type { Store } from '../../../src/queue/store.js';
import { NOW } from '../../a-batch-item.js';
import { removeTemporaryFolders, temporaryFolder } from '../../temporary-folder.js';

const DAY = 24;
/** The beginning of a day. */
const START = Math.floor(NOW / HOUR_MS / DAY) * DAY;

describe('SqliteCounts', () => {
	let store: Store;
	let hour: number;
	beforeEach(() => {
		hour = START;
		store = openSqliteStore({ folder: temporaryFolder(), mode: 'live', nowMs: () => hour * HOUR_MS });
	});
	afterEach(async () => {
		await store.close();
		removeTemporaryFolders();
	});

	const read = async () =>
		(await store.counts.read(0, START + 1000 * DAY)).map(({ hour: at, what, n }) => [at - START, what, n]);
	const clean = async () => {
		while (await store.clean());
	};

	it('put the hours of a day together once they are eight days old', async () => {
		for (const [at, n] of [
			[0, 1],
			[5, 2],
			[23, 3],
			[25, 4],
		] as const) {
			hour = START + at;
			await store.counts.add('p1', [{ what: 'a', n }]);
		}

		hour = START + HOURLY_DAYS * DAY;
		await clean();
		const young = await read();
		hour = START + (HOURLY_DAYS + 1) * DAY + DAY;
		await clean();

		expect(young).to.deep.equal([
			[0, 'a', 1],
			[5, 'a', 2],
			[23, 'a', 3],
			[25, 'a', 4],
		]);
		expect(await read()).to.deep.equal([
			[0, 'a', 6],
			[24, 'a', 4],
		]);
	});

	it('drop days after ninety', async () => {
		await store.counts.add('p1', [{ what: 'a', n: 1 }]);

		hour = START + DAILY_DAYS * DAY;
		await clean();
		const before = await read();
		hour += 1;
		await clean();

		expect(before).to.deep.equal([[0, 'a', 1]]);
		expect(await read()).to.deep.equal([]);
	});

	it('bound a day that many hours are put into', async () => {
		for (const at of [0, 1]) {
			hour = START + at;
			await store.counts.add(
				'p1',
				Array.from({ length: MAX_ROWS }, (_, n) => ({ what: `${at}-${n}`, n: 1 })),
			);
		}

		hour = START + (HOURLY_DAYS + 1) * DAY;
		await clean();

		const rows = await read();
		expect(rows).to.have.lengthOf(MAX_ROWS + 1);
		expect(rows.find(([, what]) => what === OTHER)).to.deep.equal([0, OTHER, MAX_ROWS]);
	});
});
