/** Duplicates among millions of events, in the queue on disk. */

import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { toDigest } from '../gateway/src/queue/rules/digest.js';
import { closeDatabase, openDatabase } from '../gateway/src/queue/sqlite/open-database.js';
import { SeenIds } from '../gateway/src/queue/sqlite/seen-ids.js';
import { openSqliteStore } from '../gateway/src/queue/sqlite/store.js';
import type { Store } from '../gateway/src/queue/store.js';
import { aBatchItem, NOW } from '../gateway/test/a-batch-item.js';
import { median } from './median.js';
import type { Proof } from './proof.js';

const IDS = 5_000_000;
/** Of ids that are made known in one transaction. */
const SLICE = 50_000;
const BATCH = 100;
const EVENTS = 40_000;
const ROUNDS = 3;
const DAY_MS = 86_400_000;

export const ids: Proof = {
	shows: `The queue tells a duplicate among ${IDS / 1e6} million ids, takes new events in nearly as fast as with none, and forgets the ids in time.`,
	limitMinutes: 20,
	async run() {
		const folder = mkdtempSync(join(tmpdir(), 'openai-ads-'));
		let nowMs = NOW;
		const bytesPerId = makeKnown(join(folder, 'full'));
		const startedMs = performance.now();
		const full = openSqliteStore({ folder: join(folder, 'full'), mode: 'live', nowMs: () => nowMs });
		const openMs = performance.now() - startedMs;
		const empty = openSqliteStore({ folder: join(folder, 'empty'), mode: 'live', nowMs: () => nowMs });
		try {
			const costs = { full: [] as number[], empty: [] as number[] };
			for (let round = 0; round <= ROUNDS; round++) {
				costs.empty.push(await append(empty, IDS + round * EVENTS));
				costs.full.push(await append(full, IDS + round * EVENTS));
			}
			const again = (await full.pixel('px1').append([0, IDS / 2, IDS - 1].map(anItem))).added;
			nowMs += 10 * DAY_MS;
			let slices = 1;
			while (await full.clean()) slices++;
			const speed = median(costs.empty.slice(1)) / median(costs.full.slice(1)); // The first round warms up.

			expect(again).to.equal(0);
			expect(speed).to.be.at.least(0.8);
			expect((await full.pixel('px1').append([anItem(0)])).added).to.equal(1);
			return {
				ids: IDS,
				'duplicates of the oldest, a middle and the newest one that were queued': again,
				'speed of taking events in, of that without ids': speed,
				'CPU time per event': `${((median(costs.full) / EVENTS) * 1000).toFixed(0)} µs`,
				'time to open the file': `${openMs.toFixed(0)} ms`,
				'bytes on disk per id': bytesPerId,
				'steps to forget all of them': slices,
			};
		} finally {
			await Promise.all([full.close(), empty.close()]);
			rmSync(folder, { recursive: true });
		}
	},
};

const anItem = (n: number) => aBatchItem({ id: `order-${n}` });

/** Makes a file that knows so many ids. @returns its bytes for each */
function makeKnown(folder: string): number {
	const database = openDatabase(folder, 'live');
	const seen = new SeenIds(database, () => NOW, Number.POSITIVE_INFINITY);
	for (let first = 0; first < IDS; first += SLICE) {
		database.exec('BEGIN');
		for (let n = first; n < first + SLICE; n++) seen.remember(toDigest('px1', anItem(n)), 0);
		seen.save();
		database.exec('COMMIT');
	}
	closeDatabase(database);
	return statSync(join(folder, 'queue.db')).size / IDS;
}

/** Appends so many new events, then delivers them. @returns CPU milliseconds of appending */
async function append(store: Store, first: number): Promise<number> {
	const queue = store.pixel('px1');
	const own = await queue.own();
	if (own === undefined) throw new Error('The embedded queue always owns.');
	const before = process.cpuUsage();
	for (let done = 0; done < EVENTS; done += BATCH) {
		await queue.append(Array.from({ length: BATCH }, (_, index) => anItem(first + done + index)));
	}
	const { user, system } = process.cpuUsage(before);
	const options = { nowMs: NOW, maxEvents: 1000, maxBytes: 4e6, minEvents: 1, lingerMs: 0 };
	for (;;) {
		const { events } = await queue.take(own, options);
		if (events.length === 0) return (user + system) / 1000;
		await queue.settle(own, { delivered: events.map(({ key }) => key), deadLetters: [], retries: [] });
	}
}
